/** A process that sends: `bun worker.ts <peer> <database> <redis>`, told over IPC when to. */
import type { Working } from "./engine.ts";
import { kindNamed } from "./kinds.ts";

const [, , name, databaseUrl = "", redisUrl = ""] = Bun.argv;
const engine = await kindNamed(name).open({ databaseUrl, redisUrl });
const tell = (message: FromWorker) => process.send?.(message);
let working: Working | undefined;

process.on("message", async (order: ToWorker) => {
  if (order === "work") {
    working = await engine.work((delivered) => void tell({ delivered }));
  } else {
    await working?.stop();
    tell({ halted: true });
  }
});
process.on("disconnect", () => process.exit(0));
tell({ ready: true });

/** What a worker is told. */
export type ToWorker = "work" | "halt";

/** What a worker tells. */
export type FromWorker = { ready: true } | { halted: true } | { delivered: number };
