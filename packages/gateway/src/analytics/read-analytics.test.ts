import { beforeEach, expect, test } from "bun:test";
import { createLogger, type Database, toPublicId } from "@nx/core";
import { describeOnDatabases, fakeClock } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { analyticsController, gatewayAliases } from "../elysia/index.ts";
import { createGateway, type Gateway } from "../gateway.ts";
import { createTestLedger, settled, type TestLedger } from "../testing/index.ts";
import type { AnalyticsQuery, AnalyticsReply } from "./schemas.ts";

const now = new Date("2026-03-10T12:00:00Z");

/** A part of the totals; what is not named is as in {@link usual}. */
interface Total {
  readonly day: string;
  readonly category: string;
  readonly campaign: string | null;
  readonly account: string | null;
  readonly status: string;
  readonly sent: boolean;
  readonly currency: string | null;
  readonly messages: number;
  readonly price: string;
}
const usual: Total = {
  ...{ day: "2026-03-09", category: "transactional", campaign: null, account: "one" },
  ...{ status: "DELIVERED", sent: true, currency: null, messages: 1, price: "0" },
};

describeOnDatabases("analytics", (open) => {
  let database: Database;
  let ledger: TestLedger;
  let gateway: Gateway;
  beforeEach(async () => {
    database = await open();
    ledger = createTestLedger(database);
    gateway = createGateway({
      database,
      routing: () => ({ accounts: [], rules: [] }),
      logger: createLogger({ level: "silent" }),
      clock: fakeClock(now),
      dispatch: false,
    });
  });

  const store = async (organizationId: string, ...totals: Partial<Total>[]) => {
    const rows = totals.map((total) => ({ ...usual, ...total }));
    await database.orm.execute(sql`
      insert into message_totals (organization_id, day, category, campaign_id, account, status, sent,
        currency, messages, segments, price)
      select ${organizationId}::uuid, day, category, campaign, account, status, sent, currency,
        messages, 2 * messages, price
      from json_to_recordset(${JSON.stringify(rows)}::json) as total(day date, category text,
        campaign uuid, account text, status text, sent boolean, currency text, messages int,
        price numeric)`);
  };
  const read = async (query: AnalyticsQuery = {}): Promise<AnalyticsReply> => {
    const reply = await gateway.analytics(ledger.organizationId, query);
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value;
  };
  const nothing = {
    ...{ accepted: 0, sent: 0, delivered: 0, failed: 0 },
    ...{ deliveryRate: null, segments: 0, cost: [] },
  };

  test("of nothing has every day, and says that nothing was counted yet", async () => {
    const { daily, ...rest } = await read();
    expect(rest).toEqual({
      period: { from: "2026-02-09", to: "2026-03-10" },
      countedAt: null,
      summary: { ...nothing, inbound: 0 },
      providers: [],
      campaigns: [],
      queue: { queued: 0, sending: 0 },
    });
    expect(daily).toHaveLength(30);
    expect(daily[19]).toEqual({ date: "2026-02-28", ...nothing, inbound: 0 });
  });

  test("tells what each count is", async () => {
    await store(
      ledger.organizationId,
      { messages: 14_876 },
      { status: "FAILED", messages: 300 },
      { status: "EXPIRED", messages: 30 },
      { status: "REJECTED", sent: false, account: null, messages: 24 },
      { status: "SUBMITTED", messages: 5 },
      { status: "SENT", messages: 4 },
      { status: "QUEUED", sent: false, account: null, messages: 3 },
      { status: "CANCELLED", sent: false, account: null, messages: 2 },
      // Whoever moved on leaves nothing behind.
      { status: "QUEUED", sent: false, currency: "EUR", messages: 0 },
    );
    const { summary } = await read();
    expect(summary).toEqual({
      accepted: 15_244,
      sent: 14_876 + 300 + 30 + 5 + 4,
      delivered: 14_876,
      failed: 354,
      deliveryRate: 97.67,
      segments: 2 * 15_215,
      cost: [],
      inbound: 0,
    });
  });

  test("sums money of each currency exactly, in every breakdown", async () => {
    const campaigns = Array.from({ length: 12 }, () => ledger.newId());
    await store(
      ledger.organizationId,
      { currency: "USD", price: "9007199254740993.0000001" },
      { currency: "USD", price: "0.0000002", account: "two", category: "otp" },
      { currency: "VND", price: "850.50", day: "2026-03-10" },
      { messages: 7, account: "two", day: "2026-03-10" },
      ...campaigns.map((campaign, n) => ({ campaign, messages: n + 1, day: "2026-02-09" })),
      { day: "2026-02-08", messages: 1000 },
      { day: "2026-03-11", messages: 1000 },
    );
    await store(ledger.newId(), { messages: 1000, currency: "USD", price: "1" });
    const reply = await read({ groupBy: "category" });
    const usd = { amount: "9007199254740993.0000003", currency: "USD" };
    const vnd = { amount: "850.5", currency: "VND" };
    expect(reply.summary).toMatchObject({ accepted: 88, cost: [usd, vnd] });
    expect(reply.daily.at(-1)).toMatchObject({ date: "2026-03-10", accepted: 8, cost: [vnd] });
    expect(reply.daily.at(-2)).toMatchObject({ date: "2026-03-09", accepted: 2, cost: [usd] });
    expect(reply.daily[0]).toMatchObject({ date: "2026-02-09", accepted: 78, cost: [] });
    expect(reply.providers).toMatchObject([
      { provider: "one", accepted: 80, deliveryRate: 100, cost: [{ currency: "USD" }, vnd] },
      { provider: "two", accepted: 8, cost: [{ amount: "0.0000002", currency: "USD" }] },
    ]);
    expect(reply.campaigns.map(({ campaignId, sent }) => [campaignId, sent])).toEqual(
      campaigns
        .map((id, n) => [toPublicId("cmp", id), n + 1])
        .slice(2)
        .toReversed(),
    );
    expect(reply.groups?.map(({ key, accepted }) => [key, accepted])).toEqual([
      ["transactional", 87],
      ["otp", 1],
    ]);
    const groups = (await read({ groupBy: "campaign" })).groups ?? [];
    expect(groups.map(({ sent }) => sent)).toEqual([12, 11, 10, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(groups[0]?.key).toBe(toPublicId("cmp", campaigns[11] ?? ""));
    expect(groups[2]?.key).toBeNull();
    expect((await read({ groupBy: "provider" })).groups).toMatchObject([
      { key: "one", accepted: 80 },
      { key: "two", accepted: 8 },
    ]);
  });

  test("shows the organization's queue as it is, and inbound after the next roll-up", async () => {
    await ledger.accept(ledger.message(), ledger.message());
    await ledger.accept(ledger.message({ organizationId: ledger.newId() }));
    await database.orm.execute(sql`
      insert into message_dispatches
        (organization_id, id, lane, account, message_ids, marked_at, lease_until)
      values (${ledger.organizationId}::uuid, ${ledger.newId()}::uuid, 1, 'one',
        array[${ledger.newId()}, ${ledger.newId()}, ${ledger.newId()}]::uuid[], now(), now())`);
    const text = { from: "+84912345678", to: "8099", text: "STOP" };
    const facts = { inbound: [text], consents: [], reports: [] };
    await gateway.receive(ledger.organizationId, "one", facts);
    const query = dayOfDatabase(await database.orm.execute(sql`select now()::date::text as day`));
    expect(await read(query)).toMatchObject({
      queue: { queued: 2, sending: 3 },
      summary: { accepted: 0, inbound: 0 },
    });
    await settled(database);
    const job = gateway.jobs.find(({ name }) => name === "analytics.roll-up");
    await job?.perform({}, new AbortController().signal);
    expect(await read(query)).toMatchObject({
      countedAt: expect.stringMatching(/^20.*Z$/),
      summary: { accepted: 2, sent: 0, inbound: 1 },
      daily: [{ accepted: 2, inbound: 1 }],
    });
  });

  test("is given under both paths, and refuses what is no period", async () => {
    const options = { gateway, organization: () => ledger.organizationId };
    await store(ledger.organizationId, { messages: 3 });
    const reply = async (app: { handle(request: Request): Promise<Response> }, path: string) => {
      const response = await app.handle(new Request(`http://localhost${path}`));
      return { status: response.status, body: await response.json().catch(() => undefined) };
    };
    const canonical = await reply(analyticsController(options), "/analytics?groupBy=category");
    expect(canonical).toMatchObject({ status: 200, body: { summary: { delivered: 3 } } });
    expect(await reply(gatewayAliases(options), "/api/sms/analytics?groupBy=category")).toEqual(
      canonical,
    );
    expect(await gateway.analytics(ledger.organizationId, { from: "2027-01-01" })).toMatchObject({
      ok: false,
      error: { code: "invalid_period", path: "/from" },
    });
  });
});

const dayOfDatabase = (rows: Iterable<Record<string, unknown>>): AnalyticsQuery => {
  const [row] = [...rows];
  const day = String(row?.["day"]);
  return { from: day, to: day };
};
