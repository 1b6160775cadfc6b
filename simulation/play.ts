/** `bun play.ts <seeds> [first]`: plays seeds, prints what they came to, and stops at the fifth bad one. */
import { openSimulated } from "./database.ts";
import { runSeed } from "./run.ts";

const count = Number(Bun.argv[2] ?? 300);
const first = Number(Bun.argv[3] ?? 1);
const database = await openSimulated();
const total = { messages: 0, lost: 0, stuck: 0, recorded: 0, unrecorded: 0, recovered: 0 };
const started = performance.now();
let broken = 0;
for (let seed = first; seed < first + count && broken < 5; seed += 1) {
  const run = await runSeed(database, seed);
  total.messages += run.messages;
  total.lost += run.lost;
  total.stuck += run.stuck;
  total.recorded += run.duplicatedRecorded;
  total.unrecorded += run.duplicatedUnrecorded;
  total.recovered += run.recovered;
  if (count === 1) console.log(`digest ${run.digest}`);
  if (run.broken.length === 0) continue;
  broken += 1;
  console.log(`seed ${seed} breaks:`);
  for (const sentence of run.broken.slice(0, 10)) console.log(`  invariant ${sentence}`);
}
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.table({ [`${count} seeds, ${seconds} s`]: total });
await database.close();
process.exit(broken > 0 ? 1 : 0);
