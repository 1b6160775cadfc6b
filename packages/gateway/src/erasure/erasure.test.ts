import { beforeEach, describe, expect, test } from "bun:test";
import {
  createAudit,
  createKeyring,
  createLogger,
  type Database,
  fromPublicId,
  newUuid,
  systemClock,
} from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { sql } from "drizzle-orm";
import type { ConsentFact } from "mq-sms";
import { recordingProvider } from "mq-sms/testing";
import { systemTiming } from "../dispatch/timing.ts";
import { createGateway, type Gateway, type GatewayOptions } from "../gateway.ts";
import type { SendBody } from "../messages/schemas.ts";
import { createTestLedger, type TestLedger } from "../testing/index.ts";

const phone = "+84912345678";
const digits = "912345678";
const other = "+84987654321";
const by = { actor: "user:u", requestId: "r-1" };
const keys = createKeyring([{ id: "k", key: Buffer.alloc(32, 3).toString("base64") }]);
if (!keys.ok) throw new Error("not a keyring");
const { keyring } = keys;

describeOnDatabases("erasing a person", (open) => {
  let database: Database;
  let ledger: TestLedger;
  let organizationId: string;
  let gateway: Gateway;
  beforeEach(async () => {
    database = await open();
    ledger = createTestLedger(database);
    ({ organizationId } = ledger);
    gateway = gatewayWith();
  });

  const gatewayWith = (options: Partial<GatewayOptions> = {}) => {
    const provider = recordingProvider(undefined, "one");
    return createGateway({
      database,
      routing: () => ({ accounts: [{ id: "one", provider, window: 1 }], rules: [] }),
      logger: createLogger({ level: "silent" }),
      dispatch: false,
      keyring,
      ...options,
    });
  };
  const run = (signal = new AbortController().signal, of = gateway) =>
    of.jobs.find(({ name }) => name === "people.erasure")?.perform({}, signal);
  const erase = async (number = phone) => {
    const result = await gateway.erase(organizationId, number, by);
    if (!result.ok) throw new Error(result.error.code);
    return result.value;
  };
  const eraseNow = async () => {
    const { id } = await erase();
    await run();
    return gateway.readErasure(organizationId, id);
  };
  const send = async (input: Partial<SendBody> = {}, owner = organizationId) => {
    const sent = await gateway.send(owner, { to: phone, body: `Call ${phone}`, ...input });
    return sent.ok ? sent.value.message.id : sent.error.code;
  };
  const receive = (consents: ConsentFact[], texts: string[] = [], from = phone) =>
    gateway.receive(organizationId, "one", {
      reports: [],
      inbound: texts.map((text) => ({ from, to: "8099", text })),
      consents,
    });
  const rowOf = async (id: string) => {
    const [row] = await database.orm.execute(sql`
      select status, recipient, body, sealed, options from messages
      where id = ${fromPublicId("msg", id) ?? id}::uuid`);
    return row;
  };
  /** Tables of the whole database in which the digits are found, in whatever column. */
  const tablesWith = async (text: string): Promise<string[]> => {
    const tables = await database.orm.execute<{ schema: string; name: string }>(sql`
      select schemaname as schema, tablename as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2`);
    const found: string[] = [];
    for (const { schema, name } of tables) {
      const [row] = await database.orm.execute<{ found: boolean }>(sql`
        select exists (select from ${sql.identifier(schema)}.${sql.identifier(name)} as t
          where t::text like ${`%${text}%`}) as found`);
      if (row?.found) found.push(name);
    }
    return found;
  };
  /** Everything that can be known of somebody. */
  const knowAll = async () => {
    await send({ idempotencyKey: `fee-${phone.slice(1)}`, metadata: { phone } });
    await send({ notBefore: new Date(Date.now() + 86_400_000).toISOString() });
    await gateway.sendBatch(
      organizationId,
      { messages: [{ to: phone, body: phone, category: "promotional" }] },
      `batch-${phone.slice(1)}`,
    );
    const delivered = ledger.message({ recipient: phone });
    await ledger.accept(delivered);
    await database.orm.execute(sql`
      update messages set status = 'DELIVERED', options = '{"metadata":{"a":"b"},"provider":"one"}'
      where id = ${delivered.id}::uuid`);
    await receive([{ phone, optedOut: true }], [`I am ${phone}`, "STOP"]);
    await gateway.receive(organizationId, "one", {
      inbound: [{ from: phone, to: "8099", text: "Hi", providerMessageId: "MO1" }],
      reports: [{ status: "delivered", providerMessageId: "none", to: phone }],
      consents: [],
    });
    await gateway.exportPerson(organizationId, phone, by);
    return delivered.id;
  };

  test("leaves the number in no table of the database", async () => {
    const delivered = await knowAll();
    const before = await tablesWith(digits);
    expect(before).toEqual(
      expect.arrayContaining([
        "idempotency_keys",
        "inbound_messages",
        "messages_default",
        "opt_outs",
        "parked_reports",
      ]),
    );
    const { id } = await erase();
    expect(await gateway.readErasure(organizationId, id)).toMatchObject({
      value: { status: "pending", messages: 0 },
    });
    await run();
    expect(await tablesWith(digits)).toEqual([]);
    expect(await gateway.readErasure(organizationId, id)).toMatchObject({
      value: { status: "done", messages: 4, inbound: 3 },
    });
    expect(await rowOf(delivered)).toEqual({
      status: "DELIVERED",
      recipient: expect.stringMatching(/^erased:[\w-]{43}$/),
      body: null,
      sealed: null,
      options: { provider: "one" },
    });
    expect((await gateway.list(organizationId, { phone })).data).toEqual([]);
  });

  test("leaves everybody else alone, and the person with other organizations", async () => {
    const kept = [await send({ to: other }), await send({}, ledger.newId())];
    await receive([{ phone: other, optedOut: true }], ["Hello"], other);
    const keysBefore = await database.orm.execute(sql`select from idempotency_keys`);
    await send();
    await eraseNow();
    for (const id of kept) expect(await rowOf(id)).toMatchObject({ status: "QUEUED" });
    expect(await send({ to: other, category: "promotional" })).toBe("opted_out");
    const inbound = await gateway.list(organizationId, { direction: "inbound", phone: other });
    expect(inbound.data).toMatchObject([{ body: "Hello", from: other }]);
    expect(await database.orm.execute(sql`select from idempotency_keys`)).toEqual(keysBefore);
  });

  test("cancels what waits, and nothing of it leaves", async () => {
    const ids = [await send(), await send({ category: "promotional" })];
    await eraseNow();
    for (const id of ids)
      expect(await rowOf(id)).toMatchObject({ status: "CANCELLED", body: null });
    expect(await database.orm.execute(sql`select from message_queue`)).toEqual([]);
  });

  test("forms differ by organization, and are no hash of the number alone", async () => {
    const id = await send();
    await eraseNow();
    const second = ledger.newId();
    const theirs = await send({}, second);
    await gateway.erase(second, phone, by);
    await run();
    const forms = [(await rowOf(id))?.["recipient"], (await rowOf(theirs))?.["recipient"]];
    expect(new Set(forms).size).toBe(2);
    for (const text of [phone, phone.slice(1)]) {
      const plain = new Bun.CryptoHasher("sha256").update(text).digest("base64url");
      expect(forms).not.toContain(`erased:${plain}`);
    }
  });

  describe("a STOP holds", () => {
    const promote = () => send({ category: "promotional" });

    test("after the erasure, by every way to send", async () => {
      await receive([{ phone, optedOut: true }]);
      await eraseNow();
      expect(await tablesWith(digits)).toEqual([]);
      expect(await promote()).toBe("opted_out");
      const batch = await gateway.sendBatch(organizationId, {
        messages: [
          { to: phone, body: "Hi", category: "promotional" },
          { to: other, body: "Hi", category: "promotional" },
        ],
      });
      expect(batch).toMatchObject({
        accepted: [{ index: 1 }],
        rejected: [{ index: 0, code: "opted_out" }],
      });
      expect(await send()).toStartWith("msg_");
      expect(await send({ category: "promotional" }, ledger.newId())).toStartWith("msg_");
    });

    test("until they ask for messages again", async () => {
      await receive([{ phone, optedOut: true }]);
      await eraseNow();
      await receive([{ phone, optedOut: true }]);
      await eraseNow();
      expect(await promote()).toBe("opted_out");
      await receive([{ phone, optedOut: false }]);
      expect(await promote()).toStartWith("msg_");
      await eraseNow();
      expect(await promote()).toStartWith("msg_");
    });

    test("also where the key to know them by cannot be opened", async () => {
      await receive([{ phone, optedOut: true }]);
      await eraseNow();
      gateway = gatewayWith({ keyring: undefined });
      expect(await promote()).toBe("opted_out");
      expect(await send()).toStartWith("msg_");
    });
  });

  test("waits for what is at a provider at this moment, and erases it then", async () => {
    const called = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    const provider = recordingProvider(undefined, "one");
    const dispatcher = ledger.dispatcher([
      {
        ...provider,
        send: async (message, signal) => {
          called.resolve();
          await answered.promise;
          return provider.send(message, signal);
        },
      },
    ]);
    const message = ledger.message({ recipient: phone });
    await ledger.accept(message);
    dispatcher.start();
    await called.promise;
    let waited = 0;
    gateway = gatewayWith({
      timing: {
        ...systemTiming,
        delay: async () => {
          waited += 1;
          expect(await rowOf(message.id)).toMatchObject({ recipient: phone });
          answered.resolve();
          await ledger.until(message.id, ({ status }) => status === "SUBMITTED");
        },
      },
    });
    await eraseNow();
    await dispatcher.stop();
    expect(waited).toBe(1);
    expect(await rowOf(message.id)).toMatchObject({ status: "SUBMITTED", body: null });
    expect(await tablesWith(digits)).toEqual([]);
  });

  test("reports that come later still count, and send nothing again", async () => {
    const provider = recordingProvider(undefined, "one");
    const dispatcher = ledger.dispatcher([provider]);
    const messages = [ledger.message(), ledger.message()];
    await ledger.accept(...messages);
    dispatcher.start();
    const names: string[] = [];
    for (const { id } of messages) {
      await ledger.until(id, ({ status }) => status === "SUBMITTED");
      const [row] = await database.orm.execute<{ name: string }>(sql`
        select external_id as name from message_submissions where message_id = ${id}::uuid`);
      names.push(row?.name ?? "");
    }
    await dispatcher.stop();
    await eraseNow();
    const [one = "", two = ""] = names;
    const error = { code: "handset_unreachable", provider: "one" } as const;
    await ledger.report("one", { status: "delivered", providerMessageId: one, to: phone });
    await ledger.report("one", { status: "failed", providerMessageId: two, to: phone, error });
    const states = await Promise.all(messages.map(({ id }) => ledger.state(id)));
    expect(states).toMatchObject([{ status: "DELIVERED" }, { status: "FAILED", queued: false }]);
    expect(await tablesWith(digits)).toEqual([]);
  });

  test("is asked for once while it is under way, and finds nothing more afterwards", async () => {
    await send();
    const [first, second] = await Promise.all([erase(), erase("+84 912 345 678")]);
    expect(second.id).toBe(first.id);
    await Promise.all([run(), run()]);
    expect(await gateway.readErasure(organizationId, first.id)).toMatchObject({
      value: { status: "done", messages: 1 },
    });
    const again = await eraseNow();
    expect(again).toMatchObject({ value: { status: "done", messages: 0, inbound: 0 } });
    expect(again.ok && again.value.id).not.toBe(first.id);
    const audit = createAudit({
      database,
      clock: systemClock,
      logger: createLogger({ level: "silent" }),
    });
    const { data } = await audit.list(organizationId, { action: "person." });
    expect(data.map(({ action, actor }) => ({ action, actor }))).toEqual([
      { action: "person.erased", actor: "system" },
      { action: "person.erasure_requested", actor: "user:u" },
      { action: "person.erased", actor: "system" },
      { action: "person.erasure_requested", actor: "user:u" },
    ]);
    expect(data[2]).toMatchObject({ target: first.id, details: { messages: 1, inbound: 0 } });
  });

  test("takes as many steps as it needs, and goes on where it was stopped", async () => {
    const ids = Array.from({ length: 2500 }, () => newUuid(systemClock));
    await database.orm.execute(sql`
      insert into messages (organization_id, id, category, recipient, body, encoding, segments,
        valid_until, created_at, status, updated_at)
      select ${organizationId}::uuid, id, 'transactional', ${phone}, 'Hi', 'GSM-7', 1, now(), now(),
        'DELIVERED', now()
      from unnest(${sql.param(ids)}::uuid[]) as id`);
    const { id } = await erase();
    let stops = 0;
    const stopping = gatewayWith({
      alsoErase: [
        async () => {
          stops += 1;
          if (stops === 1) throw new Error("crashed");
        },
      ],
    });
    await expect(Promise.resolve(run(undefined, stopping))).rejects.toThrow("crashed");
    expect(await gateway.readErasure(organizationId, id)).toMatchObject({
      value: { status: "pending", messages: 2500 },
    });
    // Nobody else takes it while its lease lasts.
    await run(undefined, stopping);
    expect(stops).toBe(1);
    await database.orm.execute(sql`update erasures set lease_until = now() - interval '1 second'`);
    await run(undefined, stopping);
    expect(stops).toBe(2);
    expect(await gateway.readErasure(organizationId, id)).toMatchObject({
      value: { status: "done", messages: 2500 },
    });
    expect(await tablesWith(digits)).toEqual([]);
  });

  test("other packages forget the person too, knowing whom", async () => {
    const asked: unknown[] = [];
    gateway = gatewayWith({ alsoErase: [async (person) => void asked.push(person)] });
    await eraseNow();
    expect(asked).toEqual([{ organizationId, phone, form: expect.stringMatching(/^erased:/) }]);
  });

  test("is refused where it cannot be done, and not told of to others", async () => {
    expect(await gateway.erase(organizationId, "123", by)).toMatchObject({
      ok: false,
      error: { code: "invalid_recipient", path: "/phone" },
    });
    expect(await gatewayWith({ keyring: undefined }).erase(organizationId, phone, by)).toEqual({
      ok: false,
      error: { code: "erasure_unavailable" },
    });
    const { id } = await erase();
    for (const [owner, name] of [
      [ledger.newId(), id],
      [organizationId, "era_none"],
    ] as const)
      expect(await gateway.readErasure(owner, name)).toEqual({
        ok: false,
        error: { code: "erasure_not_found" },
      });
  });

  describe("an export", () => {
    const Exported = Type.Object({
      messages: Type.Array(Type.Unknown()),
      inbound: Type.Array(Type.Unknown()),
    });
    const exported = async (number = phone) => {
      const result = await gateway.exportPerson(organizationId, number, by);
      if (!result.ok) throw new Error(result.error.code);
      const document: unknown = await new Response(result.value).json();
      if (!Value.Check(Exported, document)) throw new Error("not an export");
      return document;
    };

    test("holds what is known of the person, page after page, and nobody else's", async () => {
      await gateway.sendBatch(organizationId, {
        messages: Array.from({ length: 450 }, (_, n) => ({ to: phone, body: `No. ${n}` })),
      });
      await send({ to: other });
      await send({}, ledger.newId());
      await receive([{ phone, optedOut: true }], ["Hello"]);
      const document = await exported();
      expect(document).toMatchObject({
        phone,
        exportedAt: expect.any(String),
        optedOutAt: expect.any(String),
        consent: [{ kind: "opted_out", category: "promotional", source: "provider" }],
        inbound: [{ from: phone, body: "Hello" }],
      });
      expect(document.messages).toHaveLength(450);
      expect(document.messages[449]).toMatchObject({ to: phone, body: "No. 0", status: "QUEUED" });
    });

    test("holds what other packages have of the person, list after list", async () => {
      const asked: unknown[] = [];
      async function* pages() {
        yield [{ name: "An" }, { name: "Binh" }];
        yield [];
        yield [{ name: "Chi" }];
      }
      async function* nothing() {}
      gateway = gatewayWith({
        alsoExport: [
          (person) => {
            asked.push(person);
            return { contacts: pages(), none: nothing() };
          },
          () => ({ more: pages() }),
        ],
      });
      const people = [{ name: "An" }, { name: "Binh" }, { name: "Chi" }];
      expect(await exported()).toMatchObject({ contacts: people, none: [], more: people });
      expect(asked).toEqual([{ organizationId, phone }]);
    });

    test("of an erased or unknown person is empty", async () => {
      await send();
      await eraseNow();
      expect(await exported()).toMatchObject({ messages: [], inbound: [] });
      expect(await gateway.exportPerson(organizationId, "abc", by)).toMatchObject({
        error: { code: "invalid_recipient" },
      });
    });
  });
});
