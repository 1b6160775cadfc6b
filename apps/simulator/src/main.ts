import { startSimulator } from "./index.ts";

const port = Number(Bun.env["SIMULATOR_PORT"] ?? 3100);
const simulator = await startSimulator({ port, log: console.log });
console.log(`phones   ${simulator.url}/phones\nvnpay    ${simulator.url}/vnpay`);

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => simulator.stop());
