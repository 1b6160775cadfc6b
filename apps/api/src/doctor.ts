/** `bun run doctor`: prints every problem of the configuration, and fails for none of them. */
import { type ConfigProblem, checkServer } from "@nx/core";
import { readEnvironment } from "./environment.ts";
import { createSystem } from "./system.ts";

const { environment, problems } = readEnvironment({ ...process.env, LOG_LEVEL: "silent" });
const system = await createSystem(environment, problems, () => {});
await system.start();
const database = await checkServer(system.database).catch(() => []);
const found: ConfigProblem[] = [
  ...(await system.problems()),
  ...database.map(({ code, message }) => ({ setting: "database", path: "", code, message })),
];
await system.stop();

for (const { setting, path, code, message } of found)
  console.log(`✗ ${setting}${path && ` ${path}`}: ${message} (${code})`);
console.log(
  found.length === 0
    ? `✓ Environment ${environment.name}: nothing to mend.`
    : `\nEnvironment ${environment.name}: ${found.length} to mend.`,
);
process.exit(0);
