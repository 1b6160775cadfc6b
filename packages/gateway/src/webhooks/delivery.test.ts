import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type Database, openDatabase, toPublicId } from "@nx/core";
import { createTestDatabase, describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { settled } from "../testing/index.ts";
import { claimDeliveries } from "./claim.ts";
import { deliver } from "./deliver.ts";
import { expandEvents } from "./expand.ts";
import { recordAttempt } from "./record.ts";
import { createTestWebhooks, type Received, type TestWebhooks } from "./test-webhooks-fixture.ts";
import { verifyWebhook } from "./verify.ts";

const by = { actor: "operator" };

const hour = 3600;

describeOnDatabases("webhook deliveries", (open) => {
  let database: Database;
  let hooks: TestWebhooks;
  beforeEach(async () => {
    database = await open();
    hooks = await createTestWebhooks(database);
  });
  afterEach(async () => {
    await hooks.close();
    expect(hooks.sunk).toEqual([]);
  });

  const signedBy = (secret: string, { headers, body }: Received): boolean => {
    try {
      new Webhook(secret).verify(body, Object.fromEntries(headers));
      return true;
    } catch {
      return false;
    }
  };
  const only = <T>(items: readonly T[]): T => {
    const [item, ...others] = items;
    if (item === undefined || others.length > 0) throw new Error(`There are ${items.length}`);
    return item;
  };
  const idsOf = (received: readonly Received[]) =>
    received.map(({ headers }) => headers.get("webhook-id"));
  const count = async (condition: string): Promise<number> => {
    const [row] = await database.orm.execute<{ n: number }>(
      sql.raw(`select count(*)::int as n from webhook_deliveries where ${condition}`),
    );
    return row?.n ?? 0;
  };

  test("what happens to a message is told, signed, with its number masked and without its text", async () => {
    const { secret, id } = await hooks.subscribe();
    const message = await hooks.tell();
    await hooks.deliverAll();
    const got = only(hooks.received);
    expect(got.body).not.toContain("Hoc phi");
    expect(got.body).not.toContain("9123456");
    expect(got.headers.get("content-type")).toBe("application/json");
    const verified = verifyWebhook(secret, got.headers, got.body);
    expect(verified).toMatchObject({
      ok: true,
      id: only(await hooks.deliveries(id)).id,
      payload: {
        type: "message.queued",
        data: {
          id: toPublicId("msg", message),
          status: "QUEUED",
          to: "***678",
          category: "transactional",
        },
      },
    });
    expect(only(await hooks.deliveries(id))).toMatchObject({
      type: "message.queued",
      message: toPublicId("msg", message),
      status: "DELIVERED",
      attempts: 1,
      lastAttempt: { status: 200 },
    });
    expect(await hooks.endpoint(id)).toMatchObject({ consecutiveFailures: 0 });
    expect((await hooks.endpoint(id)).lastSuccessAt).toBeDefined();
  });

  test("every state of a message is told once, to those who want it and from then on", async () => {
    await hooks.tell();
    const all = await hooks.subscribe();
    const some = await hooks.subscribe({ types: ["message.delivered"], url: hooks.urlOf("/some") });
    const other = createOther();
    const message = await hooks.tell();
    await database.orm.execute(sql`
      insert into message_events (organization_id, message_id, key, type, at, data) values
        (${hooks.organizationId}::uuid, ${message}::uuid, 'attempt:1', 'SUBMITTED', now(),
          '{"account": "one"}'),
        (${hooks.organizationId}::uuid, ${message}::uuid, 'r1.1.6', 'DELIVERED', now(), null),
        (${hooks.organizationId}::uuid, ${message}::uuid, 'r1.1.2', 'REPORT', now(), null)`);
    await other.accept();
    await hooks.deliverAll();
    const told = (path: string) =>
      hooks.received.filter((got) => got.path === path).map(({ body }) => JSON.parse(body));
    expect(told("/some")).toMatchObject([
      { type: "message.delivered", data: { status: "DELIVERED", attempt: 1 } },
    ]);
    expect(
      told("/hook")
        .map(({ type }) => type)
        .toSorted(),
    ).toEqual(["message.delivered", "message.queued", "message.submitted"]);
    expect(told("/hook").find(({ type }) => type === "message.submitted").data).toMatchObject({
      provider: "one",
      attempt: 1,
    });
    // The same event has the same id wherever it is told.
    const [first, second] = [await hooks.deliveries(all.id), await hooks.deliveries(some.id)];
    expect(first.map(({ id }) => id)).toContain(only(second).id);
  });

  test("of messages that were taken in together, each is told", async () => {
    await hooks.subscribe();
    const messages = [1, 2, 3].map(() => hooks.message());
    await hooks.accept(...messages);
    await hooks.deliverAll();
    const told = hooks.received.map(({ body }) => JSON.parse(body).data);
    expect(told.map(({ id }) => id).toSorted()).toEqual(
      messages.map(({ id }) => toPublicId("msg", id)).toSorted(),
    );
    expect(told.every(({ status, to }) => status === "QUEUED" && to === "***678")).toBe(true);
  });
  /** Somebody else, of whom nothing is told here. */
  const createOther = () => ({
    accept: () => hooks.accept(hooks.message({ organizationId: hooks.newId() })),
  });

  test("what people write is told, its text only to those who want it", async () => {
    await hooks.subscribe({ url: hooks.urlOf("/plain") });
    await hooks.subscribe({ url: hooks.urlOf("/texts"), includeBody: true });
    await hooks.gateway.receive(hooks.organizationId, "one", {
      reports: [],
      inbound: [{ from: "+84912345678", to: "8055", text: "Co, 2 ve", providerMessageId: "i1" }],
      consents: [],
    });
    await hooks.deliverAll();
    const bodies = new Map(hooks.received.map(({ path, body }) => [path, JSON.parse(body)]));
    expect(bodies.get("/plain")).toMatchObject({
      type: "message.inbound",
      data: { from: "***678", provider: "one" },
    });
    expect(bodies.get("/plain").data).not.toHaveProperty("body");
    expect(bodies.get("/texts").data.body).toBe("Co, 2 ve");
    // Not at rest, so that nothing has to be erased there.
    const rows = await database.orm.execute(sql`select d::text as row from webhook_deliveries d`);
    expect(JSON.stringify([...rows])).not.toContain("ve");
  });

  test("several processes make one delivery of each event, and leave none out", async () => {
    const endpoints = [await hooks.subscribe(), await hooks.subscribe()];
    const messages = Array.from({ length: 600 }, () => hooks.message());
    const write = async () => {
      for (let from = 0; from < messages.length; from += 20)
        await hooks.accept(...messages.slice(from, from + 20));
    };
    let isWritten = false;
    const expandAlways = async () => {
      while (!isWritten) {
        await expandEvents(database);
        await new Promise(setImmediate);
      }
    };
    const expanders = Array.from({ length: 4 }, expandAlways);
    await write();
    isWritten = true;
    await Promise.all(expanders);
    await Promise.all([hooks.expand(), hooks.expand()]);
    expect(await count("true")).toBe(endpoints.length * messages.length);
    expect(await count("status = 'PENDING' and next_at is not null")).toBe(
      endpoints.length * messages.length,
    );
  });

  test("a worker that dies between the call and its record is followed by another, under the same id", async () => {
    const { id } = await hooks.subscribe();
    await hooks.tell();
    await hooks.expand();
    const dead = only(await hooks.claim());
    const unrecorded = { ...hooks.context, database: { ...database, orm: dying() } };
    await expect(
      deliver(unrecorded, dead.delivery, dead.content, new AbortController().signal),
    ).rejects.toThrow();
    await hooks.passTime(-hour);
    expect(await hooks.attempt()).toBe(0);
    await hooks.passTime(hour + 30);
    expect(await hooks.attempt()).toBe(1);
    const [first, second] = idsOf(hooks.received);
    expect(hooks.received).toHaveLength(2);
    expect(first).toBe(second ?? "");
    // It was not dead but slow: what it says late counts no more.
    const failed = { verdict: { status: "FAILED", error: "timeout", isGone: true } } as const;
    await recordAttempt(database, dead.delivery, failed, hooks.newId);
    expect(only(await hooks.deliveries(id))).toMatchObject({ status: "DELIVERED", attempts: 1 });
    expect((await hooks.endpoint(id)).enabled).toBe(true);
  });
  /** Reads secrets, and fails at whatever else is asked. */
  const dying = () =>
    new Proxy(database.orm, {
      get: (orm, name) =>
        name === "execute"
          ? () => Promise.reject(new Error("The process is dead"))
          : Reflect.get(orm, name),
    });

  test("a server that answers 500 eight times gets all eight under one id, and no ninth", async () => {
    hooks.behaviour.answer = () => new Response("no\0pe".repeat(2000), { status: 500 });
    const { id } = await hooks.subscribe();
    await hooks.tell();
    await hooks.expand();
    for (const base of [5, 300, 1800, 2 * hour, 5 * hour, 10 * hour, 10 * hour]) {
      const before = await secondsUntilNext();
      expect(await hooks.attempt()).toBe(1);
      const { next, now } = await secondsUntilNext();
      expect(next - before.now).toBeGreaterThanOrEqual(base);
      expect(next - now).toBeLessThan(base * 1.1);
      await hooks.passTime(base * 1.1);
    }
    expect(await hooks.attempt()).toBe(1);
    await hooks.passTime(1000 * hour);
    expect(await hooks.attempt()).toBe(0);
    expect(new Set(idsOf(hooks.received)).size).toBe(1);
    expect(hooks.received).toHaveLength(8);
    const delivery = only(await hooks.deliveries(id));
    expect(delivery).toMatchObject({ status: "FAILED", attempts: 8 });
    const detail = await hooks.gateway.webhooks.delivery(hooks.organizationId, id, delivery.id);
    if (!detail.ok) throw new Error(detail.error.code);
    expect(detail.value.attemptList).toHaveLength(8);
    expect(detail.value.attemptList[0]).toMatchObject({ status: 500, error: "bad_status" });
    expect(detail.value.response).toStartWith("nopenope");
    expect(detail.value.response?.length).toBeLessThanOrEqual(4096);
    expect(await hooks.endpoint(id)).toMatchObject({ enabled: true, consecutiveFailures: 8 });

    hooks.behaviour.answer = () => new Response();
    await hooks.gateway.webhooks.replay(hooks.organizationId, id, delivery.id);
    await hooks.attempt();
    expect(idsOf(hooks.received).at(-1)).toBe(delivery.id);
    expect(only(await hooks.deliveries(id))).toMatchObject({ status: "DELIVERED", attempts: 1 });
    expect(await hooks.endpoint(id)).toMatchObject({ consecutiveFailures: 0 });
  }, 60_000);

  const secondsUntilNext = async () => {
    const [row] = await database.orm.execute<{ next: number; now: number }>(sql`
      select extract(epoch from next_at)::float8 as next, extract(epoch from now())::float8 as now
      from webhook_deliveries`);
    return row ?? { next: Number.NaN, now: Number.NaN };
  };

  test("a budget that is used up is told of once", async () => {
    const { id, secret } = await hooks.subscribe({ types: ["budget.threshold"] });
    const budget = { name: "Day", amount: "500", currency: "VND", period: "day" } as const;
    const made = await hooks.gateway.money.createBudget(hooks.organizationId, budget, {
      actor: "test",
    });
    await database.orm.execute(sql`
      insert into budget_events (organization_id, type, budget_id, period_id, percent, at)
      select organization_id, 'budget.threshold', id, gen_random_uuid(), 80, now() from budgets`);
    await hooks.expand();
    await hooks.expand();
    await hooks.deliverAll();
    const got = only(hooks.received);
    expect(verifyWebhook(secret, got.headers, got.body)).toMatchObject({
      ok: true,
      payload: {
        type: "budget.threshold",
        data: { id: made.ok && made.value.id, name: "Day", percent: 80 },
      },
    });
    expect(only(await hooks.deliveries(id))).toMatchObject({ status: "DELIVERED" });
  });

  test("what other packages tell is told once, when their transaction commits", async () => {
    const { secret, id } = await hooks.subscribe({ types: ["campaign.completed"] });
    await hooks.subscribe({ types: ["campaign.failed"], url: hooks.urlOf("/other") });
    const { organizationId, gateway } = hooks;
    const data = { id: toPublicId("cmp", hooks.newId()), name: "Fees", recipients: 5 };
    const completed = { type: "campaign.completed", state: "COMPLETED" } as const;
    const paused = { type: "campaign.paused", state: "PAUSED" } as const;
    const tell = (
      { type, state }: typeof completed | typeof paused,
      whose = organizationId,
      end = async () => {},
    ) =>
      database.forOrganization(whose).transaction(async (orm) => {
        const event = { organizationId: whose, type, data: { ...data, state } };
        await gateway.webhooks.tell([event], orm);
        await end();
      });
    await tell(paused);
    await tell(completed);
    await tell(completed, hooks.newId());
    const undone = tell(completed, organizationId, () => Promise.reject(new Error("undone")));
    await expect(undone).rejects.toThrow("undone");
    await settled(database);
    await Promise.all(Array.from({ length: 4 }, () => expandEvents(database)));
    await hooks.deliverAll();
    const got = only(hooks.received);
    expect(verifyWebhook(secret, got.headers, got.body)).toMatchObject({
      ok: true,
      id: only(await hooks.deliveries(id)).id,
      payload: {
        type: "campaign.completed",
        timestamp: expect.any(String),
        data: { ...data, state: "COMPLETED" },
      },
    });
  });

  test("who opts out or in is told of, with the number masked and the keyword alone", async () => {
    await hooks.subscribe({ types: ["contact.opted_out", "contact.opted_in"] });
    const { organizationId, gateway, newId } = hooks;
    const inboundMessageId = newId();
    const phone = "+84912345678";
    const said = { phone, sender: "", category: "promotional" } as const;
    await gateway.consent.record(organizationId, [
      { ...said, kind: "opted_out", source: "keyword", keyword: "STOP", inboundMessageId },
    ]);
    const start = {
      ...({ ...said, phone: "+84912345699", sender: "NX", category: "" } as const),
      ...{ reason: "Asked by phone", actor: "user:usr_1" },
    };
    await gateway.consent.record(organizationId, [
      { ...start, kind: "opted_in", source: "console" },
    ]);
    // Who is forgotten before it was told is nobody any more.
    await database.orm.execute(sql`
      update consent_events set phone = 'erased:abc' where phone = ${start.phone}`);
    await gateway.consent.record(newId(), [{ ...said, kind: "opted_out", source: "api" }]);
    await hooks.deliverAll();
    const bodies = hooks.received.map(({ body }) => JSON.parse(body));
    const [out, back] = bodies.toSorted((a, b) => (a.type < b.type ? 1 : -1));
    expect(bodies).toHaveLength(2);
    const anId = expect.stringMatching(/^cse_[0-9a-z]{26}$/);
    expect([out.type, out.data]).toEqual([
      "contact.opted_out",
      {
        ...{ id: anId, phone: "***678", category: "promotional", source: "keyword" },
        ...{ keyword: "STOP", inboundId: toPublicId("msg", inboundMessageId) },
      },
    ]);
    expect([back.type, back.data]).toEqual([
      "contact.opted_in",
      { id: anId, phone: "***", category: "all", sender: "NX", source: "console" },
    ]);
    const rows = await database.orm.execute(sql`select d::text as row from webhook_deliveries d`);
    expect(JSON.stringify([...rows])).not.toContain("9123456");
  });

  test("an endpoint that is gone is disabled at once, and the others are told", async () => {
    const gone = await hooks.subscribe({ types: ["message.queued"] });
    const other = await hooks.subscribe({
      types: ["webhook.disabled"],
      url: hooks.urlOf("/other"),
    });
    hooks.behaviour.answer = ({ path }) =>
      new Response(null, { status: path === "/hook" ? 410 : 204 });
    await hooks.tell();
    await hooks.deliverAll();
    expect(await hooks.endpoint(gone.id)).toMatchObject({ enabled: false, disabledReason: "gone" });
    const got = only(hooks.received.filter(({ path }) => path === "/other"));
    expect(verifyWebhook(other.secret, got.headers, got.body)).toMatchObject({
      ok: true,
      payload: { type: "webhook.disabled", data: { id: gone.id, reason: "gone" } },
    });

    // What happens now is missed, until it is replayed.
    hooks.behaviour.answer = () => new Response();
    await hooks.tell();
    await hooks.deliverAll();
    expect(hooks.received.filter(({ path }) => path === "/hook")).toHaveLength(1);
    expect((await hooks.deliveries(gone.id)).map(({ status }) => status)).toEqual([
      "FAILED",
      "MISSED",
    ]);
    const range = { from: "2026-01-01T00:00:00Z", missingOnly: true };
    const replay = () => hooks.gateway.webhooks.replayRange(hooks.organizationId, gone.id, range);
    expect(await replay()).toMatchObject({ ok: false, error: { code: "webhook_disabled" } });
    await hooks.gateway.webhooks.update(hooks.organizationId, gone.id, { enabled: true }, by);
    expect(await replay()).toEqual({ ok: true, value: { replayed: 2 } });
    await hooks.deliverAll();
    expect((await hooks.deliveries(gone.id)).map(({ status }) => status)).toEqual([
      "DELIVERED",
      "DELIVERED",
    ]);
    expect(await replay()).toEqual({ ok: true, value: { replayed: 0 } });
  });

  test("an endpoint that does nothing but fail for 120 hours is disabled; one success begins anew", async () => {
    const { id } = await hooks.subscribe();
    hooks.behaviour.answer = () => new Response(null, { status: 503 });
    const failOnce = async () => {
      await hooks.tell();
      await hooks.expand();
      await hooks.attempt();
    };
    await failOnce();
    await hooks.passTime(121 * hour);
    hooks.behaviour.answer = () => new Response();
    await hooks.attempt();
    hooks.behaviour.answer = () => new Response(null, { status: 503 });
    await failOnce();
    expect(await hooks.endpoint(id)).toMatchObject({ enabled: true, consecutiveFailures: 1 });
    await hooks.passTime(119 * hour);
    await hooks.attempt();
    expect((await hooks.endpoint(id)).enabled).toBe(true);
    await hooks.passTime(2 * hour);
    await hooks.attempt();
    expect(await hooks.endpoint(id)).toMatchObject({ enabled: false, disabledReason: "failing" });
    await hooks.passTime(hour);
    expect(await hooks.attempt()).toBe(0);
  });

  test("one that hangs, redirects inward, rebinds its name or never ends reaches nothing of ours", async () => {
    const { id } = await hooks.subscribe();
    const { behaviour } = hooks;
    const lastAttempt = async () => only(await hooks.deliveries(id)).lastAttempt;
    const again = async () => {
      await hooks.passTime(11 * hour);
      await hooks.attempt();
      return lastAttempt();
    };
    await hooks.tell();
    await hooks.expand();

    const deadline = new AbortController();
    behaviour.after = (ms) => (ms === 15_000 ? deadline.signal : new AbortController().signal);
    behaviour.answer = () => {
      deadline.abort();
      return new Promise(() => undefined);
    };
    expect(await again()).toMatchObject({ error: "timeout" });
    expect(await lastAttempt()).not.toHaveProperty("durationMs");

    behaviour.after = () => new AbortController().signal;
    behaviour.answer = () => Response.redirect(`http://${hooks.sinkAddress}:${hooks.port}/`, 307);
    expect(await again()).toMatchObject({ error: "redirect", status: 307 });

    const seen = hooks.received.length;
    for (const address of [hooks.sinkAddress, "::ffff:127.0.0.1", "169.254.169.254"]) {
      behaviour.addresses = [hooks.receiverAddress, address];
      expect(await again()).toMatchObject({ error: "connection_failed" });
      expect(await lastAttempt()).not.toHaveProperty("durationMs");
    }
    expect(hooks.received).toHaveLength(seen);

    behaviour.addresses = [hooks.receiverAddress];
    behaviour.answer = () =>
      new Response(
        new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(9999)) }),
      );
    expect(await again()).toMatchObject({ status: 200 });
    expect(only(await hooks.deliveries(id)).status).toBe("DELIVERED");
  });

  test("while a secret is rotated both sign, and after a day the new one alone", async () => {
    const { id, secret: old } = await hooks.subscribe();
    const rotated = await hooks.gateway.webhooks.rotateSecret(hooks.organizationId, id, by);
    if (!rotated.ok) throw new Error(rotated.error.code);
    expect(rotated.value.oldSecretUntil).toBeDefined();
    const { secret } = rotated.value;
    const signers = async () => {
      await hooks.tell();
      await hooks.deliverAll();
      const got = hooks.received.at(-1);
      if (got === undefined) throw new Error("Nothing came");
      return [signedBy(old, got), signedBy(secret, got)];
    };
    expect(await signers()).toEqual([true, true]);
    await hooks.passTime(23 * hour);
    expect(await signers()).toEqual([true, true]);
    await hooks.passTime(hour);
    expect(await signers()).toEqual([false, true]);
    expect(await hooks.endpoint(id)).not.toHaveProperty("oldSecretUntil");
  });

  test("many claimers at once take no more than may be under way, and nobody is starved", async () => {
    const organizations = [hooks.organizationId, hooks.newId()];
    const due = async (organizationId: string, endpoint: string, many: number) => {
      await database.orm.execute(sql`
        insert into webhook_endpoints (organization_id, id, url, secret_key_id, secret, created_at,
          updated_at)
        values (${organizationId}::uuid, ${endpoint}::uuid, 'https://a.example.com',
          ${endpoint}::uuid, '', now(), now())`);
      await database.orm.execute(sql`
        insert into webhook_deliveries
          (organization_id, endpoint_id, event_id, type, occurred_at, status, next_at)
        select ${organizationId}::uuid, ${endpoint}::uuid, gen_random_uuid(), 'webhook.test', now(),
          'PENDING', now() - n * interval '1 second' from generate_series(1, ${many}::int) n`);
    };
    const [crowded = "", small = ""] = organizations;
    const endpoints = Array.from({ length: 7 }, () => hooks.newId());
    for (const endpoint of endpoints) await due(crowded, endpoint, 30);
    const lone = hooks.newId();
    await due(small, lone, 3);
    const dead = hooks.newId();
    await due(small, dead, 30);
    await database.orm.execute(sql`
      update webhook_endpoints set failures = 5 where id = ${dead}::uuid`);

    const claims = await Promise.all(
      Array.from({ length: 12 }, () => claimDeliveries(database, hooks.newId(), 20)),
    );
    const claimed = claims.flat();
    const of = (endpoint: string) =>
      claimed.filter(({ endpointId }) => endpointId === endpoint).length;
    expect(new Set(claimed.map(({ endpointId, eventId }) => endpointId + eventId)).size).toBe(
      claimed.length,
    );
    expect(claimed.filter(({ organizationId }) => organizationId === crowded)).toHaveLength(50);
    for (const endpoint of endpoints) {
      expect(of(endpoint)).toBeGreaterThanOrEqual(7);
      expect(of(endpoint)).toBeLessThanOrEqual(10);
    }
    expect([of(lone), of(dead)]).toEqual([3, 1]);
    // The first to claim took something of everybody.
    expect(new Set(claims[0]?.map(({ endpointId }) => endpointId)).size).toBe(9);
    expect(await claimDeliveries(database, hooks.newId(), 64)).toEqual([]);
    // Whoever claimed them is dead.
    await hooks.passTime(30);
    expect(await claimDeliveries(database, hooks.newId(), 64)).toHaveLength(54);
  });

  test("what happened while an endpoint was disabled for longer than deliveries are kept is not told", async () => {
    const { id } = await hooks.subscribe();
    const enable = (enabled: boolean) =>
      hooks.gateway.webhooks.update(hooks.organizationId, id, { enabled }, by);
    await enable(false);
    await hooks.passTime(31 * 24 * hour);
    await hooks.tell();
    await hooks.deliverAll();
    await enable(true);
    await hooks.deliverAll();
    expect(await hooks.deliveries(id)).toEqual([]);
    await hooks.tell();
    await hooks.deliverAll();
    expect(hooks.received).toHaveLength(1);
  });

  test("a message that was erased cannot be told of", async () => {
    const { id } = await hooks.subscribe();
    await hooks.tell();
    await hooks.expand();
    await database.orm.execute(sql`delete from messages`);
    await hooks.attempt();
    expect(hooks.received).toEqual([]);
    expect(only(await hooks.deliveries(id))).toMatchObject({
      status: "FAILED",
      lastAttempt: { error: "erased" },
    });
    expect(await hooks.endpoint(id)).toMatchObject({ consecutiveFailures: 0 });
  });

  test("of many attempts the last ones are kept", async () => {
    const { id } = await hooks.subscribe();
    await hooks.tell();
    await hooks.deliverAll();
    const event = only(await hooks.deliveries(id)).id;
    for (let turn = 0; turn < 20; turn += 1) {
      await hooks.gateway.webhooks.replay(hooks.organizationId, id, event);
      await hooks.attempt();
    }
    const detail = await hooks.gateway.webhooks.delivery(hooks.organizationId, id, event);
    expect(detail.ok && detail.value.attemptList).toHaveLength(16);
  });
});

