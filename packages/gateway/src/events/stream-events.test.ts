import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { createLogger, type Database, openDatabase, toPublicId } from "@nx/core";
import { createTestDatabase, describeOnDatabases, type TestDatabase } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { systemTiming } from "../dispatch/timing.ts";
import { createGateway, type Gateway } from "../gateway.ts";
import { acceptMessages, type NewMessage } from "../ledger/accept.ts";
import { createTestLedger, settled, type TestLedger } from "../testing/index.ts";
import { formatCursor, parseCursor } from "./cursor.ts";
import type { EventPage } from "./schemas.ts";
import type { StreamOptions } from "./stream-events.ts";

/** A gateway that looks for news at once, and gives signs of life when told to. */
function gatewayOver(database: Database) {
  const beats: (() => void)[] = [];
  const polls: (() => void)[] = [];
  let held = false;
  const gateway = createGateway({
    database,
    routing: () => ({ accounts: [], rules: [] }),
    logger: createLogger({ level: "silent" }),
    dispatch: false,
    timing: {
      ...systemTiming,
      delay: (ms) =>
        new Promise<void>((resolve) => {
          if (ms > 1000) beats.push(resolve);
          else if (held) polls.push(resolve);
          else setImmediate(resolve);
        }),
    },
  });
  return {
    gateway,
    beat: () => {
      for (const resolve of beats.splice(0)) resolve();
    },
    /** From now on looks for news only when told to. */
    holdPolls: () => {
      held = true;
    },
    polls,
  };
}

/** A reader with what it has got so far. */
async function readerOf(
  gateway: Gateway,
  organizationId: string,
  options: Omit<StreamOptions, "signal"> = {},
) {
  const gone = new AbortController();
  const opened = await gateway.events(organizationId, { ...options, signal: gone.signal });
  if (!opened.ok) throw new Error(opened.error.code);
  const iterator = opened.value[Symbol.asyncIterator]();
  const got: EventPage["events"][number][] = [];
  let cursor = "";
  const next = async (): Promise<boolean> => {
    const page = await iterator.next();
    if (page.done) return false;
    got.push(...page.value.events);
    cursor = page.value.cursor;
    return true;
  };
  await next();
  return {
    got,
    next,
    cursor: () => cursor,
    ids: () => got.map(({ event }) => ("id" in event ? event.id : event.type)),
    until: async (count: number) => {
      while (got.length < count && (await next()));
    },
    leave: () => gone.abort(),
  };
}

const publicIdOf = ({ id }: NewMessage) => toPublicId("msg", id);

