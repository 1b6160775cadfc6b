import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type Database, openDatabase } from "@nx/core";
import { createTestDatabase, describeOnDatabases, type TestDatabase } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import type { Gateway } from "../gateway.ts";
import type { SendBody } from "../messages/schemas.ts";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import { createTestGateway, text } from "../testing/test-gateway.ts";
import type { BudgetBody } from "./schemas.ts";

const by = { actor: "operator" };

const ofADay: BudgetBody = { name: "All", amount: "1000", currency: "VND", period: "day" };

/** Everything that accepting a message writes. */
const stored = async ({ orm }: Database) => {
  const [row] = await orm.execute<Record<string, number>>(sql`
    select (select count(*)::int from messages) as messages,
      (select count(*)::int from told_events) as events,
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
    gateway.send(ledger.organizationId, { ...text, ...input }, { keyId });
  const topUp = async (amount: string, currency = "VND") => {
    const paid = await gateway.money.topUp(
      ledger.organizationId,
      {
        ...{ amount, currency, reference: `${amount}-${currency}` },
      },
      by,
    );
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
        {
          currency: "VND",
          paidIn: "1050",
          held: "1000",
          spent: "0",
          left: "50",
          keptForCodes: "0",
        },
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

  test("a refusal names the budget and when it begins anew, and leaves nothing behind", async () => {
    await gateway.money.createBudget(ledger.organizationId, { ...ofADay, amount: "199.99" }, by);
    expect(await send({ idempotencyKey: "a" })).toMatchObject({ ok: true });
    const before = await stored(database);
    const refused = await send({ idempotencyKey: "b" });
    expect(await stored(database)).toEqual(before);
    const { data } = await gateway.money.budgets(ledger.organizationId);
    expect(data).toMatchObject([{ held: "100", spent: "0", left: "99.99" }]);
    const { id, resetsAt = "" } = data[0] ?? {};
    expect(refused).toEqual({
      ok: false,
      error: {
        code: "budget_exceeded",
        detail: `The budget “All” (${id}) begins anew at ${resetsAt}.`,
        retryAfterSeconds: expect.any(Number),
      },
    });
    expect(resetsAt).toEndWith("T00:00:00.000Z");
    // With room again the key is free.
    await gateway.money.changeBudget(ledger.organizationId, id ?? "", { amount: "200" }, by);
    expect(await send({ idempotencyKey: "b" })).toMatchObject({
      ok: true,
      value: { replayed: false },
    });
  });

  test("who asks again with a key is answered as before, whatever is left", async () => {
    await topUp("100");
    const asked = Array.from({ length: 20 }, () => send({ idempotencyKey: "a" }));
    const ids = (await Promise.all(asked)).map((result) => result.ok && result.value.message.id);
    expect(ids).toEqual(Array(20).fill(ids[0]));
    expect(await send({ idempotencyKey: "a" })).toMatchObject({
      ok: true,
      value: { replayed: true, message: { id: ids[0] } },
    });
    expect(await send({ idempotencyKey: "a", body: "other" })).toMatchObject({
      ok: false,
      error: { code: "idempotency_key_reused" },
    });
    expect(await send({ idempotencyKey: "b" })).toMatchObject({
      ok: false,
      error: { code: "insufficient_credit" },
    });
    expect(await stored(database)).toMatchObject({ messages: 1, keys: 1, holds: 1, held: 100 });
  });

  test("a key that is known among others holds nothing, and takes nobody's place", async () => {
    await topUp("300");
    await send({ idempotencyKey: "a" });
    const reply = await gateway.sendBatch(ledger.organizationId, {
      messages: [{ ...text, idempotencyKey: "a" }, text, text, text],
    });
    expect(reply.accepted.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(reply.rejected.map(({ index }) => index)).toEqual([3]);
  });

  test("a budget counts what it is for", async () => {
    const only = (scope: Partial<BudgetBody>) =>
      gateway.money.createBudget(ledger.organizationId, { ...ofADay, amount: "100", ...scope }, by);
    await only({ name: "key", keyId: "key_1" });
    await only({ name: "promotions", category: "promotional" });
    await only({ name: "codes", category: "otp" });
    const exceeded = { ok: false, error: { code: "budget_exceeded" } };
    for (const [input, keyId] of [
      [{}, "key_1"],
      [{ category: "promotional" }, undefined],
      [{ category: "otp" }, undefined],
    ] as const) {
      expect(await send(input, keyId)).toMatchObject({ ok: true });
      expect(await send(input, keyId)).toMatchObject(exceeded);
    }
    expect(await send()).toMatchObject({ ok: true });
    await only({ name: "country", country: "VN" });
    expect(await send()).toMatchObject({ ok: true });
    expect(await send()).toMatchObject(exceeded);
    // Codes have their own: a campaign that uses up everything else keeps nobody from signing in.
    const { data } = await gateway.money.budgets(ledger.organizationId);
    const codes = data.find(({ name }) => name === "codes");
    await gateway.money.changeBudget(ledger.organizationId, codes?.id ?? "", { amount: "200" }, by);
    expect(await send({ category: "otp" })).toMatchObject({ ok: true });
  });

  test("the last part of credit is kept for codes", async () => {
    await topUp("300");
    await gateway.money.keepCredit(ledger.organizationId, "VND", { keptForCodes: "200" }, by);
    // One after the other: a code that comes first takes of what is not kept for codes alone.
    expect(countOf([await send(), await send(), await send({ category: "otp" })])).toEqual({
      accepted: 2,
      insufficient_credit: 1,
    });
    expect(await send({ category: "otp" })).toMatchObject({ ok: true });
    expect(await send({ category: "otp" })).toMatchObject({
      error: { code: "insufficient_credit" },
    });
  });

  test("what costs nobody knows what is refused where it would count", async () => {
    const abroad = { to: "+447400123456" };
    expect(await send(abroad)).toMatchObject({ ok: true });
    const made = await gateway.money.createBudget(ledger.organizationId, ofADay, by);
    expect(await send(abroad)).toMatchObject({ ok: false, error: { code: "price_unknown" } });
    expect(await send({ ...abroad, category: "otp" })).toMatchObject({ ok: true });
    if (made.ok) await gateway.money.endBudget(ledger.organizationId, made.value.id, by);
    expect(await send(abroad)).toMatchObject({ ok: true });
  });

  test("a budget of another currency counts nothing, credit of another one pays nothing", async () => {
    const dollars = { ...ofADay, amount: "0", currency: "USD" };
    await gateway.money.createBudget(ledger.organizationId, dollars, by);
    expect(await send()).toMatchObject({ ok: true });
    await topUp("5", "USD");
    expect(await send()).toMatchObject({ error: { code: "insufficient_credit" } });
    await topUp("100");
    expect(await send()).toMatchObject({ ok: true });
  });

  test("an organization's own rates count for it alone", async () => {
    await gateway.money.putRateCard(
      ledger.organizationId,
      {
        currency: "VND",
        rates: [{ perSegment: "7.5" }, { category: "otp", perSegment: "3" }],
      },
      by,
    );
    const priceOf = async (organizationId: string, input: Partial<SendBody> = {}) => {
      const sent = await gateway.send(organizationId, { ...text, ...input });
      return sent.ok && sent.value.message.estimatedPrice?.amount;
    };
    expect(await priceOf(ledger.organizationId)).toBe("7.5");
    expect(await priceOf(ledger.organizationId, { category: "otp" })).toBe("3");
    expect(await priceOf(ledger.newId())).toBe("100");
    await gateway.money.removeRateCard(ledger.organizationId, by);
    expect(await priceOf(ledger.organizationId)).toBe("100");
  });

  test("tells of 80 percent once, and once of the end", async () => {
    await gateway.money.createBudget(ledger.organizationId, { ...ofADay, amount: "500" }, by);
    const percents = async () => {
      const rows = await database.orm.execute<{ percent: number }>(sql`
        select percent from budget_events where organization_id = ${ledger.organizationId}::uuid
          and type = 'budget.threshold' order by position`);
      return [...rows].map(({ percent }) => percent);
    };
    for (let n = 0; n < 3; n += 1) await send();
    expect(await percents()).toEqual([]);
    await send();
    expect(await percents()).toEqual([80]);
    await send();
    await send();
    await send();
    expect(await percents()).toEqual([80, 100]);
  });

  test("a new hour begins with the whole amount", async () => {
    const hourly: BudgetBody = { ...ofADay, amount: "100", period: "hour" };
    await gateway.money.createBudget(ledger.organizationId, hourly, by);
    expect(countOf(await Promise.all([send(), send()]))).toEqual({
      accepted: 1,
      budget_exceeded: 1,
    });
    await database.orm.execute(sql`
      update budget_periods set starts_at = starts_at - interval '1 hour',
        ends_at = ends_at - interval '1 hour'`);
    expect(countOf(await Promise.all([send(), send()]))).toEqual({
      accepted: 1,
      budget_exceeded: 1,
    });
  });

  test("a code that nothing pays for is not sent, and nothing of it is kept", async () => {
    await topUp("50");
    const message = { id: ledger.newId(), to: "+84912345678", text: "123456", validitySeconds: 60 };
    const { signal } = new AbortController();
    expect(await gateway.sendNow(ledger.organizationId, message, signal)).toMatchObject({
      kind: "rejected",
      error: { code: "insufficient_balance" },
    });
    expect(await stored(database)).toMatchObject({ messages: 0, holds: 0 });
  });
});

describe("money of one organization in two processes", () => {
  let postgres: TestDatabase;
  let databases: Database[];
  beforeEach(async () => {
    postgres = await createTestDatabase();
    databases = await Promise.all([1, 2].map(() => openDatabase({ url: postgres.url })));
  });
  afterEach(async () => {
    await Promise.all(databases.map((database) => database.close()));
    await postgres.drop();
  });

  test("is spent once: of fifty that come at once through both, ten are accepted", async () => {
    const [database] = databases;
    if (database === undefined) throw new Error("There is no database");
    const ledger = createTestLedger(database);
    const { organizationId } = ledger;
    const [first] = databases.map((each) => createTestGateway(each));
    await first?.money.topUp(
      organizationId,
      {
        ...{ amount: "1000", currency: "VND", reference: "a" },
      },
      by,
    );
    await first?.money.createBudget(organizationId, { ...ofADay, amount: "5000" }, by);
    // Several in each process, because one alone groups what comes at once into one statement.
    const gateways = Array.from({ length: 5 }, () =>
      databases.map((each) => createTestGateway(each)),
    ).flat();
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        gateways[n % gateways.length]?.send(organizationId, {
          ...text,
          ...(n % 3 === 0 && { idempotencyKey: `key-${n}` }),
        }),
      ),
    );
    const answered = results.flatMap((result) => result ?? []);
    expect(countOf(answered)).toEqual({ accepted: 10, insufficient_credit: 40 });
    expect(await stored(database)).toMatchObject({
      ...{ messages: 10, events: 10, queued: 10, holds: 10, held: 2000 },
      keys: answered.filter((result, n) => result.ok && n % 3 === 0).length,
    });
    expect(await gateways[0]?.money.credit(organizationId)).toMatchObject({
      data: [{ held: "1000", left: "0" }],
    });
  });

  test("the same key through both stores one message, and pays once", async () => {
    const [database] = databases;
    if (database === undefined) throw new Error("There is no database");
    const { organizationId } = createTestLedger(database);
    const gateways = databases.map((each) => createTestGateway(each));
    await gateways[0]?.money.topUp(
      organizationId,
      {
        ...{ amount: "100", currency: "VND", reference: "a" },
      },
      by,
    );
    const again = databases.map((each) => createTestGateway(each));
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        again[n % 2]?.send(organizationId, { ...text, idempotencyKey: "a" }),
      ),
    );
    expect(countOf(results.flatMap((result) => result ?? []))).toEqual({ accepted: 40 });
    expect(await stored(database)).toMatchObject({ messages: 1, keys: 1, holds: 1, held: 100 });
  });
});
