/**
 * Everything on a fresh clone, in one process: simulator with virtual phones, embedded database,
 * API. Installs what is missing first, so nothing but Bun's own modules is imported before that.
 */
import { installOnce } from "./install.ts";

await installOnce();
const { startDemo } = await import("./start-demo.ts");
await startDemo(process.env);