describeOnDatabases("the event stream", (open) => {
  let database: Database;
  let ledger: TestLedger;
  let over: ReturnType<typeof gatewayOver>;
  let gateway: Gateway;
  beforeEach(async () => {
    database = await open();
    ledger = createTestLedger(database);
    over = gatewayOver(database);
    gateway = over.gateway;
  });
  afterEach(() => {
    over.holdPolls();
    return gateway.stop();
  });

  const messages = (count: number) => Array.from({ length: count }, () => ledger.message());

  test("tells what happens from now on, without texts and numbers", async () => {
    await ledger.accept(ledger.message());
    await settled(database);
    const reader = await readerOf(gateway, ledger.organizationId);
    expect(reader.got).toEqual([]);
    const message = ledger.message();
    await ledger.accept(message);
    await reader.until(1);
    await gateway.receive(ledger.organizationId, "one", {
      reports: [],
      inbound: [{ from: "+84987654321", to: "8079", text: "DUNG", providerMessageId: "in-1" }],
      consents: [],
    });
    await reader.until(2);
    expect(reader.got.map(({ event }) => event)).toEqual([
      { type: "message.queued", id: publicIdOf(message), at: expect.any(String) },
      {
        type: "message.inbound",
        id: expect.stringMatching(/^msg_/),
        at: expect.any(String),
        account: "one",
        from: "***321",
      },
    ]);
    reader.leave();
  });

  test("of another organization nothing is told, neither live nor from a cursor", async () => {
    const theirs = ledger.newId();
    const mine = await readerOf(gateway, ledger.organizationId);
    const other = await readerOf(gateway, theirs);
    const [first, second] = [ledger.message(), ledger.message()];
    await ledger.accept(ledger.message({ organizationId: theirs }), first);
    await ledger.accept(ledger.message({ organizationId: theirs }), second);
    await mine.until(2);
    await other.until(2);
    expect(mine.ids()).toEqual([publicIdOf(first), publicIdOf(second)]);
    expect(other.ids()).toHaveLength(2);
    const [start] = other.got;
    const borrowed = await readerOf(gateway, ledger.organizationId, { after: start?.cursor ?? "" });
    await borrowed.until(1);
    expect(borrowed.ids()).toEqual([publicIdOf(second)]);
  });

  test("goes on after any event, in mid of a transaction too, and after a sign of life", async () => {
    const reader = await readerOf(gateway, ledger.organizationId);
    const start = reader.cursor();
    const sent = messages(7);
    await ledger.accept(...sent);
    await reader.until(7);
    reader.leave();
    expect(reader.ids()).toEqual(sent.map(publicIdOf));
    for (const [index, { cursor }] of [{ cursor: start }, ...reader.got].entries()) {
      const again = await readerOf(gateway, ledger.organizationId, { after: cursor });
      await again.until(7 - index);
      expect(again.ids()).toEqual(reader.ids().slice(index));
      again.leave();
    }
  });

  test("only the types that are asked for", async () => {
    const reader = await readerOf(gateway, ledger.organizationId, { types: ["message.cancelled"] });
    const message = ledger.message();
    await ledger.accept(message);
    await gateway.cancel(ledger.organizationId, publicIdOf(message));
    await reader.until(1);
    expect(reader.got).toMatchObject([
      { event: { type: "message.cancelled", id: publicIdOf(message) } },
    ]);
  });

  test("a sign of life moves the cursor over what was not asked for", async () => {
    const reader = await readerOf(gateway, ledger.organizationId, { types: ["message.inbound"] });
    await ledger.accept(ledger.message());
    const place = () => parseCursor(reader.cursor())?.place;
    const before = place();
    do {
      // The loop that looks for news needs a turn.
      await new Promise(setImmediate);
      over.beat();
      await reader.next();
    } while (Bun.deepEquals(place(), before));
    expect(reader.got).toEqual([]);
    const again = await readerOf(gateway, ledger.organizationId, { after: reader.cursor() });
    const message = ledger.message();
    await ledger.accept(message);
    await again.until(1);
    expect(again.ids()).toEqual([publicIdOf(message)]);
  });

  test("a slow reader gets everything, once, and delays nobody", async () => {
    const slow = await readerOf(gateway, ledger.organizationId);
    const quick = await readerOf(gateway, ledger.organizationId);
    const sent: NewMessage[] = [];
    // More than is kept for those who are a little behind.
    for (let batch = 1; batch <= 6; batch += 1) {
      const some = messages(300);
      sent.push(...some);
      await ledger.accept(...some);
      await quick.until(sent.length);
    }
    await slow.until(sent.length);
    expect(slow.ids()).toEqual(sent.map(publicIdOf));
    expect(quick.ids()).toEqual(slow.ids());
  });

  test("begins anew, and says so, where a cursor cannot be resumed", async () => {
    await ledger.accept(ledger.message());
    await settled(database);
    const reader = await readerOf(gateway, ledger.organizationId);
    const cursor = parseCursor(reader.cursor());
    if (cursor === undefined) throw new Error("no cursor");
    const day = 86_400_000;
    const at = (days: number) => new Date(cursor.at.getTime() - days * day);
    for (const [after, told] of [
      [{ ...cursor, at: at(6) }, []],
      [{ ...cursor, at: at(8) }, [{ type: "reset", reason: "expired" }]],
      [
        { ...cursor, place: { ...cursor.place, position: cursor.place.position + 1e6 } },
        [{ type: "reset", reason: "unknown" }],
      ],
    ] as const) {
      const again = await readerOf(gateway, ledger.organizationId, { after: formatCursor(after) });
      expect<unknown>(again.got.map(({ event }) => event)).toEqual(told);
      const message = ledger.message();
      await ledger.accept(message);
      await again.until(told.length + 1);
      expect(again.ids().at(-1)).toBe(publicIdOf(message));
      again.leave();
    }
  });

  test.each(["", "1", "Zm9v", "MSAyIDM", `${"A".repeat(300)}`])(
    "%p is no cursor",
    async (after) => {
      const { signal } = new AbortController();
      const opened = await gateway.events(ledger.organizationId, { after, signal });
      expect(opened).toEqual({ ok: false, error: { code: "invalid_cursor" } });
    },
  );

  test("one loop serves all readers, and ends with the last of them", async () => {
    over.holdPolls();
    const readers = await Promise.all(
      Array.from({ length: 5 }, () => readerOf(gateway, ledger.organizationId)),
    );
    while (over.polls.length === 0) await new Promise(setImmediate);
    expect(over.polls).toHaveLength(1);
    const waiting = readers.map(({ next }) => next());
    for (const { leave } of readers) leave();
    expect(await Promise.all(waiting)).toEqual(readers.map(() => false));
    for (const poll of over.polls.splice(0)) poll();
    // A statement would need as many turns as this one.
    await database.orm.execute(sql`select 1`);
    await database.orm.execute(sql`select 1`);
    expect(over.polls).toHaveLength(0);
    const late = await readerOf(gateway, ledger.organizationId);
    while (over.polls.length === 0) await new Promise(setImmediate);
    late.leave();
  });

  test("a stop ends those who wait, and those who come later", async () => {
    const reader = await readerOf(gateway, ledger.organizationId);
    const waiting = reader.next();
    gateway.endStreams();
    expect(await waiting).toBe(false);
    const late = await readerOf(gateway, ledger.organizationId);
    expect({ got: late.got, cursor: late.cursor() }).toEqual({ got: [], cursor: "" });
  });
});

