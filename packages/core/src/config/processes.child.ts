// A second process for processes.test.ts: opens the database and does what it is told over IPC.
import { type Static, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { systemClock } from "../clock.ts";
import { openDatabase } from "../database/index.ts";
import { createLogger } from "../logger.ts";
import { createKeyring } from "../secrets/index.ts";
import { createConfig } from "./config.ts";
import { defineSetting } from "./setting.ts";

export const account = defineSetting({
  group: "INTEGRATION",
  key: "account",
  title: "",
  description: "",
  schema: Type.Object({ user: Type.String(), password: Type.String({ secret: true }) }),
});

/** The parent's order. `deaf`: notifications do not reach this process. */
export const Order = Type.Union([
  Type.Object({ do: Type.Literal("watch"), url: Type.String(), deaf: Type.Boolean() }),
  Type.Object({
    do: Type.Literal("seed"),
    url: Type.String(),
    user: Type.String(),
    password: Type.String(),
  }),
]);
export type Order = Static<typeof Order>;

/** The child's answer: ready to be told, seeded, or it sees this user now. */
export const Answer = Type.Object({ seen: Type.String() });

export const keyring = createKeyring([{ id: "k", key: Buffer.alloc(32, "k").toString("base64") }]);

const obey = async (order: Order) => {
  const database = await openDatabase({ url: order.url });
  const deafDatabase = { ...database, listen: async () => async () => {} };
  const config = createConfig({
    database: order.do === "watch" && order.deaf ? deafDatabase : database,
    ...(keyring.ok && { keyring: keyring.keyring }),
    environment: "test",
    settings: [account],
    logger: createLogger({ level: "silent" }),
    clock: systemClock,
  });
  if (order.do === "seed") {
    const { ok } = await config.seed(account, { user: order.user, password: order.password });
    process.send?.({ seen: ok ? "seeded" : "refused" });
    return;
  }
  await config.start();
  config.watch(account, () => {
    const reading = config.read(account);
    process.send?.({ seen: reading.state === "ok" ? reading.value.user : reading.state });
  });
  process.send?.({ seen: "watching" });
};

if (import.meta.main) {
  process.on("message", (message) => {
    if (Value.Check(Order, message)) void obey(message);
  });
  process.send?.({ seen: "ready" });
}
