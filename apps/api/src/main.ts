/** The API process: `bun run start`. */
import { readEnvironment } from "./environment.ts";
import { serve, stopOnSignal } from "./serve.ts";
import { createSystem } from "./system.ts";

const { environment, problems } = readEnvironment(process.env);
const system = await createSystem(environment, problems);
// Requests are answered from the first moment, while the database may still be on its way.
const served = serve(system);
stopOnSignal(served.stop);
await system.start();
