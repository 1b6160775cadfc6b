/** A worker whose provider tells when a probe arrives: `bun door.ts <database> <key>`, led by IPC. */
import { createKeyring, createLogger, openDatabase } from "@nx/core";
import { createGateway } from "@nx/gateway";
import type { SmsProvider } from "mq-sms";
import { recordingProvider } from "mq-sms/testing";
import { type FromDoor, probeSender, type ToDoor } from "./probe.ts";

const answerMs = 20;
const window = 256;

const [, , databaseUrl = "", key = ""] = Bun.argv;
const keyring = createKeyring([{ id: "bench", key }]);
const database = await openDatabase({ url: databaseUrl, poolSize: 6 });
const tell = (message: FromDoor) => process.send?.(message);

const provider: SmsProvider = {
  kind: "door",
  capabilities: recordingProvider().capabilities,
  async send({ id, from, category }) {
    if (category === "otp" || from === probeSender) tell({ kind: "arrived", id, at: Date.now() });
    await Bun.sleep(answerMs);
    return { kind: "accepted", providerMessageIds: [id] };
  },
};
const open = () =>
  createGateway({
    database,
    routing: () => ({ accounts: [{ id: "door", provider, window }], rules: [] }),
    keyring: keyring.ok ? keyring.keyring : undefined,
    logger: createLogger({ level: "error" }),
  });
let gateway = open();
let peak = 0;
setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 100);

process.on("message", async (order: ToDoor) => {
  if (order === "work") gateway.start();
  if (order === "rest") {
    await gateway.stop();
    gateway = open();
  }
  tell({ kind: "done", mebibytes: Math.round(peak / 2 ** 20) });
});
process.on("disconnect", () => process.exit(0));
tell({ kind: "done", mebibytes: 0 });
