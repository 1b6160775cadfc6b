/** The API in a process of its own, which also tells how long its event loop was held up. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { readEnvironment } from "../apps/api/src/environment.ts";
import { serve } from "../apps/api/src/serve.ts";
import { createSystem } from "../apps/api/src/system.ts";

const { environment, problems } = readEnvironment(process.env);
const system = await createSystem(environment, problems);
await system.start();
const { port } = serve(system);

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.on("message", () => {
  process.send?.({ p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6 });
  delay.reset();
});
process.send?.({ port });
