/**
 * `bun run faults [F4 | part of a name]… [--seed 7] [--quick] [--seconds 120] [--recipients 2000]
 * [--lanes 4]`: real
 * processes, a real PostgreSQL, the simulator's log as the truth from outside. Ends with 1 if
 * anything was lost, stuck, denied or sent twice without an event that says so, or if a fault did
 * not see what it requires.
 */
import { parseArgs } from "node:util";
import { installOnce } from "../scripts/install.ts";

await installOnce();
const { faultsOf, find } = await import("./faults.ts");

const { values, positionals } = parseArgs({
  args: Bun.argv.slice(2),
  allowPositionals: true,
  options: {
    seed: { type: "string" },
    quick: { type: "boolean", default: false },
    seconds: { type: "string", default: "120" },
    recipients: { type: "string", default: "2000" },
    lanes: { type: "string", default: "4" },
    // Of a process that plays one fault for another: its place in the list.
    only: { type: "string" },
  },
});
const sizes = { seconds: Number(values.seconds), recipients: Number(values.recipients) };
const all = faultsOf(sizes);
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));

if (values.only !== undefined) {
  const { runFault } = await import("./run.ts");
  const fault = all[Number(values.only)];
  if (fault) console.log(JSON.stringify(await runFault(fault, seed)));
  process.exit(0);
}

const { isGood, runInLanes, toLine } = await import("./lanes.ts");
const wanted = positionals.length === 0 ? [""] : positionals;
const named = new Set(wanted.flatMap((each) => find(all, each)));
const chosen = all.filter((fault) => named.has(fault) && (fault.quick || !values.quick));
if (chosen.length === 0) {
  console.error(
    `There is no such fault. There are:\n${all.map(({ id, name }) => `${id} ${name}`).join("\n")}`,
  );
  process.exit(2);
}
const started = performance.now();
const results = await runInLanes(
  chosen.map((fault) => ({ name: `${fault.id} ${fault.name}`, index: all.indexOf(fault) })),
  { seed, ...sizes, lanes: Number(values.lanes) },
  (outcome) => console.log(JSON.stringify(outcome)),
);
console.table(results.map(toLine));
const bad = results.filter((outcome) => !isGood(outcome));
const took = Math.round((performance.now() - started) / 1000);
console.log(
  `${results.length - bad.length} of ${results.length} faults survived, in ${took} s, seed ${seed}`,
);
process.exit(bad.length > 0 ? 1 : 0);
