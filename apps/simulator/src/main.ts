import { providerNames, startSimulator } from "./index.ts";

const port = Number(Bun.env["SIMULATOR_PORT"] ?? 3100);
const smppPort = Number(Bun.env["SIMULATOR_SMPP_PORT"] ?? 2775);
const simulator = await startSimulator({ port, smppPort, log: console.log });
for (const name of ["phones", ...providerNames]) {
  console.log(`${name.padEnd(15)} ${simulator.url}/${name}`);
}
console.log(`${"smpp".padEnd(15)} 127.0.0.1:${simulator.smppPort}`);

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => simulator.stop());
