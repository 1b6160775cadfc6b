/** An SMSC in a process of its own that takes everything at once. */
import { startSmsc } from "../apps/simulator/src/smpp/smsc.ts";
import { wait } from "../apps/simulator/src/wait.ts";

const { port } = await startSmsc({
  port: 0,
  hostname: "127.0.0.1",
  accounts: [{ systemId: "demo", password: "secret" }],
  decide: () => ({ status: 0, receipts: [] }),
  deliver: () => {},
  log: () => {},
  now: () => new Date(),
  wait,
});
process.send?.({ port });
