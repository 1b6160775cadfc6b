import { providerNames, startSimulator } from "./index.ts";

const port = Number(Bun.env["SIMULATOR_PORT"] ?? 3100);
const simulator = await startSimulator({ port, log: console.log });
for (const name of ["phones", ...providerNames]) {
  console.log(`${name.padEnd(15)} ${simulator.url}/${name}`);
}

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => simulator.stop());
