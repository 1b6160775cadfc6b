import { afterEach, beforeEach, expect, test } from "bun:test";
import type { Database } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import type { Gateway } from "../gateway.ts";
import { createTestLedger, settled, type TestLedger } from "../testing/index.ts";
import { createTestGateway, text, vietnam } from "../testing/test-gateway.ts";
import { settleMoney } from "./settle.ts";

const by = { actor: "operator" };

describeOnDatabases("the price of what was sent", (open) => {
  let database: Database;
  let ledger: TestLedger;
  let gateway: Gateway;
  beforeEach(async () => {
    database = await open();
    ledger = createTestLedger(database);
    gateway = createTestGateway(database, vietnam, true);
    gateway.start();
  });
  afterEach(() => gateway.stop());

  const sent = async (body: string) => {
    const accepted = await gateway.send(ledger.organizationId, { ...text, body });
    if (!accepted.ok) throw new Error(accepted.error.code);
    for (;;) {
      const message = await gateway.read(ledger.organizationId, accepted.value.message.id);
      if (message.ok && message.value.status === "SUBMITTED") return message.value;
      await new Promise(setImmediate);
    }
  };

  test("is that of the rate card where the provider tells none, by the segments sent", async () => {
    expect((await sent("a".repeat(161))).price).toEqual({ amount: "200", currency: "VND" });
    await gateway.money.putRateCard(
      ledger.organizationId,
      {
        currency: "USD",
        rates: [{ account: "log-only", perSegment: "0.03" }],
      },
      by,
    );
    expect((await sent("a")).price).toEqual({ amount: "0.03", currency: "USD" });
  });

  test("is spent", async () => {
    const payment = { amount: "150", currency: "VND", reference: "a" };
    await gateway.money.topUp(ledger.organizationId, payment, by);
    await sent("a");
    await settled(database);
    await settleMoney(database, new AbortController().signal);
    expect(await gateway.money.credit(ledger.organizationId)).toMatchObject({
      data: [{ held: "0", spent: "100", left: "50" }],
    });
    expect(await database.orm.execute(sql`select kind from money_entries where n > 1`)).toEqual([
      { kind: "commit" },
    ]);
  });
});
