/**
 * Everything on a fresh clone, in one process: simulator with virtual phones, embedded database,
 * API. Installs what is missing first, so nothing but Bun's own modules is imported before that.
 */
import { installOnce } from "./install.ts";

await installOnce();
const { startDemo } = await import("./start-demo.ts");
try {
  await startDemo(process.env);
} catch (error) {
  console.error(`\nThe demo cannot start: ${error instanceof Error ? error.message : error}`);
  console.error("PORT, SIMULATOR_PORT and DATA_DIR choose other ports and another folder.");
  process.exit(1);
}
