/**
 * `bun run simulate [--seeds 300] [--seed 17] [--mutations]`: plays the ledger's real statements and
 * dispatcher in virtual time, with faults by chance, on all cores. The same seed plays the same run.
 * Ends with 1 if a promise was broken; with `--mutations`, if a mutation of the code was not noticed.
 */
import { parseArgs } from "node:util";
import { installOnce } from "../scripts/install.ts";

await installOnce();
const { playOnAllCores } = await import("./play-seeds.ts");
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

/** More broken seeds than these say nothing new. */
const mostBroken = 5;

const first = Number(values.seed ?? 1);
const last = Number(values.seed ?? values.seeds);
const total = {
  seeds: 0,
  messages: 0,
  lost: 0,
  stuck: 0,
  recorded: 0,
  unrecorded: 0,
  recovered: 0,
};
let broken = 0;
const started = performance.now();

await playOnAllCores(first, last, (run) => {
  if (broken === mostBroken) return false;
  total.seeds += 1;
  total.messages += run.messages;
  total.lost += run.lost;
  total.stuck += run.stuck;
  total.recorded += run.duplicatedRecorded;
  total.unrecorded += run.duplicatedUnrecorded;
  total.recovered += run.recovered;
  if (values.seed !== undefined) console.log(`digest ${run.digest}`);
  if (run.broken.length === 0) return true;
  broken += 1;
  console.log(`seed ${run.seed} breaks:`);
  for (const sentence of run.broken.slice(0, 10)) console.log(`  invariant ${sentence}`);
  return broken < mostBroken;
});
console.table({ [`${((performance.now() - started) / 1000).toFixed(1)} s`]: total });
process.exit(broken > 0 ? 1 : 0);
