/**
 * `bun run simulate [--seeds 300] [--seed 17] [--mutations]`: plays the ledger's real statements and
 * dispatcher in virtual time, with faults by chance. The same seed plays the same run. Ends with 1 if
 * a promise was broken; with `--mutations`, if a mutation of the code was not noticed.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { installOnce } from "../scripts/install.ts";

await installOnce();
const { values } = parseArgs({
  args: Bun.argv.slice(2),
  options: {
    seeds: { type: "string", default: "300" },
    seed: { type: "string" },
    mutations: { type: "boolean", default: false },
  },
});

if (values.mutations) {
  const { tryMutations } = await import("./mutations.ts");
  process.exit((await tryMutations()) ? 0 : 1);
}
const which = values.seed === undefined ? [values.seeds] : ["1", values.seed];
const play = Bun.spawn([process.execPath, join(import.meta.dir, "play.ts"), ...which], {
  stdio: ["ignore", "inherit", "inherit"],
});
process.exit(await play.exited);
