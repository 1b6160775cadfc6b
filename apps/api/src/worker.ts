/** A process that dispatches messages and answers nobody: `bun run worker`. */
import { readEnvironment } from "./environment.ts";
import { stopOnSignal } from "./serve.ts";
import { createSystem } from "./system.ts";

try {
  const { environment, problems } = readEnvironment(process.env);
  const system = await createSystem({ ...environment, worker: true }, problems);
  stopOnSignal(system.stop);
  await system.start();
  system.logger.info({ event: "worker.started" });
} catch (error) {
  console.error(`Cannot start: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
