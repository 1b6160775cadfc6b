import { beforeEach, expect, test } from "bun:test";
import { type Access, coreProblems, createLogger, type Database, Problem } from "@nx/core";
import { problems } from "@nx/core/elysia";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { Elysia } from "elysia";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import { createTestGateway, text } from "../testing/test-gateway.ts";
import {
  budgetsController,
  creditController,
  gatewayAliases,
  gatewayController,
  rateCardsController,
  usageController,
} from "./index.ts";

describeOnDatabases("the routes of money", (open) => {
  let database: Database;
  let ledger: TestLedger;
  let app: { handle(request: Request): Promise<Response> };
  beforeEach(async () => {
    database = await open();
    ledger = createTestLedger(database);
    const gateway = createTestGateway(database);
    const access = ({ headers }: Request): Access => ({
      organizationId: headers.get("x-organization") ?? ledger.organizationId,
      actor: "user:usr_1",
      mode: "live",
    });
    const bookkeeper = (request: Request): Access => {
      if (!request.headers.has("x-bookkeeper")) throw new Problem(coreProblems.forbidden);
      return access(request);
    };
    const options = {
      gateway,
      organization: (request: Request) => access(request).organizationId,
      sentBy: ({ headers }: Request) => ({ keyId: headers.get("x-key") ?? undefined }),
    };
    app = new Elysia({ normalize: false })
      .use(problems({ logger: createLogger({ level: "silent" }) }))
      .use(gatewayController(options))
      .use(gatewayAliases(options))
      .use(budgetsController({ gateway, access }))
      .use(creditController({ gateway, access, bookkeeper }))
      .use(rateCardsController({ gateway, access, bookkeeper }))
      .use(usageController({ gateway, access }));
  });

  const call = async (
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ) => {
    const response = await app.handle(
      new Request(`http://localhost${path}`, {
        method,
        headers: { ...headers, ...(body && { "content-type": "application/json" }) },
        ...(body && { body: JSON.stringify(body) }),
      }),
    );
    const content = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: content === "" ? undefined : JSON.parse(content),
    };
  };
  const bookkeeper = { "x-bookkeeper": "yes" };
  const budget = { name: "Day", amount: "150.50", currency: "VND", period: "day" };

  test("set, show, change and end a budget, and refuse with 402 what goes beyond it", async () => {
    const made = await call("POST", "/budgets", { ...budget, keyId: "key_1" });
    expect(made.status).toBe(201);
    expect(made.headers.get("location")).toBe(`/v1/budgets/${made.body.id}`);
    expect(made.body).toMatchObject({ ...budget, amount: "150.5", keyId: "key_1", left: "150.5" });
    const key = { "x-key": "key_1" };
    expect((await call("POST", "/messages", text, key)).status).toBe(202);
    const refused = await call("POST", "/messages", text, key);
    expect(refused.status).toBe(402);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.body).toMatchObject({
      code: "budget_exceeded",
      detail: `The budget “Day” (${made.body.id}) begins anew at ${made.body.resetsAt}.`,
    });
    // By no other door either.
    const alias = { to: text.to, body: text.body };
    expect((await call("POST", "/api/sms/send", alias, key)).status).toBe(402);
    expect((await call("POST", "/messages/batch", { messages: [text] }, key)).body).toMatchObject({
      accepted: [],
      rejected: [{ index: 0, code: "budget_exceeded" }],
    });
    expect((await call("POST", "/messages", text)).status).toBe(202);

    const path = `/budgets/${made.body.id}`;
    expect(await call("PATCH", path, { amount: "300", name: "More" })).toMatchObject({
      status: 200,
      body: { name: "More", amount: "300", held: "100", left: "200" },
    });
    expect((await call("POST", "/messages", text, key)).status).toBe(202);
    expect((await call("GET", "/budgets")).body.data).toMatchObject([{ id: made.body.id }]);
    expect(await call("DELETE", path)).toMatchObject({ status: 204, body: undefined });
    expect((await call("POST", "/messages", text, key)).status).toBe(202);
    expect((await call("GET", path)).status).toBe(404);
    expect((await call("DELETE", path)).status).toBe(404);
  });

  test("a budget of somebody else is as one that is not there", async () => {
    const { body } = await call("POST", "/budgets", budget);
    const stranger = { "x-organization": ledger.newId() };
    const none = "bud_00000000000000000000000000";
    for (const [method, change] of [
      ["GET", undefined],
      ["PATCH", { amount: "1" }],
      ["DELETE", undefined],
    ] as const) {
      const theirs = await call(method, `/budgets/${body.id}`, change, stranger);
      const absent = await call(method, `/budgets/${none}`, change, stranger);
      expect(theirs.status).toBe(404);
      expect(theirs.body).toEqual(absent.body);
    }
    expect((await call("GET", "/budgets", undefined, stranger)).body).toEqual({ data: [] });
    expect((await call("GET", `/budgets/${body.id}`)).body.amount).toBe("150.5");
  });

  test.each([
    [{ ...budget, color: "red" }],
    [{ ...budget, amount: 5 }],
    [{ ...budget, amount: "-5" }],
    [{ ...budget, amount: "1e3" }],
    [{ ...budget, period: "year" }],
    [{ ...budget, period: "credit" }],
    [{ ...budget, currency: "dong" }],
    [{ name: "Day" }],
  ])("refuse what is no budget: %j", async (body) => {
    expect((await call("POST", "/budgets", body)).status).toBe(400);
  });

  test("book a payment once, by who may, and show what is left", async () => {
    const payment = { amount: "250", currency: "VND", reference: "inv-1" };
    expect((await call("POST", "/credit/top-ups", payment)).status).toBe(403);
    const first = await call("POST", "/credit/top-ups", payment, bookkeeper);
    expect(first).toMatchObject({ status: 201, body: { paidIn: "250", left: "250" } });
    const [again] = await Promise.all(
      [1, 2, 3].map(() => call("POST", "/credit/top-ups", payment, bookkeeper)),
    );
    expect(again).toMatchObject({ status: 201, body: first.body });
    const other = { ...payment, amount: "1" };
    expect(await call("POST", "/credit/top-ups", other, bookkeeper)).toMatchObject({
      status: 422,
      body: { code: "reference_reused" },
    });
    const back = { ...payment, amount: "-100", reference: "inv-1-back" };
    expect((await call("POST", "/credit/top-ups", back, bookkeeper)).body.left).toBe("150");
    expect((await call("POST", "/messages", text)).status).toBe(202);
    expect(await call("POST", "/messages", text)).toMatchObject({
      status: 402,
      body: { code: "insufficient_credit" },
    });
    const kept = await call("PATCH", "/credit/VND", { keptForCodes: "50" });
    expect(kept).toMatchObject({ status: 200, body: { keptForCodes: "50", held: "100" } });
    expect((await call("GET", "/credit")).body).toEqual({ data: [kept.body] });
    expect((await call("PATCH", "/credit/USD", { keptForCodes: "5" })).status).toBe(404);
    expect((await call("GET", "/credit/entries?limit=1")).body).toMatchObject({
      data: [{ kind: "hold", held: "100" }],
      hasMore: true,
    });
  });

  test("give an organization a rate card of its own, and take it away", async () => {
    const platform = await call("GET", "/rate-card");
    expect(platform.body).toMatchObject({ source: "platform", card: { currency: "VND" } });
    const card = {
      currency: "USD",
      rates: [
        { account: "one", prefix: "+84", category: "transactional", perSegment: "0.03" },
        { account: "one", prefix: "+84", validFrom: "2020-01-01", perSegment: "0.02" },
        { account: "one", prefix: "+84", validFrom: "2999-01-01", perSegment: "9" },
      ],
    };
    expect((await call("PUT", "/rate-card", card)).status).toBe(403);
    expect(await call("PUT", "/rate-card", card, bookkeeper)).toMatchObject({
      status: 200,
      body: { source: "organization", card },
    });
    const priceOf = async (category: string) =>
      (await call("POST", "/messages/preview", { ...text, category })).body.price;
    expect(await priceOf("transactional")).toEqual({ amount: "0.03", currency: "USD" });
    expect(await priceOf("promotional")).toEqual({ amount: "0.02", currency: "USD" });
    const bad = { ...card, rates: [{ perSegment: "-1" }] };
    expect((await call("PUT", "/rate-card", bad, bookkeeper)).status).toBe(400);
    expect((await call("DELETE", "/rate-card", undefined, bookkeeper)).status).toBe(204);
    expect((await call("DELETE", "/rate-card", undefined, bookkeeper)).status).toBe(404);
    expect(await priceOf("transactional")).toEqual({ amount: "100", currency: "VND" });
  });

  test("tell before what a batch would cost", async () => {
    const messages = [
      text,
      { ...text, body: "a".repeat(161) },
      { ...text, to: "+447400123456" },
      { ...text, to: "nobody" },
    ];
    expect(await call("POST", "/messages/batch/preview", { messages })).toMatchObject({
      status: 200,
      body: {
        messages: 3,
        segments: 4,
        cost: [{ amount: "300", currency: "VND" }],
        unpriced: 1,
        rejected: [{ index: 3, code: "invalid_recipient" }],
      },
    });
  });

  test("report what was sent and what it cost, by day or month", async () => {
    await database.orm.execute(sql`
      insert into message_totals (organization_id, day, category, account, status, sent, currency,
        messages, segments, price)
      select ${ledger.organizationId}::uuid, day::date, 'otp', 'one', status, sent, cur, 2, 3, price
      from (values ('2026-01-30', 'DELIVERED', true, 'VND', 0.3), ('2026-01-31', 'SENT', true, 'VND', 0.6),
        ('2026-01-31', 'FAILED', true, 'VND', 0.6), ('2026-02-01', 'SENT', true, null, 0),
        ('2026-01-31', 'FAILED', false, 'VND', 0)) as total(day, status, sent, cur, price)`);
    const days = "from=2026-01-01&to=2026-02-28";
    const line = { provider: "one", category: "otp", currency: "VND" };
    expect((await call("GET", `/usage?${days}`)).body).toEqual({
      period: { from: "2026-01-01", to: "2026-02-28" },
      countedAt: null,
      lines: [
        { ...line, period: "2026-01-30", messages: 2, segments: 3, amount: "0.3" },
        { ...line, period: "2026-01-31", messages: 4, segments: 6, amount: "1.2" },
        { ...line, period: "2026-02-01", currency: null, messages: 2, segments: 3, amount: "0" },
      ],
    });
    expect((await call("GET", `/usage?${days}&by=month`)).body.lines).toMatchObject([
      { period: "2026-01", messages: 6, amount: "1.5" },
      { period: "2026-02", messages: 2 },
    ]);
    expect((await call("GET", "/usage?from=2026-02-30&to=2026-03-01")).status).toBe(422);
    expect((await call("GET", "/usage?by=year")).status).toBe(400);
    const stranger = { "x-organization": ledger.newId() };
    expect((await call("GET", `/usage?${days}`, undefined, stranger)).body.lines).toEqual([]);
  });
});
