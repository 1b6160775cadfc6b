/** The API process: `bun run start`. */
import { readEnvironment } from "./environment.ts";
import { serve, stopOnSignal } from "./serve.ts";
import { createSystem } from "./system.ts";

const { environment, problems } = readEnvironment(process.env);
try {
  const system = await createSystem(environment, problems);
  // Requests are answered from the first moment, while the database may still be on its way.
  const served = serve(system);
  stopOnSignal(served.stop);
  await system.start();
} catch (error) {
  // A port or a folder that is taken, an address that is none: nothing that waiting would mend.
  console.error(`Cannot start: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
