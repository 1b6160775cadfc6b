import { beforeEach, describe, expect, test } from "bun:test";
import { type Database, newUuid, systemClock } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import type { ReportFact, SendErrorCode } from "mq-sms";
import { bornChunks } from "../dispatch/born-chunks.ts";
import { readEvents } from "../messages/read.ts";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import { acceptMessages, type Lane, lanes, type NewMessage } from "./accept.ts";
import { cancelMessages } from "./cancel.ts";
import { type Chunk, claimChunks, keepLeases, type Look, releaseChunks } from "./claim.ts";
import { dueLanes } from "./due-lanes.ts";
import { expireUnreported } from "./expire.ts";
import { type MarkLease, type MarkRequest, markDispatches, type Stop } from "./mark.ts";
import { matchParkedReports } from "./parked-reports.ts";
import { dropPartition, partitionsOf, preparePartitions } from "./partitions.ts";
import { reapDispatches } from "./reap.ts";
import { type AttemptResult, recordLateResults, recordResults } from "./record.ts";

describeOnDatabases("the ledger", (open) => {
  let database: Database;
  let ledger: TestLedger;
  const lease = { id: newUuid(systemClock), seconds: 30 };
  beforeEach(async () => {
    database = await open();
    ledger = createTestLedger(database);
  });

  const look = (changes: Partial<Parameters<typeof claimChunks>[1]> = {}) =>
    claimChunks(database, {
      lane: lanes.transactional,
      count: 10,
      each: 2,
      lease,
      after: undefined,
      skip: [],
      ...changes,
    });
  const claim = async (...changes: Parameters<typeof look>) => (await look(...changes)).chunks;
  const markOf = (chunk: Chunk, changes: Partial<MarkRequest> = {}): MarkRequest => ({
    organizationId: chunk.organizationId,
    queueId: chunk.id,
    dispatchId: ledger.newId(),
    account: "one",
    lane: chunk.lane,
    messageIds: chunk.messages.map(({ id }) => id),
    ...changes,
  });
  const markDispatch = async (
    request: MarkRequest,
    changes: Partial<MarkLease> = {},
  ): Promise<ReadonlyMap<string, Stop | "go">> => {
    const held = { lease: lease.id, callSeconds: 15, leaseSeconds: 30, ...changes };
    const [stops] = await markDispatches(database, [request], held);
    return new Map(request.messageIds.map((id) => [id, stops?.get(id) ?? "go"]));
  };
  const resultOf = (
    request: MarkRequest,
    messageId: string,
    changes: Partial<AttemptResult> = {},
  ): AttemptResult => ({
    organizationId: request.organizationId,
    messageId,
    dispatchId: request.dispatchId,
    account: request.account,
    attempt: 1,
    progress: "1",
    otherwise: "SUBMITTED",
    event: "SUBMITTED",
    names: [`p-${messageId}`],
    tookMs: 1,
    ...changes,
  });
  const claimOne = async (): Promise<Chunk> => {
    const [chunk] = await claim();
    if (chunk === undefined) throw new Error("nothing to claim");
    return chunk;
  };
  /** Accepted, marked under account `one`, and recorded as taken. */
  const submitted = async (
    changes: Partial<AttemptResult> = {},
    of: Partial<NewMessage> = {},
  ): Promise<string> => {
    const message = ledger.message(of);
    await ledger.accept(message);
    const request = markOf(await claimOne());
    await markDispatch(request);
    await recordResults(database, [resultOf(request, message.id, changes)], ledger.newId);
    return message.id;
  };
  const timeline = async (id: string) => {
    const events = await readEvents({ database }, ledger.organizationId, id);
    return events.map(({ type }) => type);
  };
  const count = async (table: string): Promise<number> => {
    const [row] = await database.orm.execute<{ n: number }>(
      sql.raw(`select count(*)::int as n from ${table}`),
    );
    return row?.n ?? 0;
  };

  /** Events of several are kept under the highest id. */
  const expectOrder = async (): Promise<void> => {
    const rows = await database.orm.execute<{ id: string; others: string[] }>(
      sql`select message_id as id, others from message_events where others is not null`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { id, others } of rows) expect([...others, id]).toEqual([...others, id].toSorted());
  };

  describe("accept", () => {
    test("of 100 at once with one key, one is stored, and its key with it", async () => {
      const idempotency = { route: "messages", key: "k", fingerprint: ledger.newId() };
      const accepted = await Promise.all(
        Array.from({ length: 100 }, () => ledger.accept(ledger.message({ idempotency }))),
      );
      expect(accepted.flat().filter(({ kind }) => kind === "stored")).toHaveLength(1);
      expect(await count("messages")).toBe(1);
      expect(await count("message_queue")).toBe(1);
      expect(await count("message_events")).toBe(1);
    });

    test.each([5, 300])("of %d with one key in one statement, the first is stored", async (n) => {
      const idempotency = { route: "messages", key: "k", fingerprint: ledger.newId() };
      const kinds = await ledger.accept(
        ...Array.from({ length: n }, () => ledger.message({ idempotency })),
      );
      expect(kinds.map(({ kind }) => kind)).toEqual(["stored", ...Array(n - 1).fill("duplicate")]);
      expect(await count("messages")).toBe(1);
    });

    test("in whatever order messages come, each keeps its own text, and their rows are in order", async () => {
      const other = ledger.newId();
      const fingerprint = ledger.newId();
      const messages = Array.from({ length: 40 }, (_, n) =>
        ledger.message({
          organizationId: n % 3 === 0 ? other : ledger.organizationId,
          body: `text ${n}`,
          category: n % 2 === 0 ? "transactional" : "promotional",
          idempotency: { route: "messages", key: `k${n}`, fingerprint },
        }),
      );
      const taken = messages.filter((_, n) => n % 5 === 0);
      const first = taken.map((message) => ({ ...message, id: ledger.newId() }));
      await ledger.accept(...first.toReversed());
      const accepted = await ledger.accept(...messages.toReversed());
      expect(accepted.toReversed().map(({ kind }) => kind)).toEqual(
        messages.map((message) => (taken.includes(message) ? "duplicate" : "stored")),
      );
      const stored = messages.filter((message) => !taken.includes(message));
      const rows = await database.orm.execute<{
        id: string;
        o: string;
        body: string;
        cat: string;
      }>(sql`
        select id, organization_id as o, body, category as cat from messages
        where id = any(${sql.param(stored.map(({ id }) => id))}::uuid[]) order by id`);
      expect([...rows]).toEqual(
        stored.map(({ id, organizationId: o, body = "", category: cat }) => ({ id, o, body, cat })),
      );
      const queued = await database.orm.execute<{ o: string; ids: string[] }>(sql`
        select organization_id as o, message_ids as ids from message_queue order by id`);
      const idsOf = (list: readonly NewMessage[], o: string) =>
        list.filter(({ organizationId }) => organizationId === o).map(({ id }) => id);
      for (const o of [other, ledger.organizationId])
        expect([...queued].filter((row) => row.o === o).map(({ ids }) => ids)).toEqual([
          idsOf(first, o),
          idsOf(stored, o),
        ]);
      await expectOrder();
      for (const { organizationId, id } of stored)
        expect(await readEvents({ database }, organizationId, id)).toHaveLength(1);
    });

    test("a key belongs to its organization alone", async () => {
      const idempotency = { route: "messages", key: "k", fingerprint: ledger.newId() };
      const [mine, theirs] = await ledger.accept(
        ledger.message({ idempotency }),
        ledger.message({ idempotency, organizationId: ledger.newId() }),
      );
      expect([mine?.kind, theirs?.kind]).toEqual(["stored", "stored"]);
    });

    test("nothing of a statement that fails is stored", async () => {
      const good = ledger.message();
      const bad = ledger.message({ recipient: "+84\0" });
      await expect(ledger.accept(good, bad)).rejects.toThrow();
      expect(await count("messages")).toBe(0);
      expect(await count("message_queue")).toBe(0);
    });
  });

  describe("claim", () => {
    test("gives a chunk to one worker, and to the next when its lease is over", async () => {
      await ledger.accept(ledger.message());
      const others = await Promise.all(
        Array.from({ length: 8 }, () => claim({ lease: { id: ledger.newId(), seconds: 30 } })),
      );
      expect(others.flat()).toHaveLength(1);
      await database.orm.execute(
        sql`update message_queue set lease_until = now() - interval '1 second'`,
      );
      const again = await claimOne();
      expect(again.reclaims).toBe(1);
      const [message] = again.messages;
      expect(await ledger.events(message?.id ?? "")).toEqual(["QUEUED", "LEASE_RECLAIMED"]);
    });

    test("says after whom to go on, until each organization had its turn", async () => {
      const organizations = Array.from({ length: 3 }, () => ledger.newId()).toSorted();
      for (const organizationId of organizations)
        for (let row = 0; row < 2; row += 1)
          await ledger.accept(ledger.message({ organizationId }));
      const [first = "", second = "", third = ""] = organizations;
      const ownersOf = ({ chunks }: Look) => chunks.map(({ organizationId }) => organizationId);

      const two = await look({ count: 2, each: 1 });
      expect([ownersOf(two).toSorted(), two.next]).toEqual([[first, second], second]);
      const rest = await look({ count: 2, each: 1, after: two.next });
      expect([ownersOf(rest), rest.next]).toEqual([[third], undefined]);
      const again = await look({ count: 3, each: 1 });
      expect([ownersOf(again).toSorted(), again.next]).toEqual([organizations, third]);
      expect(await look({ after: again.next })).toEqual({ chunks: [], next: undefined });
    });

    test("serves each organization in turn, whatever one has waiting", async () => {
      const big = ledger.newId();
      const backlog = Array.from({ length: 2500 }, () => ledger.message({ organizationId: big }));
      await ledger.accept(...backlog);
      const others = Array.from({ length: 3 }, () => ledger.newId());
      await ledger.accept(...others.map((organizationId) => ledger.message({ organizationId })));
      const first = await claim({ count: 4 });
      expect(new Set(first.map(({ organizationId }) => organizationId))).toEqual(
        new Set([big, ...others]),
      );
      const next = await claim({ count: 4, skip: [big] });
      expect(next).toEqual([]);
    });

    test("leaves what is not due, and what is in another lane", async () => {
      const later = new Date(Date.now() + 3_600_000).toISOString();
      await ledger.accept(
        ledger.message({ notBefore: later }),
        ledger.message({ lane: lanes.bulk }),
      );
      expect(await claim()).toEqual([]);
      expect(await claim({ lane: lanes.bulk })).toHaveLength(1);
    });

    test("has something to take only in lanes where something is due", async () => {
      const inLanes = (...due: Lane[]) => expect(dueLanes(database, all)).resolves.toEqual(due);
      const all = Object.values(lanes);
      await inLanes();
      const notBefore = new Date(Date.now() + 3_600_000).toISOString();
      await ledger.accept(
        ...Array.from({ length: 300 }, () => ledger.message({ notBefore })),
        ledger.message({ lane: lanes.bulk }),
      );
      await inLanes(lanes.bulk);
      await ledger.accept(ledger.message());
      await inLanes(lanes.transactional, lanes.bulk);
      expect(await dueLanes(database, [lanes.otp, lanes.transactional])).toEqual([
        lanes.transactional,
      ]);
      await claimOne();
      await inLanes(lanes.bulk);
      await database.orm.execute(sql`update message_queue set stopped = true where lane = 2`);
      await inLanes();
      await database.orm.execute(
        sql`update message_queue set lease_until = now() - interval '1 second'`,
      );
      await inLanes(lanes.transactional);
    });

    test("what is given back is claimed again at once, without a trace", async () => {
      await ledger.accept(ledger.message());
      await claimOne();
      await releaseChunks(database, lease.id);
      expect((await claimOne()).reclaims).toBe(0);
    });
  });

  describe("a lease", () => {
    const endLeases = () =>
      database.orm.execute(sql`update message_queue set lease_until = now() - interval '1 second'`);

    test("from birth keeps everybody else away until it ends", async () => {
      const [soon, later] = [
        ledger.message(),
        ledger.message({ notBefore: new Date(Date.now() + 60_000).toISOString() }),
      ];
      const accepted = await acceptMessages(database, [soon, later], ledger.newId, () => lease);
      expect(
        accepted.map((each) => each.kind === "stored" && each.leasedRow !== undefined),
      ).toEqual([true, false]);
      expect(await claim()).toEqual([]);
      const [chunk] = bornChunks([soon, later], accepted);
      expect(chunk?.messages.map(({ id }) => id)).toEqual([soon.id]);

      await endLeases();
      const [claimed] = await claim();
      expect(claimed).toMatchObject({ id: chunk?.id, reclaims: 1 });
      expect(claimed?.messages[0]).toMatchObject({
        ...chunk?.messages[0],
        validUntil: expect.any(Number),
        secondsLeft: expect.any(Number),
      });
      await releaseChunks(database, lease.id);
    });

    test("is kept only for what its worker knows that it holds", async () => {
      await ledger.accept(ledger.message());
      const known = await claimOne();
      await ledger.accept(ledger.message());
      const lost = await claimOne();
      await endLeases();
      await keepLeases(database, lease, [known]);
      expect((await claim()).map(({ id }) => id)).toEqual([lost.id]);
      await releaseChunks(database, lease.id);
    });
  });

  describe("mark", () => {
    const markFirst = async (changes: Partial<MarkRequest> = {}, held: Partial<MarkLease> = {}) => {
      const chunk = await claimOne();
      return [...(await markDispatch(markOf(chunk, changes), held)).values()];
    };

    test("lets a message go once", async () => {
      await ledger.accept(ledger.message());
      const chunk = await claimOne();
      const verdicts = await Promise.all(
        Array.from({ length: 6 }, () => markDispatch(markOf(chunk))),
      );
      const all = verdicts.flatMap((each) => [...each.values()]);
      expect(all.toSorted()).toEqual([...Array(1).fill("go"), ...Array(5).fill("gone")].toSorted());
    });

    test("needs a lease that is held, and that lasts for the call", async () => {
      await ledger.accept(ledger.message());
      expect(await markFirst({}, { lease: ledger.newId() })).toEqual(["gone"]);
      await releaseChunks(database, lease.id);
      expect(await markFirst({}, { callSeconds: 31 })).toEqual(["gone"]);
      expect(await count("message_dispatches")).toBe(0);
    });

    test("never lets go what the ledger does not know", async () => {
      await ledger.accept(ledger.message());
      const stranger = ledger.newId();
      expect(await markFirst({ messageIds: [stranger] })).toEqual(["gone"]);
    });

    test("ends what came too late, and a promotional one whose recipient opted out", async () => {
      const late = ledger.message({ sendBy: new Date(Date.now() - 1000).toISOString() });
      const unwanted = ledger.message({ category: "promotional", recipient: "+84900000001" });
      const wanted = ledger.message({ recipient: "+84900000001" });
      await database.orm.execute(sql`
        insert into opt_outs values (${ledger.organizationId}, '+84900000001', now(), 'test')`);
      await ledger.accept(late, unwanted, wanted);
      expect((await markFirst()).toSorted()).toEqual(["expired", "go", "opted_out"]);
      expect(await ledger.state(late.id)).toMatchObject({ status: "EXPIRED", queued: false });
      expect(await ledger.state(unwanted.id)).toMatchObject({
        status: "REJECTED",
        error: "opted_out",
      });
      expect(await ledger.state(wanted.id)).toMatchObject({ marked: true, queued: false });
    });

    test("those that are sure need only be in the queue still, and not too late", async () => {
      const [going, cancelled] = [ledger.message(), ledger.message()];
      await ledger.accept(going, cancelled);
      const chunk = await claimOne();
      await cancelMessages(database, ledger.organizationId, [cancelled.id]);
      const sureUntil = Date.now() / 1000 + 60;
      const messageIds = [going.id, cancelled.id, ledger.newId()];
      for (const isWhole of [true, false]) {
        const verdicts = await markDispatch(markOf(chunk, { messageIds, isWhole, sureUntil }));
        expect(messageIds.map((id) => verdicts.get(id))).toEqual([
          isWhole ? "go" : "gone",
          "gone",
          "gone",
        ]);
      }

      const late = ledger.message({ sendBy: new Date(Date.now() - 1000).toISOString() });
      await ledger.accept(late);
      const [message] = (await claimOne()).messages;
      await releaseChunks(database, lease.id);
      expect(await markFirst({ sureUntil: message?.validUntil ?? 0 })).toEqual(["expired"]);
    });

    test.each([
      ["by count", "by count"],
      ["by count", "by name"],
      ["by name", "by count"],
      ["by name", "by name"],
    ])("asked for the same messages %s and %s at once, marks each once", async (first, second) => {
      const messages = Array.from({ length: 4 }, () => ledger.message());
      await ledger.accept(...messages);
      const ids = messages.map(({ id }) => id);
      const chunk = await claimOne();
      const sure = { isWhole: true, sureUntil: Date.now() / 1000 + 60 };
      const requestOf = (how: string, named: readonly string[]) =>
        markOf(chunk, how === "by count" ? sure : { messageIds: named });
      const requests = [requestOf(first, ids.slice(0, 3)), requestOf(second, ids.slice(1))];
      const held = { lease: lease.id, callSeconds: 15, leaseSeconds: 30 };
      const [one, two] = await markDispatches(database, requests, held);
      const going = requests.flatMap(({ messageIds }, n) =>
        messageIds.filter((id) => !(n === 0 ? one : two)?.has(id)),
      );
      expect(going.toSorted()).toEqual(ids.toSorted());
      const rows = await database.orm.execute<{ id: string }>(sql`
        select unnest(message_ids) as id from message_dispatches`);
      expect([...rows].map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
      expect((await database.orm.execute(sql`select from message_queue`)).length).toBe(0);
    });

    test("leaves the rest of the chunk in the queue", async () => {
      const messages = Array.from({ length: 5 }, () => ledger.message());
      await ledger.accept(...messages);
      const ids = messages.map(({ id }) => id);
      await markFirst({ messageIds: ids.slice(0, 2) });
      const states = await Promise.all(ids.map((id) => ledger.state(id)));
      expect(states.map(({ marked }) => marked)).toEqual([true, true, false, false, false]);
      expect(states.map(({ queued }) => queued)).toEqual([false, false, true, true, true]);
    });
  });

  describe("cancel", () => {
    test("ends what has not left, and nothing else", async () => {
      const [waiting, leaving] = [ledger.message(), ledger.message()];
      await ledger.accept(waiting, leaving);
      await markDispatch(markOf(await claimOne(), { messageIds: [leaving.id] }));
      const ids = [waiting.id, leaving.id];
      expect(await cancelMessages(database, ledger.newId(), ids)).toEqual([]);
      expect(await cancelMessages(database, ledger.organizationId, ids)).toEqual([waiting.id]);
      expect(await ledger.state(waiting.id)).toMatchObject({ status: "CANCELLED", queued: false });
      expect(await ledger.state(leaving.id)).toMatchObject({ status: "QUEUED", marked: true });
    });

    test("of a message that is being cancelled and marked at once, one of both happens", async () => {
      for (let round = 0; round < 10; round += 1) {
        const message = ledger.message();
        await ledger.accept(message);
        const chunk = await claimOne();
        const [verdicts, cancelled] = await Promise.all([
          markDispatch(markOf(chunk)),
          cancelMessages(database, ledger.organizationId, [message.id]),
        ]);
        const went = verdicts.get(message.id) === "go";
        expect(went).toBe(cancelled.length === 0);
        const state = await ledger.state(message.id);
        expect(state).toMatchObject({ marked: went, status: went ? "QUEUED" : "CANCELLED" });
      }
    });
  });

  describe("record", () => {
    test("parts of one mark may be recorded at once", async () => {
      for (let round = 0; round < 6; round += 1) {
        await ledger.accept(...Array.from({ length: 256 }, () => ledger.message()));
        const request = markOf(await claimOne());
        await markDispatch(request);
        const results = request.messageIds.map((id) => resultOf(request, id));
        const written = await Promise.all(
          [
            [0, 15],
            [15, 115],
            [115, 256],
          ].map(([from, to]) => recordResults(database, results.slice(from, to), ledger.newId)),
        );
        expect(written.flatMap(({ late }) => late)).toEqual([]);
        expect(await count("message_dispatches")).toBe(0);
      }
    });

    test("counts once, and only under a mark that stands", async () => {
      const message = ledger.message();
      await ledger.accept(message);
      const request = markOf(await claimOne());
      await markDispatch(request);
      const result = resultOf(request, message.id);
      const written = await Promise.all(
        Array.from({ length: 4 }, () => recordResults(database, [result], ledger.newId)),
      );
      expect(written.filter(({ late }) => late.length === 0)).toHaveLength(1);
      expect(await ledger.events(message.id)).toEqual(["QUEUED", "SUBMITTED"]);
      expect(await count("message_dispatches")).toBe(0);
    });

    test("sends back what is to be tried again, under the same attempt numbers", async () => {
      const id = await submitted({
        progress: "x",
        otherwise: "QUEUED",
        event: "ATTEMPT_REFUSED",
        error: "unavailable",
        names: [],
        again: { lane: lanes.transactional, afterSeconds: 30 },
      });
      expect(await ledger.state(id)).toMatchObject({ status: "QUEUED", attempts: 1, queued: true });
      expect(await claim()).toEqual([]);
      await ledger.makeDue();
      const chunk = await claimOne();
      expect(chunk.messages).toMatchObject([{ id, attempts: 1, refusals: ["one:unavailable"] }]);
      await markDispatch(markOf(chunk));
      expect((await ledger.events(id)).at(-1)).toBe("DEFINITE_RETRY");
    });

    test("what failed for good is in the dead letters", async () => {
      await submitted({ progress: "x", otherwise: "FAILED", event: "FAILED", error: "bad_sender" });
      const rows = await database.orm.execute(sql`select reason from dead_letters`);
      expect([...rows]).toEqual([{ reason: "bad_sender" }]);
    });
  });

  describe("many at once", () => {
    const size = 24;
    /** Marked, 24 of them; every fourth of another organization. */
    const marked = async () => {
      const other = ledger.newId();
      const messages = Array.from({ length: size }, (_, n) =>
        ledger.message({
          recipient: `+8491234560${n % 3}`,
          ...(n % 4 === 0 && { organizationId: other }),
        }),
      );
      await ledger.accept(...messages);
      const requests = (await claim()).map((chunk) => markOf(chunk));
      const held = { lease: lease.id, callSeconds: 15, leaseSeconds: 30 };
      await markDispatches(database, requests, held);
      return messages.map((message) => {
        const request = requests.find(({ messageIds }) => messageIds.includes(message.id));
        if (request === undefined) throw new Error("It was not claimed");
        return { message, request };
      });
    };
    /** All that is known of each of them, without ids. */
    const knownOf = async (messages: readonly NewMessage[]) =>
      Promise.all(
        messages.map(async ({ organizationId, id }) => {
          const [row] = await database.orm.execute<{ status: string }>(sql`
            select status, outcome, attempts, progress, account, refusals, error, price, currency,
              (select array_agg(part || replace(external_id, ${id}, '') order by part)
                from message_submissions where message_id = id) as names
            from messages where id = ${id}::uuid`);
          const events = await readEvents({ database }, organizationId, id);
          return {
            ...row,
            status: row?.status,
            events: events.map(({ at: _, ...event }) => event),
          };
        }),
      );

    test("each result is written as it would be with few", async () => {
      const results = async () =>
        (await marked()).map(({ message, request }, n) => {
          if (n % 8 === 7) {
            const refused = {
              progress: "x",
              event: "FAILED",
              error: "bad_sender",
              names: [],
            } as const;
            return resultOf(request, message.id, { ...refused, otherwise: "FAILED" });
          }
          const price = { amount: n % 2 === 0 ? "120" : "240.5", currency: "VND" };
          const parts = n % 8 === 3 ? 2 : 1;
          const names = Array.from({ length: parts }, (_, part) => `${part}-${message.id}`);
          const progress = "1".repeat(parts);
          return resultOf(request, message.id, { price, progress, names, tookMs: n % 3 });
        });
      const together = await results();
      const apart = await results();
      const { late } = await recordResults(database, together, ledger.newId);
      expect(late).toEqual([]);
      for (let n = 0; n < size; n += 2)
        await recordResults(database, apart.slice(n, n + 2), ledger.newId);
      expect(await count("message_dispatches")).toBe(0);
      const known = (results: readonly AttemptResult[]) =>
        knownOf(
          results.map(({ organizationId, messageId: id }) => ({
            ...ledger.message(),
            organizationId,
            id,
          })),
        );
      const of = await known(together);
      expect(of).toEqual(await known(apart));
      expect(of[1]).toMatchObject({ status: "SUBMITTED", price: "240.5", names: ["10-"] });
      expect(of.map(({ status }) => status)).toEqual(
        Array.from({ length: size }, (_, n) => (n % 8 === 7 ? "FAILED" : "SUBMITTED")),
      );
    });

    test("results in whatever order tell of their own messages, and of none whose mark is gone", async () => {
      const sent = await marked();
      const results = sent.map(({ message, request }, n) =>
        resultOf(request, message.id, { tookMs: n % 2 }),
      );
      const before = results.slice(0, 5);
      await recordResults(database, before.toReversed(), ledger.newId);
      const { late } = await recordResults(database, results.toReversed(), ledger.newId);
      expect(late.toReversed()).toEqual(before);
      expect(await count("message_dispatches")).toBe(0);
      const told = await database.orm.execute<{ id: string; took: number }>(sql`
        select message_id as id, (data->>'tookMs')::int as took from told_events
        where type = 'SUBMITTED' and message_id = any(${sql.param(sent.map(({ message }) => message.id))}::uuid[])
        order by message_id`);
      expect([...told]).toEqual(sent.map(({ message: { id } }, n) => ({ id, took: n % 2 })));
      await expectOrder();
    });

    test("each report is applied as it would be with few", async () => {
      const failed = { code: "blocked_recipient", provider: "one", providerCode: "E1" } as const;
      const facts = async () => {
        const sent = await marked();
        const results = sent.map(({ message, request }) =>
          resultOf(request, message.id, { names: [`p-${message.id}`] }),
        );
        await recordResults(database, results, ledger.newId);
        const facts = sent.map(
          ({ message: { id, recipient } }, n): ReportFact => ({
            ...{
              status: n % 6 === 5 ? ("failed" as const) : ("delivered" as const),
              providerMessageId: `p-${id}`,
            },
            ...(n % 6 === 5 && { error: failed }),
            ...(n % 2 === 0 && { attempt: `${id.replaceAll("-", "")}-1` }),
            ...(n % 3 !== 2 && { to: n === 12 ? "+84900000000" : recipient }),
            ...(n % 5 === 1 && { at: "2026-11-26T10:00:00.000Z" }),
            ...(n === 7 && { price: { amount: "99", currency: "VND" } }),
          }),
        );
        return { messages: sent.map(({ message }) => message), facts };
      };
      const together = await facts();
      const apart = await facts();
      const [again] = together.facts;
      if (again === undefined) throw new Error("There is none");
      await ledger.report("one", ...together.facts, again, { ...again, status: "sent" });
      const nothingNew: ReportFact = { status: "submitted", providerMessageId: "of nobody" };
      for (const fact of apart.facts) await ledger.report("one", fact, nothingNew);
      const [first] = apart.facts;
      if (first) await ledger.report("one", { ...first, status: "sent" }, nothingNew);
      const known = await knownOf(together.messages);
      expect(known).toEqual(await knownOf(apart.messages));
      expect(known.map(({ status }) => status)).toEqual(
        Array.from({ length: size }, (_, n) =>
          n === 12 ? "SUBMITTED" : n % 6 === 5 ? "FAILED" : "DELIVERED",
        ),
      );
    });

    test("a report that names what no text may hold keeps no other from being applied", async () => {
      const id = await submitted();
      const names = ["a\0b", "\ud800", "__proto__", '"\\', "{,}"];
      await ledger.report(
        "one",
        ...names.map(
          (providerMessageId): ReportFact => ({ status: "delivered", providerMessageId }),
        ),
        { status: "delivered", providerMessageId: `p-${id}` },
      );
      expect(await ledger.state(id)).toMatchObject({ status: "DELIVERED" });
      expect(await count("parked_reports")).toBe(names.length);
    });
  });

  describe("a worker that went silent after the mark", () => {
    const silence = async () => {
      const message = ledger.message();
      await ledger.accept(message);
      const request = markOf(await claimOne());
      await markDispatch(request);
      expect(await reapDispatches(database, { newId: ledger.newId, random: () => 0 })).toBe(0);
      await database.orm.execute(
        sql`update message_dispatches set lease_until = now() - interval '1 second'`,
      );
      const reaped = await Promise.all(
        [1, 2, 3].map(() => reapDispatches(database, { newId: ledger.newId, random: () => 0 })),
      );
      expect(reaped.toSorted()).toEqual([0, 0, 1]);
      return { id: message.id, request };
    };

    test("leaves an unknown outcome, and no second attempt", async () => {
      const { id } = await silence();
      expect(await ledger.state(id)).toMatchObject({
        status: "SUBMITTED",
        outcome: "unknown",
        queued: false,
        marked: false,
        attempts: 1,
      });
    });

    test("and whose answer comes late after all, is known", async () => {
      const { id, request } = await silence();
      const result = resultOf(request, id);
      const { late } = await recordResults(database, [result], ledger.newId);
      expect(late).toEqual([result]);
      await recordLateResults(database, late, ledger.newId);
      expect(await ledger.state(id)).toMatchObject({ status: "SUBMITTED", outcome: null });
      await ledger.report("one", { status: "delivered", providerMessageId: `p-${id}` });
      expect(await ledger.state(id)).toMatchObject({ status: "DELIVERED" });
      expect(await ledger.events(id)).toContain("ATTEMPT_LATE_RESULT");
    });

    test("is settled by a report that names the attempt", async () => {
      const { id } = await silence();
      const attempt = `${id.replaceAll("-", "")}-1`;
      await ledger.report("one", { status: "delivered", attempt, providerMessageId: "new" });
      expect(await ledger.state(id)).toMatchObject({ status: "DELIVERED", outcome: null });
    });
  });

  describe("reports", () => {
    const delivered = (id: string): ReportFact => ({
      status: "delivered",
      providerMessageId: `p-${id}`,
    });

    test("ten at once of the same fact make one event", async () => {
      const id = await submitted();
      await Promise.all(Array.from({ length: 10 }, () => ledger.report("one", delivered(id))));
      expect(await ledger.events(id)).toEqual(["QUEUED", "SUBMITTED", "DELIVERED"]);
    });

    test("an account touches its own messages alone, and only for the phone they went to", async () => {
      const id = await submitted();
      await ledger.report("two", delivered(id));
      expect(await ledger.state(id)).toMatchObject({ status: "SUBMITTED" });
      await ledger.report("one", { ...delivered(id), to: "+84900000000" });
      expect(await ledger.state(id)).toMatchObject({ status: "SUBMITTED" });
      await ledger.report("one", { ...delivered(id), to: "+84912345678" });
      expect(await ledger.state(id)).toMatchObject({ status: "DELIVERED" });
    });

    test("one that comes before its message was recorded waits for it", async () => {
      const message = ledger.message();
      await ledger.accept(message);
      const request = markOf(await claimOne());
      await markDispatch(request);
      await ledger.report("one", delivered(message.id));
      expect(await count("parked_reports")).toBe(1);
      const written = await recordResults(database, [resultOf(request, message.id)], ledger.newId);
      expect(written.reportsParked).toBe(true);
      expect(await matchParkedReports(database)).toBe(1);
      expect(await ledger.state(message.id)).toMatchObject({ status: "DELIVERED" });
      expect(await count("parked_reports")).toBe(0);
    });

    test("one that waits is found among any number that name nothing of ours", async () => {
      const strangers = (run: string) =>
        Array.from({ length: 1100 }, (_, n) => delivered(`${run}-${n}`));
      await ledger.report("one", ...strangers("older"));
      const messages = [ledger.message(), ledger.message()];
      await ledger.accept(...messages);
      const request = markOf(await claimOne());
      await markDispatch(request);
      const results = messages.map(({ id }) => resultOf(request, id));
      const [first, second] = results;
      await ledger.report("one", ...messages.map(({ id }) => delivered(id)));
      await recordResults(database, results, ledger.newId);
      expect(await matchParkedReports(database, first?.names)).toBe(1);
      await ledger.report("one", ...strangers("newer"));
      expect(await matchParkedReports(database)).toBe(0);
      expect(await matchParkedReports(database, second?.names)).toBe(1);
      for (const { id } of messages)
        expect(await ledger.state(id)).toMatchObject({ status: "DELIVERED" });
    });

    test("all that wait for results are found, however many they are", async () => {
      const messages = Array.from({ length: 1100 }, () => ledger.message());
      await ledger.accept(...messages);
      const requests = (await claim({ each: 8 })).map((chunk) => markOf(chunk));
      for (const request of requests) await markDispatch(request);
      await ledger.report("one", ...messages.map(({ id }) => delivered(id)));
      expect(await count("parked_reports")).toBe(1100);
      const results = requests.flatMap((request) =>
        request.messageIds.map((id) => resultOf(request, id)),
      );
      await recordResults(database, results, ledger.newId);
      expect(await matchParkedReports(database)).toBe(1100);
      expect(await count("parked_reports")).toBe(0);
    });

    describe("of a failure that may pass", () => {
      const failed = (id: string, code: SendErrorCode = "handset_unreachable"): ReportFact => ({
        status: "failed",
        providerMessageId: id,
        error: { code, provider: "one" },
      });
      /** Claims what is due, and has it taken under the name given. */
      const takeAgain = async (name: string): Promise<Stop | "go" | undefined> => {
        await ledger.makeDue();
        const request = markOf(await claimOne());
        const [[id, verdict] = []] = await markDispatch(request);
        if (id !== undefined && verdict === "go")
          await recordResults(
            database,
            [resultOf(request, id, { attempt: 2, names: [name] })],
            ledger.newId,
          );
        return verdict;
      };

      test("send it once more, and say so first", async () => {
        const id = await submitted();
        await ledger.report("one", failed(`p-${id}`), failed(`p-${id}`));
        expect(await ledger.state(id)).toMatchObject({ status: "QUEUED", queued: true });
        await ledger.report("one", { status: "sent", providerMessageId: `p-${id}` });
        expect(await claim()).toEqual([]);
        expect(await takeAgain("second")).toBe("go");
        await ledger.report("one", failed("second"));
        expect(await ledger.state(id)).toMatchObject({ status: "FAILED", queued: false });
        expect(await ledger.events(id)).toEqual([
          "QUEUED",
          "SUBMITTED",
          "ATTEMPT_FAILED",
          "REPORT",
          "DEFINITE_RETRY",
          "SUBMITTED",
          "FAILED",
        ]);
      });

      test("a delivery that is reported meanwhile calls it off", async () => {
        const id = await submitted();
        await ledger.report("one", failed(`p-${id}`));
        await ledger.report("one", delivered(id));
        expect(await takeAgain("second")).toBe("settled");
        expect(await ledger.state(id)).toMatchObject({ status: "DELIVERED", queued: false });
      });

      test("not if nothing would change, nor a code, nor what is of no use soon", async () => {
        const final = await submitted();
        await ledger.report("one", failed(`p-${final}`, "invalid_recipient"));
        const late = await submitted({}, { validitySeconds: 20 });
        const code = await submitted({}, { category: "otp" });
        for (const id of [late, code]) await ledger.report("one", failed(`p-${id}`));
        for (const id of [final, late, code])
          expect(await ledger.state(id)).toMatchObject({ status: "FAILED", queued: false });
      });
    });

    test("of a long text, all parts must be delivered, and one that fails decides", async () => {
      const part = (id: string, n: number, status: ReportFact["status"]): ReportFact => ({
        status,
        providerMessageId: `${id}-${n}`,
      });
      const parts = (id: string) => ({
        progress: "111",
        names: [1, 2, 3].map((n) => `${id}-${n}`),
      });
      const [good, bad] = [await submitted(parts("a")), await submitted(parts("b"))];
      await ledger.report("one", part("a", 1, "delivered"), part("a", 3, "delivered"));
      expect(await ledger.state(good)).toMatchObject({ status: "SENT", progress: ["616"] });
      await ledger.report("one", part("a", 2, "delivered"));
      expect(await ledger.state(good)).toMatchObject({ status: "DELIVERED" });
      await ledger.report("one", part("b", 1, "delivered"), part("b", 2, "failed"));
      expect(await ledger.state(bad)).toMatchObject({ status: "FAILED" });
    });

    test("after 72 hours they are kept and change nothing", async () => {
      const id = await submitted();
      await database.orm.execute(
        sql`update message_submissions set submitted_at = now() - interval '73 hours'`,
      );
      await ledger.report("one", delivered(id));
      expect(await ledger.state(id)).toMatchObject({ status: "SUBMITTED" });
      expect(await ledger.events(id)).toEqual(["QUEUED", "SUBMITTED", "REPORT"]);
    });

    test("none within 72 hours ends the message; a later one still counts, once", async () => {
      const id = await submitted();
      const age = sql`now() - interval '72 hours 5 minutes'`;
      await database.orm.execute(sql`update messages set updated_at = ${age}`);
      await database.orm.execute(sql`update message_submissions set submitted_at = ${age}`);
      await expireUnreported(database);
      expect(await ledger.state(id)).toMatchObject({ status: "EXPIRED", error: "no_receipt" });
      await database.orm.execute(
        sql`update message_submissions set submitted_at = now() - interval '71 hours'`,
      );
      await ledger.report("one", { ...delivered(id), status: "sent" });
      expect(await ledger.state(id)).toMatchObject({ status: "EXPIRED" });
      await ledger.report("one", delivered(id));
      expect(await ledger.state(id)).toMatchObject({ status: "DELIVERED" });
    });

    test("every order and repetition of a set of reports gives the same state", async () => {
      const facts = fc.array(
        fc.record({
          attempt: fc.integer({ min: 1, max: 3 }),
          part: fc.integer({ min: 1, max: 3 }),
          rank: fc.integer({ min: 0, max: 6 }),
        }),
        { minLength: 1, maxLength: 8 },
      );
      const orders = facts.chain((set) =>
        fc.tuple(
          fc.constant(set),
          fc.shuffledSubarray([...set, ...set], { minLength: set.length * 2 }),
        ),
      );
      const cases = fc.sample(orders, { numRuns: 10_000, seed: 4 });
      const columns = (list: (typeof cases)[number][0]) => ({
        a: list.map(({ attempt }) => attempt),
        p: list.map(({ part }) => part),
        r: list.map(({ rank }) => rank),
      });
      const rows = cases.map(([set, shuffled]) => {
        const other = columns(shuffled);
        return { ...columns(set), oa: other.a, op: other.p, or: other.r };
      });
      const differing = await database.orm.execute<{ n: number; none: number }>(sql`
        select count(*) filter (where one <> other
            or message_status(one) <> message_status(other))::int as n,
          count(*) filter (where message_status(one) is null)::int as none
        from (
          select message_progress('{"111","0","x"}', a, p, r) as one,
            message_progress('{"111","0","x"}', oa, op, "or") as other
          from json_to_recordset(${JSON.stringify(rows)}::json) as given(a smallint[], p smallint[],
            r smallint[], oa smallint[], op smallint[], "or" smallint[])) folded`);
      expect([...differing]).toEqual([{ n: 0, none: 0 }]);
    });

    test("messages of which one statement tells the same have timelines of their own", async () => {
      const messages = [1, 2, 3].map(() => ledger.message());
      await ledger.accept(...messages);
      const request = markOf(await claimOne());
      await markDispatch(request);
      const ids = messages.map(({ id }) => id);
      const [first = "", second = "", third = ""] = ids;
      const results = ids.map((id) => resultOf(request, id));
      await recordResults(database, results, ledger.newId);
      await ledger.report("one", ...ids.map(delivered));
      expect(await count("message_events")).toBe(3);
      const whole = ["QUEUED", "SUBMITTED", "DELIVERED"];
      for (const id of ids) expect(await timeline(id)).toEqual(whole);
      // Said again of each, it is told of none; of one, something else is.
      await ledger.report("one", ...ids.map(delivered));
      await ledger.report("one", { ...delivered(second), status: "sent" });
      expect(await timeline(first)).toEqual(whole);
      expect(await timeline(second)).toEqual([...whole, "REPORT"]);
      expect(await timeline(third)).toEqual(whole);
      expect(await count("told_events")).toBe(10);
    });

    test("on another server all that was told is before its transactions, and timelines are whole", async () => {
      const messages = [1, 2, 3].map(() => ledger.message());
      await ledger.accept(...messages);
      const columns = await database.orm.execute<{ table: string }>(sql`
        select table_name as table from information_schema.columns
        where column_default like '%pg_current_xact_id%' and table_schema = 'public'
          and table_name not like 'message_events_%'`);
      await database.orm.execute(sql`select restart_positions()`);
      for (const { id } of messages) expect(await timeline(id)).toEqual(["QUEUED"]);
      expect(columns.length).toBeGreaterThan(5);
      for (const { table } of columns)
        expect([table, await count(`${table} where position > 1`)]).toEqual([table, 0]);
      expect(await count("told_events")).toBe(3);
    });

    test("whatever the order and the grouping of statements, events and state are the same", async () => {
      const statuses: ReportFact["status"][] = ["submitted", "sent", "delivered", "failed"];
      const orders = fc.sample(fc.shuffledSubarray([...statuses, ...statuses], { minLength: 8 }), {
        numRuns: 12,
        seed: 9,
      });
      for (const [index, order] of orders.entries()) {
        const id = await submitted();
        const facts = order.map((status): ReportFact => ({ status, providerMessageId: `p-${id}` }));
        if (index % 2 === 0) await ledger.report("one", ...facts);
        else for (const fact of facts) await ledger.report("one", fact);
        expect(await ledger.state(id)).toMatchObject({ status: "DELIVERED", progress: ["6"] });
        const events = await ledger.events(id);
        expect(events).toHaveLength(2 + new Set(statuses).size);
        expect(events.filter((type) => type === "DELIVERED")).toHaveLength(1);
      }
    });
  });

  test("months are made ahead and dropped whole, and messages fall into theirs", async () => {
    const now = new Date();
    await Promise.all([preparePartitions(database, now), preparePartitions(database, now)]);
    const id = await submitted();
    const month = now.toISOString().slice(0, 7).replace("-", "_");
    expect(await count(`messages_${month}`)).toBe(1);
    expect(await count("messages_default")).toBe(0);
    expect(await ledger.events(id)).toHaveLength(2);
    const parts = await partitionsOf(database, "messages");
    const present = parts.filter((part) => part.month && part.month.from <= now);
    expect(present).toMatchObject([{ name: `messages_${month}` }]);
    for (const part of present) await dropPartition(database, part);
    expect(await count("messages")).toBe(0);
  });
});
