import { afterEach, beforeEach, expect, test } from "bun:test";
import { type Database, toPublicId } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { systemTiming } from "../dispatch/timing.ts";
import { createGateway, type Gateway } from "../gateway.ts";
import { createTestWebhooks, type Received, type TestWebhooks } from "./test-webhooks-fixture.ts";
import { verifyWebhook } from "./verify.ts";

const by = { actor: "operator" };

describeOnDatabases("webhooks", (open) => {
  let database: Database;
  let hooks: TestWebhooks;
  let webhooks: Gateway["webhooks"];
  let organization: string;
  let stops: (() => Promise<void>)[];
  beforeEach(async () => {
    database = await open();
    hooks = await createTestWebhooks(database);
    webhooks = hooks.gateway.webhooks;
    organization = hooks.organizationId;
    stops = [];
  });
  afterEach(async () => {
    for (const stop of stops) await stop();
    await hooks.close();
    expect(hooks.sunk).toEqual([]);
  });

  const value = <T>(
    result: { readonly ok: true; readonly value: T } | { readonly ok: false },
  ): T => {
    if (!result.ok) throw new Error(JSON.stringify(result));
    return result.value;
  };
  /** Resolves when `check` holds; a test that waits in vain ends by its own limit. */
  const until = async (check: () => boolean): Promise<void> => {
    while (!check()) await new Promise(setImmediate);
  };
  const start = (options: Partial<Parameters<typeof createGateway>[0]> = {}): Gateway => {
    const gateway = createGateway({ ...hooks.gatewayOptions, ...options });
    gateway.start();
    stops.push(() => gateway.stop());
    return gateway;
  };
  const typesOf = (received: readonly Received[]) =>
    received.map(({ body }) => JSON.parse(body).type).toSorted();

  test("an endpoint is made, read, changed and removed; its secret is told once", async () => {
    const { secret, ...made } = await hooks.subscribe({
      types: ["message.delivered"],
      description: "Shop",
      includeBody: true,
    });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(made).toMatchObject({
      url: hooks.urlOf(),
      types: ["message.delivered"],
      description: "Shop",
      enabled: true,
      includeBody: true,
      consecutiveFailures: 0,
    });
    expect(value(await webhooks.read(organization, made.id))).toEqual(made);
    expect(await webhooks.list(organization)).toEqual({ data: [made] });
    const changed = value(
      await webhooks.update(
        organization,
        made.id,
        {
          types: null,
          enabled: false,
          url: hooks.urlOf("/b"),
        },
        by,
      ),
    );
    expect(changed).toMatchObject({ url: hooks.urlOf("/b"), enabled: false, description: "Shop" });
    expect(changed).not.toHaveProperty("types");
    const [row] = await database.orm.execute<{ text: string }>(
      sql`select w::text as text from webhook_endpoints w`,
    );
    expect(row?.text).not.toContain(secret.slice(6));
    expect(await webhooks.remove(organization, made.id, by)).toEqual({
      ok: true,
      value: undefined,
    });
    expect(await webhooks.list(organization)).toEqual({ data: [] });
  });

  test("what is somebody else's is as what is not there", async () => {
    const { id } = await hooks.subscribe();
    await hooks.tell();
    await hooks.deliverAll();
    const [delivery] = await hooks.deliveries(id);
    const other = hooks.newId();
    const notFound = { ok: false, error: { code: "webhook_not_found" } } as const;
    const range = { from: "2026-01-01T00:00:00Z" };
    for (const name of [id, toPublicId("wh", hooks.newId()), "wh_none", "", "callbacks"]) {
      expect(await webhooks.read(other, name)).toEqual(notFound);
      expect(await webhooks.update(other, name, { enabled: false }, by)).toEqual(notFound);
      expect(await webhooks.remove(other, name, by)).toEqual(notFound);
      expect(await webhooks.sendTest(other, name)).toEqual(notFound);
      expect(await webhooks.deliveries(other, name, {})).toEqual(notFound);
      expect(await webhooks.replay(other, name, delivery?.id ?? "")).toEqual(notFound);
      expect(await webhooks.replayRange(other, name, range)).toEqual(notFound);
      expect(await webhooks.delivery(other, name, delivery?.id ?? "")).toEqual({
        ok: false,
        error: { code: "delivery_not_found" },
      });
      if (name !== "callbacks")
        expect(await webhooks.rotateSecret(other, name, by)).toEqual(notFound);
    }
    expect(await webhooks.list(other)).toEqual({ data: [] });
    expect(await hooks.endpoint(id)).toMatchObject({ enabled: true });
  });

  test("addresses are checked when they are saved, with all that their names lead to", async () => {
    const refused = { ok: false, error: { code: "webhook_url_refused", path: "/url" } } as const;
    const sink = `http://${hooks.sinkAddress}:${hooks.port}/`;
    const urls = [sink, "https://10.0.0.1/", "https://nowhere.test/", "ftp://shop.example.test/"];
    for (const url of urls)
      expect(await webhooks.create(organization, { url }, by)).toEqual(refused);
    const { id } = await hooks.subscribe();
    expect(await webhooks.update(organization, id, { url: sink }, by)).toEqual(refused);
    hooks.behaviour.addresses = [hooks.receiverAddress, hooks.sinkAddress];
    expect(await webhooks.create(organization, { url: hooks.urlOf() }, by)).toEqual(refused);
  });

  test("without a key to seal secrets there are none", async () => {
    const { webhooks: without, send } = createGateway({
      ...hooks.gatewayOptions,
      keyring: undefined,
    });
    const refused = { ok: false, error: { code: "webhooks_not_configured" } } as const;
    expect(await without.create(organization, { url: hooks.urlOf() }, by)).toEqual(refused);
    expect(await without.rotateSecret(organization, "callbacks", by)).toEqual(refused);
    const message = { to: "+84912345678", body: "Hello", callbackUrl: hooks.urlOf() };
    expect(await send(organization, message)).toEqual(refused);
  });

  test("an organization has at most twenty", async () => {
    for (let n = 0; n < 20; n += 1) await hooks.subscribe();
    expect(await webhooks.create(organization, { url: hooks.urlOf() }, by)).toMatchObject({
      ok: false,
      error: { code: "too_many_webhooks" },
    });
  });

  test("a test is sent once, and its delivery tells what came of it", async () => {
    const { id, secret } = await hooks.subscribe({ types: ["message.failed"] });
    hooks.behaviour.answer = () => new Response("no such hook", { status: 404 });
    const { id: event } = value(await webhooks.sendTest(organization, id));
    await hooks.attempt();
    const [got] = hooks.received;
    expect(got && verifyWebhook(secret, got.headers, got.body)).toMatchObject({
      ok: true,
      id: event,
      payload: { type: "webhook.test", data: { id } },
    });
    const delivery = value(await webhooks.delivery(organization, id, event));
    expect(delivery).toMatchObject({ status: "FAILED", attempts: 1, response: "no such hook" });
    expect(delivery.attemptList).toMatchObject([{ status: 404, error: "bad_status" }]);
    await webhooks.update(organization, id, { enabled: false }, by);
    expect(await webhooks.sendTest(organization, id)).toMatchObject({
      ok: false,
      error: { code: "webhook_disabled" },
    });
  });

  test("deliveries are listed page by page, the last one first", async () => {
    const { id } = await hooks.subscribe();
    await hooks.accept(...Array.from({ length: 5 }, () => hooks.message()));
    await hooks.deliverAll();
    const page = async (cursor?: string) =>
      value(await webhooks.deliveries(organization, id, { limit: 2, ...(cursor && { cursor }) }));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { data, nextCursor, hasMore } = await page(cursor);
      seen.push(...data.map((delivery) => delivery.id));
      expect(nextCursor !== undefined).toBe(hasMore);
      cursor = nextCursor;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(5);
    expect((await page("evt_none")).data).toEqual([]);
    const failed = await webhooks.deliveries(organization, id, { status: "FAILED" });
    expect(value(failed).data).toEqual([]);
  });

  test("what happened in a time is sent again, under the ids that it always had", async () => {
    const { id } = await hooks.subscribe();
    await hooks.accept(...Array.from({ length: 3 }, () => hooks.message()));
    await hooks.deliverAll();
    const ids = () => hooks.received.map(({ headers }) => headers.get("webhook-id")).toSorted();
    const before = ids();
    const again = (range: { from: string; to?: string; missingOnly?: boolean }) =>
      webhooks.replayRange(organization, id, range);
    expect(await again({ from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" })).toEqual({
      ok: true,
      value: { replayed: 0 },
    });
    expect(await again({ from: "2026-01-01T00:00:00Z", missingOnly: true })).toEqual({
      ok: true,
      value: { replayed: 0 },
    });
    hooks.received.length = 0;
    expect(await again({ from: "2026-01-01T00:00:00Z" })).toEqual({
      ok: true,
      value: { replayed: 3 },
    });
    await hooks.deliverAll();
    expect(ids()).toEqual(before);
    expect(await webhooks.replay(organization, id, toPublicId("evt", hooks.newId()))).toEqual({
      ok: false,
      error: { code: "delivery_not_found" },
    });
  });

  test("a message's own address is told what becomes of it, signed with the callbacks' secret", async () => {
    const send = (callbackUrl?: string) =>
      hooks.gateway.send(organization, {
        to: "+84912345678",
        body: "Hello",
        ...(callbackUrl !== undefined && { callbackUrl }),
      });
    const { secret, id } = value(await webhooks.rotateSecret(organization, "callbacks", by));
    expect(id).toBe("callbacks");
    await send();
    const { message } = value(await send(hooks.urlOf("/mine")));
    await hooks.gateway.receive(organization, "one", {
      reports: [],
      inbound: [{ from: "+84912345678", to: "8055", text: "Hi" }],
      consents: [],
    });
    await hooks.deliverAll();
    expect(hooks.received.map(({ path }) => path)).toEqual(["/mine"]);
    const [got] = hooks.received;
    expect(got && verifyWebhook(secret, got.headers, got.body)).toMatchObject({
      ok: true,
      payload: { type: "message.queued", data: { id: message.id } },
    });
    expect(await hooks.deliveries("callbacks")).toMatchObject([{ status: "DELIVERED" }]);
    expect(await webhooks.list(organization)).toEqual({ data: [] });

    // One that is gone is no reason to call none of the others.
    hooks.behaviour.answer = () => new Response(null, { status: 410 });
    await send(hooks.urlOf("/gone"));
    await hooks.deliverAll();
    expect(await hooks.endpoint("callbacks")).toMatchObject({ enabled: true });
    for (const verb of [webhooks.remove, webhooks.sendTest])
      expect(await verb(organization, "callbacks", by)).toMatchObject({ ok: false });
    expect(await webhooks.update(organization, "callbacks", { enabled: false }, by)).toMatchObject({
      ok: false,
    });
  });

  test("a message whose address cannot be called is refused, alone or among others", async () => {
    const message = { to: "+84912345678", body: "Hello" };
    const bad = { ...message, callbackUrl: `http://${hooks.sinkAddress}:${hooks.port}/` };
    const refused = { code: "webhook_url_refused", path: "/callbackUrl" } as const;
    expect(await hooks.gateway.send(organization, bad)).toEqual({ ok: false, error: refused });
    expect(await hooks.gateway.preview(organization, bad, "en")).toEqual({
      ok: false,
      error: refused,
    });
    const good = { ...message, callbackUrl: hooks.urlOf() };
    const reply = await hooks.gateway.sendBatch(organization, { messages: [message, bad, good] });
    expect(reply.accepted.map(({ index }) => index)).toEqual([0, 2]);
    expect(reply.rejected).toMatchObject([{ index: 1, ...refused }]);
    await hooks.deliverAll();
    expect(hooks.received).toHaveLength(1);
  });

  test("a message that is sent again calls the same address", async () => {
    const { message } = value(
      await hooks.gateway.send(organization, {
        to: "+84912345678",
        body: "Hello",
        callbackUrl: hooks.urlOf("/mine"),
      }),
    );
    await database.orm.execute(sql`update messages set status = 'FAILED'`);
    const again = value(await hooks.gateway.redrive(organization, message.id));
    await hooks.deliverAll();
    const told = hooks.received.map(({ path, body }) => [path, JSON.parse(body).data.id]);
    expect(told.toSorted()).toEqual(
      [
        ["/mine", message.id],
        ["/mine", again.message.id],
      ].toSorted(),
    );
  });

  test("two processes that run tell of everything, each event once", async () => {
    const { secret } = await hooks.subscribe();
    const gateways = [start(), start()];
    for (let n = 0; n < 20; n += 1)
      for (const gateway of gateways)
        value(await gateway.send(organization, { to: "+84912345678", body: "Hello" }));
    await until(() => hooks.received.length >= 80);
    for (const stop of stops.splice(0)) await stop();
    expect(typesOf(hooks.received)).toEqual([
      ...Array.from({ length: 40 }, () => "message.queued"),
      ...Array.from({ length: 40 }, () => "message.submitted"),
    ]);
    for (const { headers, body } of hooks.received)
      expect(verifyWebhook(secret, headers, body).ok).toBe(true);
    const [row] = await database.orm.execute(sql`
      select from webhook_deliveries where status <> 'DELIVERED' or attempts <> 1`);
    expect(row).toBeUndefined();
  }, 60_000);

  test("a one-time code is told of without its text", async () => {
    await hooks.subscribe({ includeBody: true });
    const gateway = start();
    await gateway.sendNow(
      organization,
      { id: hooks.newId(), to: "+84912345678", text: "Ma cua ban: 845127", validitySeconds: 300 },
      new AbortController().signal,
    );
    await until(() => hooks.received.length >= 2);
    for (const { body } of hooks.received) {
      expect(JSON.parse(body).data.category).toBe("otp");
      expect(body).not.toContain("845127");
    }
  }, 60_000);

  test("a process that stops hands back what hangs, and another delivers it", async () => {
    const { id } = await hooks.subscribe({ types: ["message.queued"] });
    hooks.behaviour.answer = () => new Promise(() => undefined);
    const gateway = start({ timing: { ...systemTiming, stopMs: 0 } });
    await hooks.tell();
    await until(() => hooks.received.length === 1);
    await gateway.stop();
    expect(await hooks.deliveries(id)).toMatchObject([{ status: "PENDING", attempts: 0 }]);
    hooks.behaviour.answer = () => new Response();
    await hooks.deliverAll();
    expect(await hooks.deliveries(id)).toMatchObject([{ status: "DELIVERED", attempts: 1 }]);
  }, 60_000);
});
