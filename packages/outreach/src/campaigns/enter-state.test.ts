import { beforeEach, expect, test } from "bun:test";
import { createKeyring, createLogger, type Database } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { createGateway, verifyWebhook } from "@nx/gateway";
import { sql } from "drizzle-orm";
import { recordingProvider } from "mq-sms/testing";
import { stepNext } from "./run.ts";
import type { Repeat } from "./schemas.ts";
import { startCampaign } from "./start.ts";
import {
  createTestCampaigns,
  must,
  phoneOf,
  type TestCampaigns,
} from "./test-campaigns-fixture.ts";

describeOnDatabases("endpoints are told of a campaign", (open) => {
  let database: Database;
  let test1: TestCampaigns;
  beforeEach(async () => {
    database = await open();
    test1 = createTestCampaigns(database);
  });
  const act = async (verb: "start" | "pause" | "resume" | "cancel", id: string) =>
    must(await test1.campaigns[verb](test1.organizationId, id, {}, { actor: "user:usr_1" }));
  const makeDue = () =>
    database.orm.execute(sql`update campaigns set due_at = now() where due_at is not null`);
  const told = async () => {
    const rows = await database.orm.execute<{ type: string; data: Record<string, unknown> }>(sql`
      select type, data from webhook_events where organization_id = ${test1.organizationId}::uuid
      order by position, id`);
    return [...rows];
  };
  const types = async () => (await told()).map(({ type }) => type);

  test("each time that it comes to a state, once, however many want the same at once", async () => {
    const id = await test1.draft(1500);
    const often = (verb: "start" | "pause" | "resume" | "cancel") =>
      Promise.all(Array.from({ length: 4 }, () => act(verb, id)));
    await often("start");
    await test1.steps(1);
    await often("pause");
    await often("resume");
    await often("cancel");
    await test1.steps();
    expect(await types()).toEqual(
      ["started", "paused", "resumed", "cancelled"].map((it) => `campaign.${it}`),
    );
    const [started, paused] = await told();
    expect(started?.data).toEqual({ id, name: "Hoc phi thang 11", state: "IN_PROGRESS" });
    expect(paused?.data).toEqual({ ...started?.data, state: "PAUSED", recipients: 1500 });
  });

  test("not where it does not come to it after all", async () => {
    const id = await test1.draft(5);
    const { gateway } = test1.context;
    const dying = {
      ...gateway,
      webhooks: {
        ...gateway.webhooks,
        tell: async (...event: Parameters<typeof gateway.webhooks.tell>) => {
          await gateway.webhooks.tell(...event);
          throw new Error("killed");
        },
      },
    };
    const context = { ...test1.context, gateway: dying };
    const by = { actor: "user:usr_1" };
    const start = startCampaign(context, test1.organizationId, id, {}, by);
    await expect(start).rejects.toThrow("killed");
    expect(await types()).toEqual([]);
    await act("start", id);
    expect(await types()).toEqual(["campaign.started"]);
  });

  test("when it pauses by itself or fails, and why", async () => {
    const id = await test1.draft(10);
    test1.ledger.refusals.set(phoneOf(3), "budget_exceeded");
    await act("start", id);
    await test1.steps();
    const [, paused] = await told();
    expect(paused).toMatchObject({
      type: "campaign.paused",
      data: { id, reason: "budget_exceeded", recipients: 10 },
    });
    await act("resume", id);
    test1.ledger.afterAccept = () => Promise.reject(new Error("killed"));
    for (let tries = 0; tries < 25; tries += 1) {
      await test1.steps(1);
      await makeDue();
    }
    expect(await types()).toEqual(
      ["started", "paused", "resumed", "failed"].map((it) => `campaign.${it}`),
    );
    expect((await told()).at(-1)?.data).toMatchObject({ id, state: "FAILED", reason: "internal" });
  });

  test("that repeats, as of one of its own each time, whoever makes it", async () => {
    const repeat: Repeat = { every: "day", at: "09:00", timeZone: "Asia/Ho_Chi_Minh" };
    const daily = await test1.draft(10, { repeat });
    await act("start", daily);
    for (let days = 0; days < 2; days += 1) {
      await test1.makeDue(daily);
      await Promise.all(Array.from({ length: 4 }, () => stepNext(test1.context)));
      await test1.steps();
    }
    const { data } = await test1.campaigns.list(test1.organizationId, {});
    const made = data.flatMap(({ id, repeats }) => (repeats === daily ? [id] : []));
    const events = await told();
    expect(events.map(({ type, data: { id } }) => [type, id])).toEqual(
      made.toReversed().map((id) => ["campaign.started", id]),
    );
    expect(made).toHaveLength(2);
  });

  test("over HTTP, signed, when the last message has left", async () => {
    const got = Promise.withResolvers<{ headers: Headers; body: string }>();
    const receiver = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: async (request) => {
        got.resolve({ headers: request.headers, body: await request.text() });
        return new Response();
      },
    });
    const keys = createKeyring([{ id: "k1", key: Buffer.alloc(32, 7).toString("base64") }]);
    if (!keys.ok) throw new Error("The key is none");
    const provider = recordingProvider(undefined, "one");
    const worker = createGateway({
      database,
      routing: () => ({ accounts: [{ id: "one", provider, window: 8 }], rules: [] }),
      keyring: keys.keyring,
      logger: createLogger({ level: "silent" }),
      outbound: { allow: ["127.0.0.1/32"] },
    });
    const endpoint = await worker.webhooks.create(
      test1.organizationId,
      { url: `http://127.0.0.1:${receiver.port}/hook`, types: ["campaign.completed"] },
      { actor: "operator" },
    );
    if (!endpoint.ok) throw new Error(endpoint.error.code);
    worker.start();
    const id = await test1.draft(5);
    await act("start", id);
    while (!(await types()).includes("campaign.completed")) {
      await test1.steps();
      await makeDue();
      // The embedded database leaves nobody else a turn.
      await new Promise(setImmediate);
    }
    const { headers, body } = await got.promise;
    expect(verifyWebhook(endpoint.value.secret, headers, body)).toMatchObject({
      ok: true,
      payload: {
        type: "campaign.completed",
        data: { id, name: "Hoc phi thang 11", state: "COMPLETED", recipients: 5 },
      },
    });
    await worker.stop();
    await receiver.stop(true);
  });
});
