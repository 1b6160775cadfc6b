/** An SMSC in a process of its own that takes everything at once and reports it delivered. */
import { startSmsc } from "../../apps/simulator/src/smpp/smsc.ts";
import { wait } from "../../apps/simulator/src/wait.ts";

const smsc = await startSmsc({
  port: 0,
  hostname: "127.0.0.1",
  accounts: [{ systemId: "kannel", password: "secret" }],
  decide: () => ({ status: 0, receipts: [{ afterMs: 0, stat: "DELIVRD" }] }),
  deliver: () => {},
  log: () => {},
  now: () => new Date(),
  wait,
});
process.on("message", () => process.send?.({ bound: smsc.connections() > 0 }));
process.on("disconnect", () => process.exit(0));
process.send?.({ port: smsc.port });
