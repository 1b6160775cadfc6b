import { beforeEach, describe, expect, test } from "bun:test";
import { createLogger, type Database } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import type { ConsentFact, ReportFact } from "mq-sms";
import { recordingProvider } from "mq-sms/testing";
import { createGateway, type Gateway } from "../gateway.ts";
import { claimChunks } from "../ledger/claim.ts";
import { markDispatches } from "../ledger/mark.ts";
import type { SendBody } from "../messages/schemas.ts";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import type { Keyword, KeywordReceived } from "./keywords.ts";
import type { ConsentBody } from "./schemas.ts";

const phone = "+84912345678";
const operator = { actor: "key:k" };
const words: Readonly<Record<string, Keyword["kind"]>> = {
  STOP: "opted_out",
  START: "opted_in",
  HELP: "help",
};

describeOnDatabases("consent", (open) => {
  let database: Database;
  let ledger: TestLedger;
  let organizationId: string;
  let gateway: Gateway;
  let answered: KeywordReceived[];
  beforeEach(async () => {
    database = await open();
    ledger = createTestLedger(database);
    ({ organizationId } = ledger);
    answered = [];
    const provider = recordingProvider(undefined, "one");
    gateway = createGateway({
      database,
      routing: () => ({ accounts: [{ id: "one", provider, window: 1 }], rules: [] }),
      logger: createLogger({ level: "silent" }),
      dispatch: false,
      readConsent: (_, { text }) => {
        const kind = words[text];
        return kind && { kind, keyword: text, language: "en" };
      },
      answerKeyword: async (_, keyword) => void answered.push(keyword),
    });
  });

  const say = (text: string, { from = phone, to = "8099", id = ledger.newId() } = {}) =>
    gateway.receive(organizationId, "one", {
      reports: [],
      inbound: [{ from, to, text, providerMessageId: id }],
      consents: [],
    });
  const tell = (...consents: ConsentFact[]) =>
    gateway.receive(organizationId, "one", { reports: [], inbound: [], consents });
  const change = (input: Partial<ConsentBody>) =>
    gateway.consent.change(organizationId, { phone, kind: "opted_out", ...input }, operator);
  const read = async (query = {}) => {
    const state = await gateway.consent.read(organizationId, phone, query);
    if (!state.ok) throw new Error(state.error.code);
    return state.value;
  };
  const history = async () => {
    const { events } = await read();
    return events.map(({ kind, source }) => `${kind} ${source}`).toReversed();
  };
  const send = async (input: Partial<SendBody> = {}) => {
    const sent = await gateway.send(organizationId, {
      ...{ to: phone, body: "Hi", category: "promotional" },
      ...input,
    });
    return sent.ok ? "sent" : sent.error.code;
  };

  describe("a keyword", () => {
    test("takes effect with its message, and is answered after it", async () => {
      await say("STOP");
      expect(await send()).toBe("opted_out");
      expect(await send({ category: "transactional" })).toBe("sent");
      const { events, optOuts } = await read();
      expect(optOuts).toEqual([
        { category: "promotional", source: "keyword", at: expect.any(String) },
      ]);
      expect(events).toMatchObject([{ kind: "opted_out", keyword: "STOP", source: "keyword" }]);
      const { data } = await gateway.list(organizationId, { direction: "inbound" });
      expect(data).toMatchObject([{ id: events[0]?.inboundId ?? "", body: "STOP" }]);
      expect(answered).toMatchObject([{ kind: "opted_out", from: phone, to: "8099" }]);
    });

    test("that comes twice counts once, and is answered under the same id", async () => {
      await say("STOP", { id: "MO1" });
      await say("START", { id: "MO2" });
      await say("STOP", { id: "MO1" });
      expect(await history()).toEqual(["opted_out keyword", "opted_in keyword"]);
      expect(await send()).toBe("sent");
      expect(answered.map(({ inboundId }) => inboundId === answered[0]?.inboundId)).toEqual([
        true,
        false,
        true,
      ]);
    });

    test("of others, of other organizations and other words change nothing", async () => {
      await say("STOP", { from: "+84987654321" });
      await say("STOP NOW");
      await say("HELP");
      await gateway.receive(ledger.newId(), "one", {
        ...{ reports: [], consents: [] },
        inbound: [{ from: phone, to: "8099", text: "STOP" }],
      });
      expect(await history()).toEqual([]);
      expect(await send()).toBe("sent");
    });
  });

  describe("START ends only what STOP began", () => {
    test("to whichever number the STOP was written", async () => {
      await say("STOP", { to: "8099" });
      await tell({ phone, optedOut: true, sender: "+15005550006" });
      await say("START", { to: "8088" });
      expect(await send()).toBe("sent");
    });

    test("not what an operator or a file did, before or after", async () => {
      const imported = { phone, kind: "opted_out", sender: "", category: "promotional" } as const;
      await gateway.consent.record(organizationId, [{ ...imported, source: "import" }]);
      await say("STOP");
      await say("START");
      expect(await send()).toBe("opted_out");
      await change({ kind: "opted_in" });
      expect(await send()).toBe("sent");
      await say("STOP");
      await change({});
      await say("START");
      expect(await send()).toBe("opted_out");
    });

    test("not what is about another sender", async () => {
      await change({ sender: "SHOP" });
      await database.orm.execute(sql`update opt_outs set source = 'provider'`);
      await say("START", { to: "8099" });
      expect(await send({ from: "SHOP" })).toBe("opted_out");
      await say("START", { to: "SHOP" });
      expect(await send({ from: "SHOP" })).toBe("sent");
    });
  });

  describe("an opt-out of an operator", () => {
    test("is about a sender, whatever its case; a message without one may be of any", async () => {
      await change({ sender: "Shop" });
      expect(await send({ from: "SHOP" })).toBe("opted_out");
      expect(await send({ from: "BANK" })).toBe("sent");
      expect(await send()).toBe("opted_out");
    });

    test("may be about transactional messages, or all but codes", async () => {
      expect(await send({ category: "transactional" })).toBe("sent");
      await change({ category: "transactional" });
      expect(await send({ category: "transactional" })).toBe("opted_out");
      expect(await send()).toBe("sent");
      await change({ kind: "opted_in", category: "transactional" });
      expect(await send({ category: "transactional" })).toBe("sent");
      await change({ category: "all" });
      expect(await send({ category: "transactional" })).toBe("opted_out");
      expect(await send()).toBe("opted_out");
      const batch = await gateway.sendBatch(organizationId, {
        messages: [
          { to: phone, body: "Hi" },
          { to: "+84987654321", body: "Hi" },
        ],
      });
      expect(batch).toMatchObject({ accepted: [{ index: 1 }], rejected: [{ index: 0 }] });
    });

    test("says who, by what and why", async () => {
      await change({ reason: "Asked by phone." });
      const state = await gateway.consent.change(
        organizationId,
        { phone, kind: "opted_in" },
        { actor: "user:usr_1" },
      );
      expect(state).toMatchObject({
        value: {
          optOuts: [],
          events: [
            { kind: "opted_in", source: "console", actor: "user:usr_1", category: "all" },
            { kind: "opted_out", source: "api", actor: "key:k", reason: "Asked by phone." },
          ],
        },
      });
      expect(await change({ phone: "12" })).toMatchObject({
        error: { code: "invalid_recipient", path: "/phone" },
      });
    });
  });

  test("what a provider repeats is told once", async () => {
    for (const optedOut of [true, true, false, false]) await tell({ phone, optedOut });
    expect(await history()).toEqual(["opted_out provider", "opted_in provider"]);
    expect(await send()).toBe("sent");
  });

  test("pages show every event and opt-out once, and refuse other cursors", async () => {
    for (const text of ["STOP", "START", "STOP"]) await say(text);
    const first = await read({ limit: 2 });
    expect(first).toMatchObject({ hasMore: true, events: [{}, {}] });
    const rest = await read({ limit: 2, cursor: first.nextCursor });
    expect(rest).toMatchObject({ hasMore: false, events: [{ kind: "opted_out" }] });
    await change({ category: "all" });
    await change({ phone: "+84987654321", sender: "SHOP" });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await gateway.consent.list(organizationId, {
        limit: 1,
        ...(cursor !== undefined && { cursor }),
      });
      if (!page.ok) throw new Error(page.error.code);
      seen.push(...page.value.data.map((one) => `${one.phone} ${one.category}`));
      cursor = page.value.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(["+84987654321 promotional", `${phone} all`, `${phone} promotional`]);
    const unknown = { error: { code: "invalid_cursor" } };
    expect(await gateway.consent.list(organizationId, { cursor: "eA" })).toMatchObject(unknown);
    expect(await gateway.consent.read(organizationId, phone, { cursor: "eA" })).toMatchObject(
      unknown,
    );
  });

  describe("a message that was accepted before", () => {
    const lease = () => ({ id: ledger.newId(), seconds: 30 });
    /** Takes what waits as a worker does: marks it once `between` is over. */
    const dispatch = async (lane: 1 | 2, sure: boolean, between: () => Promise<unknown>) => {
      await ledger.makeDue();
      const held = lease();
      const {
        chunks: [chunk],
      } = await claimChunks(database, {
        ...{ lane, count: 1, each: 50, lease: held, after: undefined, skip: [] },
      });
      if (chunk === undefined) return { ids: [], stops: new Map<string, string>() };
      await between();
      const { id: queueId, messages } = chunk;
      const [stops] = await markDispatches(
        database,
        [
          {
            ...{ organizationId, queueId, dispatchId: ledger.newId(), account: "one", lane },
            messageIds: messages.map(({ id }) => id),
            ...(sure && { isWhole: true, sureUntil: Date.now() / 1000 + 60 }),
          },
        ],
        { lease: held.id, callSeconds: 1, leaseSeconds: 30 },
      );
      if (stops === undefined) throw new Error("The mark answered nothing");
      return { ids: messages.map(({ id }) => id), stops };
    };

    test("does not leave once STOP is committed, though a worker holds it already", async () => {
      const promotion = ledger.message({ category: "promotional", lane: 2 });
      const other = ledger.message({ category: "promotional", lane: 2, recipient: "+84900000001" });
      await ledger.accept(promotion, other);
      const { stops } = await dispatch(2, false, () => say("STOP"));
      expect(stops).toEqual(new Map([[promotion.id, "opted_out"]]));
      expect(await ledger.state(promotion.id)).toMatchObject({
        ...{ status: "REJECTED", error: "opted_out", marked: false },
      });
      expect(await ledger.state(other.id)).toMatchObject({ marked: true });
    });

    test("does not leave either if it is transactional and sure to go", async () => {
      const [first, second] = [ledger.message(), ledger.message({ recipient: "+84900000001" })];
      await ledger.accept(first, second);
      const { stops } = await dispatch(1, true, () => change({ category: "transactional" }));
      expect(stops).toEqual(new Map([[first.id, "opted_out"]]));
      expect(await ledger.state(second.id)).toMatchObject({ marked: true });
    });

    test("none leaves of those whose STOP came first, whoever stops while many are marked", async () => {
      const phones = Array.from(
        { length: 24 },
        (_, n) => `+849000001${String(n).padStart(2, "0")}`,
      );
      const messages = phones.map((recipient) =>
        ledger.message({ recipient, category: "promotional", lane: 2 }),
      );
      await Promise.all(messages.map((message) => ledger.accept(message)));
      const stopped = new Set<string>();
      const leftAfterwards: string[] = [];
      const recipientOf = new Map(messages.map(({ id, recipient }) => [id, recipient]));
      const work = async () => {
        let before: ReadonlySet<string> = new Set();
        const { ids, stops } = await dispatch(2, false, async () => {
          before = new Set(stopped);
        });
        for (const id of ids) {
          const recipient = recipientOf.get(id) ?? "";
          if (before.has(recipient) && !stops.has(id)) leftAfterwards.push(recipient);
        }
        return ids.length > 0;
      };
      const workAll = async () => {
        while (await work());
      };
      const stopAll = async () => {
        for (const from of phones) {
          await say("STOP", { from });
          stopped.add(from);
        }
      };
      await Promise.all([stopAll(), workAll(), workAll(), workAll()]);
      // What somebody else held at the moment that all gave up.
      await workAll();
      expect(leftAfterwards).toEqual([]);
      const [ends] = await database.orm.execute<{ stopped: number; left: number }>(sql`
        select (select count(*) from messages where error = 'opted_out')::int as stopped,
          (select sum(cardinality(message_ids)) from message_dispatches)::int as left`);
      expect((ends?.stopped ?? 0) + (ends?.left ?? 0)).toBe(phones.length);
    });
  });

  describe("a refusal because they had opted out", () => {
    const refuse = async () => {
      const message = ledger.message();
      await ledger.accept(message);
      return message;
    };

    test("of a call is known from then on, once", async () => {
      const provider = recordingProvider(
        () => ({ kind: "rejected", error: { code: "opted_out", provider: "one" } }),
        "one",
      );
      const dispatcher = ledger.dispatcher([provider]);
      const { id } = await refuse();
      dispatcher.start();
      await ledger.until(id, ({ status }) => status === "REJECTED" || status === "FAILED");
      await dispatcher.stop();
      expect(await history()).toEqual(["opted_out carrier-error"]);
      expect(await send()).toBe("opted_out");
      await say("START");
      expect(await send()).toBe("sent");
    });

    test("of a report too, however often it comes", async () => {
      const dispatcher = ledger.dispatcher([recordingProvider(undefined, "one")]);
      const { id } = await refuse();
      dispatcher.start();
      await ledger.until(id, ({ status }) => status === "SUBMITTED");
      await dispatcher.stop();
      const [row] = await database.orm.execute<{ name: string }>(
        sql`select external_id as name from message_submissions`,
      );
      const report: ReportFact = {
        status: "rejected",
        providerMessageId: row?.name ?? "",
        to: phone,
        error: { code: "opted_out", provider: "one" },
      };
      await ledger.report("one", report, report);
      await ledger.report("one", report);
      expect(await history()).toEqual(["opted_out carrier-error"]);
      expect(await send()).toBe("opted_out");
    });
  });
});
