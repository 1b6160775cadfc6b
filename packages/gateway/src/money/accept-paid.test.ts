import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type Database, openDatabase } from "@nx/core";
import { createTestDatabase, describeOnDatabases, type TestDatabase } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import type { Gateway } from "../gateway.ts";
import type { SendBody } from "../messages/schemas.ts";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import type { BudgetBody } from "./schemas.ts";
import { createTestGateway, text } from "./test-gateway.ts";

const ofADay: BudgetBody = { name: "All", amount: "1000", currency: "VND", period: "day" };

/** Everything that accepting a message writes. */
const stored = async ({ orm }: Database) => {
  const [row] = await orm.execute<Record<string, number>>(sql`
    select (select count(*)::int from messages) as messages,
      (select count(*)::int from message_events) as events,
      (select coalesce(sum(cardinality(message_ids)), 0)::int from message_queue) as queued,
      (select count(*)::int from idempotency_keys) as keys,
      (select count(*)::int from money_entries where kind = 'hold') as holds,
      (select coalesce(sum(held), 0)::int from budget_periods) as held`);
  return row;
};

/** How many were accepted, and what the others were refused for. */
const countOf = (results: readonly Awaited<ReturnType<Gateway["send"]>>[]) => {
  const counts: Record<string, number> = {};
  for (const result of results) {
    const answer = result.ok ? "accepted" : result.error.code;
    counts[answer] = (counts[answer] ?? 0) + 1;
  }
  return counts;
};

describeOnDatabases("money", (open) => {
  let database: Database;
  let ledger: TestLedger;
  let gateway: Gateway;
  beforeEach(async () => {
    database = await open();
    ledger = createTestLedger(database);
    gateway = createTestGateway(database);
  });
  const send = (input: Partial<SendBody> = {}, keyId?: string) =>
    gateway.send(ledger.organizationId, { ...text, ...input }, keyId);
  const topUp = async (amount: string, currency = "VND") => {
    const paid = await gateway.money.topUp(ledger.organizationId, {
      ...{ amount, currency, reference: `${amount}-${currency}` },
    });
    expect(paid.ok).toBe(true);
  };

  test("of credit for ten, ten of fifty that come at once are accepted", async () => {
    await topUp("1050");
    const results = await Promise.all(Array.from({ length: 50 }, () => send()));
    expect(countOf(results)).toEqual({ accepted: 10, insufficient_credit: 40 });
    expect(await stored(database)).toEqual({
      ...{ messages: 10, events: 10, queued: 10, keys: 0, holds: 10, held: 1000 },
    });
    expect(await gateway.money.credit(ledger.organizationId)).toEqual({
      data: [
        { currency: "VND", paidIn: "1050", held: "1000", spent: "0", left: "50", keptForCodes: "0" },
      ],
    });
  });

  test("each of a batch is decided for itself, in order: who needs less may still find it", async () => {
    await topUp("350");
    const long = { ...text, body: "a".repeat(161) };
    const reply = await gateway.sendBatch(ledger.organizationId, {
      messages: [text, long, long, text, text],
    });
    expect(reply.accepted.map(({ index }) => index)).toEqual([0, 1]);
    expect(reply.rejected.map(({ index, code }) => [index, code])).toEqual([
      [2, "insufficient_credit"],
      [3, "insufficient_credit"],
      [4, "insufficient_credit"],
    ]);
  });
});