describe("the event stream while transactions overlap", () => {
  /** What happens next: the number chooses among what is open, or has come. */
  const step = fc.record({
    kind: fc.constantFrom("begin", "begin", "commit", "rollback", "reconnect"),
    which: fc.nat(),
  });

  let place: TestDatabase;
  let database: Database;
  let gateway: Gateway;
  beforeAll(async () => {
    place = await createTestDatabase();
    database = await openDatabase({ url: place.url });
    ({ gateway } = gatewayOver(database));
  });
  afterAll(async () => {
    await gateway.stop();
    await database.close();
    await place.drop();
  });

  test("nothing is lost and nothing comes twice, however commits are ordered", async () => {
    const ledger = createTestLedger(database);

    const begin = async (messages: readonly NewMessage[]) => {
      const written = Promise.withResolvers<void>();
      const decided = Promise.withResolvers<"commit" | "rollback">();
      const ended = database
        .transaction(async (tx) => {
          await acceptMessages({ orm: tx }, messages, ledger.newId);
          written.resolve();
          if ((await decided.promise) === "rollback") throw new Error("rolled back");
        })
        .catch(() => {});
      await written.promise;
      return {
        messages,
        end: (how: "commit" | "rollback") => {
          decided.resolve(how);
          return ended;
        },
      };
    };

    const play = async (steps: readonly { kind: string; which: number }[]) => {
      const organizationId = ledger.newId();
      const open: Awaited<ReturnType<typeof begin>>[] = [];
      const committed: string[] = [];
      let got: EventPage["events"][number][] = [];
      let reader = await readerOf(gateway, organizationId);
      const start = reader.cursor();
      const collect = async () => {
        const { next, got: mine } = reader;
        while (await next()) got.push(...mine.splice(0));
      };
      let collecting = collect();

      for (const { kind, which } of steps) {
        const place = which % Math.max(open.length, 1);
        if (kind === "begin" && open.length < 5) {
          const count = 1 + (which % 3);
          const messages = Array.from({ length: count }, () => ledger.message({ organizationId }));
          open.push(await begin(messages));
        } else if (kind === "commit" || kind === "rollback") {
          const [chosen] = open.splice(place, 1);
          await chosen?.end(kind);
          if (kind === "commit") committed.push(...(chosen?.messages ?? []).map(publicIdOf));
        } else if (kind === "reconnect") {
          reader.leave();
          await collecting;
          // The last of what was written to a connection that breaks is not always read.
          got = got.slice(0, which % (got.length + 1));
          reader = await readerOf(gateway, organizationId, { after: got.at(-1)?.cursor ?? start });
          got.push(...reader.got.splice(0));
          collecting = collect();
        }
      }
      for (const { messages, end } of open.toReversed()) {
        await end("commit");
        committed.push(...messages.map(publicIdOf));
      }
      const deadline = performance.now() + 10_000;
      while (got.length < committed.length && performance.now() < deadline)
        await new Promise(setImmediate);
      reader.leave();
      await collecting;
      const ids = got.map(({ event }) => ("id" in event ? event.id : event.type));
      expect(ids.toSorted()).toEqual(committed.toSorted());
      const rows = await database.orm.execute<{ id: string }>(sql`
        select message_id as id from told_events where organization_id = ${organizationId}::uuid
        order by position, message_id`);
      expect(ids).toEqual([...rows].map(({ id }) => toPublicId("msg", id)));
    };

    // The case in short: what began first ends last.
    await play([
      { kind: "begin", which: 0 },
      { kind: "begin", which: 0 },
      { kind: "commit", which: 1 },
      { kind: "reconnect", which: 1 },
      { kind: "commit", which: 0 },
    ]);
    const steps = fc.array(step, { maxLength: 25 });
    await fc.assert(fc.asyncProperty(steps, play), { numRuns: 25, endOnFailure: true });
  }, 60_000);
});
