import { beforeEach, describe, expect, test } from "bun:test";
import {
  createLogger,
  type Database,
  newUuid,
  openDatabase,
  systemClock,
  toPublicId,
} from "@nx/core";
import { createTestDatabase, describeOnDatabases } from "@nx/core/testing";
import { systemTiming } from "@nx/gateway";
import { settled } from "@nx/gateway/testing";
import { sql } from "drizzle-orm";
import type { OutreachResult } from "../problems.ts";
import { startInbox } from "./run.ts";
import type { ConversationQuery } from "./schemas.ts";
import { stepInbox } from "./step.ts";
import { createTestInbox, ourNumber, type TestInbox } from "./test-inbox-fixture.ts";

const amy = "+84912345671";
const ben = "+84912345672";
const member = toPublicId("usr", newUuid(systemClock));

const value = <T>(result: OutreachResult<T>): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

describeOnDatabases("the inbox", (open) => {
  let database: Database;
  let own: TestInbox;
  beforeEach(async () => {
    database = await open();
    own = createTestInbox(database);
  });

  const list = (query: ConversationQuery = {}) => own.inbox.list(own.organizationId, query);
  const phones = async (query: ConversationQuery = {}) =>
    (await list(query)).data.map(({ phone }) => phone);
  const conversationOf = async (phone: string) => {
    const [found] = (await list({ phone })).data;
    if (found === undefined) throw new Error("There is no such conversation");
    return found;
  };
  const say = async (phone: string, text: string, to = ourNumber) => {
    const id = await own.receive(phone, text, { to });
    await own.read();
    return id;
  };
  const send = (to: string, body: string, from?: string) =>
    own.gateway.send(own.organizationId, { to, body, ...(from !== undefined && { from }) });

  test("has a conversation for each phone and number, the newest message first", async () => {
    await own.receive(amy, "one");
    await own.receive(ben, "two");
    await own.receive(amy, "three");
    await own.receive(amy, "four", { to: "8079" });
    await own.read();
    const { data } = await list();
    expect(data).toMatchObject([
      { phone: amy, number: "8079", unread: 1, lastMessage: { body: "four" } },
      { phone: amy, number: ourNumber, unread: 2, lastMessage: { body: "three" } },
      { phone: ben, number: ourNumber, unread: 1, status: "open", account: "one", labels: [] },
    ]);
    await say(ben, "five");
    expect((await list()).data[0]).toMatchObject({ phone: ben, unread: 2 });
  });

  test("counts a message once, whoever reads it at the same time", async () => {
    for (let n = 0; n < 20; n += 1) await own.receive(n % 2 === 0 ? amy : ben, `text ${n}`);
    await settled(database);
    await Promise.all(Array.from({ length: 6 }, () => stepInbox(own.context)));
    await own.read();
    expect((await list()).data.map(({ unread }) => unread)).toEqual([10, 10]);
  });

  test("is moved by what is sent to its phones, which makes no conversation", async () => {
    await say(amy, "one");
    await say(ben, "two");
    await send(amy, "by nobody in particular");
    await send("+84912345679", "an advertisement");
    await own.read();
    expect((await list()).data).toMatchObject([
      { phone: amy, unread: 1, lastMessage: { direction: "outbound" } },
      { phone: ben },
    ]);
    await send(ben, "from another number", "8079");
    await own.read();
    expect(await phones()).toEqual([amy, ben]);
    await send(ben, "from this number", ourNumber);
    await own.read();
    expect(await phones()).toEqual([ben, amy]);
  });

  test("is filtered, searched and read page by page", async () => {
    for (const phone of [amy, ben, "+84912345673"]) await say(phone, "hello");
    const { id } = await conversationOf(amy);
    const label = value(await own.inbox.labels.create(own.organizationId, { name: "vip" }));
    value(
      await own.inbox.update(own.organizationId, id, {
        ...{ assignee: member, labels: [label.id], read: true, status: "closed" },
      }),
    );
    expect(await phones({ assignee: member })).toEqual([amy]);
    expect(await phones({ label: label.id })).toEqual([amy]);
    expect(await phones({ label: "lbl_none" })).toEqual([]);
    expect(await phones({ status: "closed" })).toEqual([amy]);
    expect(await phones({ unread: false })).toEqual([amy]);
    expect(await phones({ unread: true, assignee: "none" })).toHaveLength(2);
    expect(await phones({ phone: "912 345 672" })).toEqual([ben]);
    expect(await phones({ phone: "0912-345-672" })).toEqual([ben]);
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, cursor: first.nextCursor ?? "" });
    expect([...first.data, ...second.data].map(({ phone }) => phone)).toEqual([
      "+84912345673",
      ben,
      amy,
    ]);
    expect(second.hasMore).toBe(false);
    expect(await phones({ cursor: "msg_none" })).toEqual([]);
  });

  test("a conversation is read, marked, assigned, labelled, closed and opened by its phone", async () => {
    await say(amy, "one");
    const { id } = await conversationOf(amy);
    const update = (input: Parameters<typeof own.inbox.update>[2]) =>
      own.inbox.update(own.organizationId, id, input);
    expect(value(await update({ read: true }))).toMatchObject({ unread: 0 });
    expect(value(await update({ read: false }))).toMatchObject({ unread: 1 });
    expect(value(await update({ status: "closed", assignee: member }))).toMatchObject({
      ...{ status: "closed", assignee: member },
    });
    expect(value(await update({ assignee: null })).assignee).toBeUndefined();
    expect(await update({ labels: [toPublicId("lbl", own.context.newId())] })).toMatchObject({
      error: { code: "label_not_found" },
    });
    await say(amy, "two");
    expect(await conversationOf(amy)).toMatchObject({ status: "open", unread: 2 });
  });

  test("labels have one name each, and go from the conversations that have them", async () => {
    const { labels } = own.inbox;
    const [a, b] = [
      value(await labels.create(own.organizationId, { name: "a", colour: "#d97706" })),
      value(await labels.create(own.organizationId, { name: "b" })),
    ];
    expect(await labels.create(own.organizationId, { name: "a" })).toMatchObject({
      error: { code: "label_exists" },
    });
    expect(await labels.update(own.organizationId, b.id, { name: "a" })).toMatchObject({
      error: { code: "label_exists" },
    });
    await say(amy, "one");
    const { id } = await conversationOf(amy);
    await own.inbox.update(own.organizationId, id, { labels: [a.id, b.id] });
    await own.inbox.update(own.organizationId, id, { labels: [b.id] });
    expect((await conversationOf(amy)).labels).toEqual([b.id]);
    value(await labels.remove(own.organizationId, b.id));
    expect((await conversationOf(amy)).labels).toEqual([]);
    expect((await labels.list(own.organizationId)).data).toEqual([a]);
    expect(await labels.remove(own.organizationId, b.id)).toMatchObject({
      error: { code: "label_not_found" },
    });
  });

  test("quick replies are made, written anew and removed", async () => {
    const { quickReplies } = own.inbox;
    const made = value(
      await quickReplies.create(own.organizationId, { title: "hours", text: "8 to 17" }),
    );
    const changed = { title: "hours", text: "8 to 18" };
    value(await quickReplies.update(own.organizationId, made.id, changed));
    expect((await quickReplies.list(own.organizationId)).data).toEqual([
      { id: made.id, ...changed },
    ]);
    value(await quickReplies.remove(own.organizationId, made.id));
    expect(await quickReplies.update(own.organizationId, made.id, changed)).toMatchObject({
      error: { code: "quick_reply_not_found" },
    });
  });

  describe("a reply", () => {
    test("goes from the number that was written to, once for a key, and reads the rest", async () => {
      await say(amy, "where is it?");
      const { id } = await conversationOf(amy);
      const reply = { body: "on its way", idempotencyKey: "k1" };
      const sent = await own.inbox.reply(own.organizationId, id, reply);
      const again = await own.inbox.reply(own.organizationId, id, reply);
      expect([sent, again]).toMatchObject([
        { value: { replayed: false, message: { to: amy } } },
        { value: { replayed: true } },
      ]);
      expect(await own.sent()).toEqual([{ to: amy, from: ourNumber, body: "on its way" }]);
      expect(await conversationOf(amy)).toMatchObject({
        unread: 0,
        lastMessage: { body: "on its way", direction: "outbound" },
      });
    });

    test("goes through another account where the one it came by is gone", async () => {
      await own.receive(amy, "hello", { account: "gone" });
      await own.read();
      const { id } = await conversationOf(amy);
      expect(await own.inbox.reply(own.organizationId, id, { body: "hi" })).toMatchObject({
        ok: true,
      });
    });

    test("is refused where it cannot be sent", async () => {
      await say("8079", "your bill");
      const { id } = await conversationOf("8079");
      const refusals = [
        await own.inbox.reply(own.organizationId, id, { body: "hi" }),
        await own.inbox.reply(own.organizationId, toPublicId("cnv", own.context.newId()), {
          body: "hi",
        }),
      ];
      expect(refusals).toMatchObject([
        { error: { code: "invalid_recipient" } },
        { error: { code: "conversation_not_found" } },
      ]);
    });
  });

  test("a thread has what was said both ways, page by page", async () => {
    await say(amy, "one");
    const { id } = await conversationOf(amy);
    await own.inbox.reply(own.organizationId, id, { body: "two" });
    await say(amy, "three");
    await say(ben, "somebody else's");
    const read = async (cursor?: string) =>
      value(await own.inbox.read(own.organizationId, id, { limit: 2, ...(cursor && { cursor }) }))
        .messages;
    const first = await read();
    const second = await read(first.nextCursor);
    expect([...first.data, ...second.data].map(({ body }) => body)).toEqual([
      "three",
      "two",
      "one",
    ]);
    expect(second).toMatchObject({ hasMore: false });
  });

  test("is nobody else's", async () => {
    await say(amy, "one");
    const { id } = await conversationOf(amy);
    const them = own.context.newId();
    expect((await own.inbox.list(them, {})).data).toEqual([]);
    const missing = { error: { code: "conversation_not_found" } };
    expect(await own.inbox.read(them, id, {})).toMatchObject(missing);
    expect(await own.inbox.update(them, id, { read: true })).toMatchObject(missing);
    expect(await own.inbox.reply(them, id, { body: "hi" })).toMatchObject(missing);
    expect(await conversationOf(amy)).toMatchObject({ unread: 1 });
  });

  test("is read on and on, until it is stopped", async () => {
    const reading = startInbox({
      ...own.context,
      logger: createLogger({ level: "silent" }),
      timing: { ...systemTiming, delay: () => new Promise((resolve) => setImmediate(resolve)) },
    });
    await own.receive(amy, "one");
    while ((await phones()).length === 0) await new Promise(setImmediate);
    await reading.stop();
    expect(await phones()).toEqual([amy]);
  });
});

// The embedded database has one connection: nothing is open beside a reader.
test("nothing is read past a transaction that is open, and nothing is left out", async () => {
  const { url, drop } = await createTestDatabase();
  const database = await openDatabase({ url });
  const own = createTestInbox(database);
  const phones = async () =>
    (await own.inbox.list(own.organizationId, {})).data.map(({ phone }) => phone);
  const written = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const writing = database.transaction(async (tx) => {
    await tx.execute(sql`
      insert into inbound_messages
        (organization_id, id, account, external_id, sender, recipient, body, received_at)
      values (${own.organizationId}::uuid, ${own.context.newId()}::uuid, 'one', 'early', ${amy},
        ${ourNumber}, 'early', now())`);
    written.resolve();
    await end.promise;
  });
  await written.promise;
  await own.receive(ben, "late");
  await stepInbox(own.context);
  expect(await phones()).toEqual([]);
  end.resolve();
  await writing;
  await own.read();
  expect(await phones()).toEqual([ben, amy]);
  await database.close();
  await drop();
});
