/** `bun run bench <name>`: measures, prints a table, and the same as one line of JSON. */
import { installOnce } from "../scripts/install.ts";

await installOnce();
const benches: Record<string, () => Promise<object>> = {
  api: async () => (await import("./api.ts")).benchApi(),
  backlog: async () => (await import("./backlog.ts")).benchBacklog(),
  campaign: async () => (await import("./campaign.ts")).benchCampaign(),
  csv: async () => (await import("./csv.ts")).benchCsv(),
  growth: async () => (await import("./growth.ts")).benchGrowth(),
  ledger: async () => (await import("./ledger.ts")).benchLedger(),
  limits: async () => (await import("./limits.ts")).benchLimits(),
  otp: async () => (await import("./otp.ts")).benchOtp(),
  smpp: async () => (await import("./smpp.ts")).benchSmpp(),
  text: async () => (await import("./text.ts")).benchText(),
};

const name = Bun.argv[2] ?? "";
const bench = benches[name];
if (!bench) {
  console.error(`Usage: bun run bench ${Object.keys(benches).join(" | ")}`);
  process.exit(2);
}
const results = await bench();
console.table(results);
console.log(JSON.stringify({ bench: name, results }));
process.exit(0);