// The embedded database has one session: nothing is open beside a statement.
describe("webhook deliveries beside an open transaction [postgres]", () => {
  test("an event whose transaction ends late is not passed over", async () => {
    const { url, drop } = await createTestDatabase();
    const database = await openDatabase({ url });
    const hooks = await createTestWebhooks(database);
    const { id } = await hooks.subscribe();
    const opened = Promise.withResolvers<void>();
    const close = Promise.withResolvers<void>();
    const late = database.transaction(async (tx) => {
      await tx.execute(sql`
        insert into message_events (organization_id, message_id, key, type, at)
        values (${hooks.organizationId}::uuid, ${hooks.newId()}::uuid, 'ended', 'CANCELLED', now())`);
      const data = { id: toPublicId("cmp", hooks.newId()), name: "Fees", state: "PAUSED" } as const;
      const event = {
        organizationId: hooks.organizationId,
        type: "campaign.paused",
        data,
      } as const;
      await hooks.gateway.webhooks.tell([event], tx);
      opened.resolve();
      await close.promise;
    });
    await opened.promise;
    await hooks.tell();
    await expandEvents(database);
    expect(await hooks.deliveries(id)).toEqual([]);
    close.resolve();
    await late;
    await hooks.expand();
    expect(await hooks.deliveries(id)).toHaveLength(3);
    await hooks.close();
    await database.close();
    await drop();
  });
});
