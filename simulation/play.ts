/** `bun play.ts <first> <step> <last>`: plays seeds, and prints the run of each as a line of JSON. */
import { openSimulated } from "./database.ts";
import { runSeed } from "./run.ts";

const [first = 1, step = 1, last = first] = Bun.argv.slice(2).map(Number);
const simulated = await openSimulated();
for (let seed = first; seed <= last; seed += step)
  console.log(JSON.stringify(await runSeed(simulated, seed)));
await simulated.close();
