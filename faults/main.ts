/**
 * `bun run faults [part of a name] [--seed 7] [--seconds 120]`: real processes, a real PostgreSQL,
 * the simulator's log as the truth from outside. Ends with 1 if anything was lost, stuck, denied or
 * sent twice without an event that says so.
 */
import { parseArgs } from "node:util";
import { installOnce } from "../scripts/install.ts";

await installOnce();
const { faults, storm } = await import("./faults.ts");
const { runFault } = await import("./run.ts");

const { values, positionals } = parseArgs({
  args: Bun.argv.slice(2),
  allowPositionals: true,
  options: { seed: { type: "string" }, seconds: { type: "string", default: "120" } },
});
const wanted = positionals[0] ?? "";
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
const chosen = [...faults, storm(Number(values.seconds))].filter(({ name }) =>
  name.includes(wanted),
);

const table: Record<string, object> = {};
let bad = false;
for (const fault of chosen) {
  const { fault: name, ...result } = await runFault(fault, seed);
  table[name] = result;
  console.log(JSON.stringify({ fault: name, ...result }));
  bad ||= result.lost + result.stuck + result.duplicatedUnrecorded + result.denied > 0;
}
console.table(table);
process.exit(bad ? 1 : 0);
