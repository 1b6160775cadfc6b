/** `bun run doctor`: prints every problem of the configuration, and fails for none of them. */
import { type ConfigProblem, checkServer } from "@nx/core";
import { type Environment, readEnvironment } from "./environment.ts";
import { createSystem } from "./system.ts";

const { environment, problems } = readEnvironment({ ...process.env, LOG_LEVEL: "silent" });
const found = await examine(environment, problems);
for (const { setting, path, code, message } of found)
  console.log(`✗ ${setting}${path && ` ${path}`}: ${message} (${code})`);
console.log(
  found.length === 0
    ? `✓ Environment ${environment.name}: nothing to mend.`
    : `\nEnvironment ${environment.name}: ${found.length} to mend.`,
);
process.exit(0);

async function examine(
  environment: Environment,
  problems: readonly ConfigProblem[],
): Promise<ConfigProblem[]> {
  const ofDatabase = ({ code, message }: { code: string; message: string }): ConfigProblem => ({
    setting: "database",
    path: "",
    code,
    message,
  });
  try {
    // It looks and leaves the work to those who stay.
    const system = await createSystem({ ...environment, worker: false }, problems);
    await system.start();
    const server = await checkServer(system.database).catch(() => []);
    return [...(await system.problems()), ...server.map(ofDatabase)];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [...problems, ofDatabase({ code: "cannot_open", message })];
  }
}
