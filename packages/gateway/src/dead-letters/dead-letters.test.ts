import { beforeEach, expect, test } from "bun:test";
import { createLogger, type Database, toPublicId } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { recordingProvider } from "mq-sms/testing";
import { createGateway, type Gateway } from "../gateway.ts";
import type { NewMessage } from "../ledger/accept.ts";
import { createTestLedger, type TestLedger } from "../testing/index.ts";

const by = { actor: "operator" };

describeOnDatabases("dead letters", (open) => {
  let database: Database;
  let ledger: TestLedger;
  let gateway: Gateway;
  beforeEach(async () => {
    database = await open();
    ledger = createTestLedger(database);
    const provider = recordingProvider(undefined, "one");
    gateway = createGateway({
      database,
      routing: () => ({ accounts: [{ id: "one", provider, window: 1 }], rules: [] }),
      logger: createLogger({ level: "silent" }),
      dispatch: false,
    });
  });

  /** Messages that failed for a reason, the last one so many minutes ago; resolves to their ids. */
  const died = async (
    count: number,
    reason: string,
    { minutesAgo = 0, ...changes }: Partial<NewMessage> & { minutesAgo?: number } = {},
  ): Promise<string[]> => {
    const messages = Array.from({ length: count }, () => ledger.message(changes));
    await ledger.accept(...messages);
    const ids = sql.param(messages.map(({ id }) => id));
    await database.orm.execute(sql`
      with failed as (
        update messages set status = 'FAILED', error = ${reason}, account = 'one'
        where id = any(${ids}::uuid[]) returning organization_id, id)
      insert into dead_letters (organization_id, message_id, reason, died_at)
      select organization_id, id, ${reason},
        now() - ${minutesAgo} * interval '1 minute' - n * interval '1 second'
      from failed join unnest(${ids}::uuid[]) with ordinality as place(m, n) on m = id`);
    return messages.map(({ id }) => toPublicId("msg", id));
  };
  const list = (query: Parameters<Gateway["deadLetters"]>[1] = {}) =>
    gateway.deadLetters(ledger.organizationId, query);
  const redrive = (input: Parameters<Gateway["redriveDeadLetters"]>[1]) =>
    gateway.redriveDeadLetters(ledger.organizationId, input, by);
  const countOf = async (condition: string): Promise<number> => {
    const [row] = await database.orm.execute<{ n: number }>(
      sql.raw(`select count(*)::int as n from messages where ${condition}`),
    );
    return row?.n ?? 0;
  };

  test("are listed page by page, the last one first, and only one's own", async () => {
    await died(1, "unavailable", { organizationId: ledger.newId() });
    const ids = await died(5, "unavailable");
    const first = await list({ limit: 2 });
    expect(first).toMatchObject({
      data: [
        { id: ids[0], reason: "unavailable", to: "+84912345678", provider: "one" },
        { id: ids[1], category: "transactional" },
      ],
      hasMore: true,
      nextCursor: ids[1],
    });
    await died(1, "unavailable");
    const second = await list({ limit: 3, cursor: first.nextCursor ?? "" });
    expect(second.data.map(({ id }) => id)).toEqual(ids.slice(2));
    expect(second.hasMore).toBe(false);
    expect((await list({ cursor: "msg_none" })).data).toEqual([]);
  });

  test("by reason and by time", async () => {
    const [old] = await died(1, "unavailable", { minutesAgo: 120 });
    const [recent] = await died(1, "unavailable");
    const [other] = await died(1, "bad_sender");
    const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
    const idsOf = async (query: Parameters<typeof list>[0]) =>
      (await list(query)).data.map(({ id }) => id);
    expect(await idsOf({ reason: "bad_sender" })).toEqual([other ?? ""]);
    expect(await idsOf({ reason: "unavailable", from: anHourAgo })).toEqual([recent ?? ""]);
    expect(await idsOf({ to: anHourAgo })).toEqual([old ?? ""]);
  });

  test("each is sent again once, whoever asks and how often", async () => {
    const ids = await died(3, "unavailable", {
      options: { provider: "one", metadata: { invoice: "4711" } },
    });
    const [alone = ""] = ids;
    const [replies] = await Promise.all([
      Promise.all(Array.from({ length: 5 }, () => redrive({ ids }))),
      redrive({ reason: "unavailable" }),
      gateway.redrive(ledger.organizationId, alone),
    ]);
    expect(await countOf("options->>'redriveOf' is not null")).toBe(3);
    const [first] = replies;
    if (first === undefined) throw new Error("no reply");
    for (const reply of replies) expect(reply).toEqual(first);
    expect(first).toMatchObject({ redriven: ids.map((id) => ({ id })), refused: [], remaining: 0 });
    const { data } = await list();
    expect<unknown>(data.map(({ id, redrivenAs }) => ({ id, redrivenAs }))).toEqual(first.redriven);
    const again = await gateway.read(ledger.organizationId, data[0]?.redrivenAs ?? "");
    expect(again).toMatchObject({
      ok: true,
      value: { status: "QUEUED", redriveOf: alone, metadata: { invoice: "4711" } },
    });
    expect(await countOf("options->>'provider' = 'one' and status = 'QUEUED'")).toBe(3);

    // Keys are kept for 30 days, letters for a year.
    await database.orm.execute(sql`delete from idempotency_keys`);
    expect(await redrive({ ids })).toEqual(first);
    expect(await gateway.redrive(ledger.organizationId, alone)).toMatchObject({
      ok: true,
      value: { message: { id: data[0]?.redrivenAs }, replayed: true },
    });
    expect(await countOf("options->>'redriveOf' is not null")).toBe(3);
  });

  test("those of a reason in turns of a hundred, past those that cannot be sent again", async () => {
    // Their text is gone.
    const codes = await died(101, "unavailable", { category: "otp", body: undefined });
    const ids = await died(20, "unavailable", { minutesAgo: 60 });
    await died(1, "bad_sender");
    const first = await redrive({ reason: "unavailable" });
    expect(first).toMatchObject({ redriven: [], remaining: 21, nextCursor: codes[99] });
    expect(first.refused).toHaveLength(100);
    expect(first.refused[0]).toEqual({
      id: codes[0] ?? "",
      code: "not_retryable",
      message: "Only a message that ended without delivery is sent again.",
    });
    const second = await redrive({ reason: "unavailable", cursor: first.nextCursor ?? "" });
    expect(second.redriven.map(({ id }) => id)).toEqual(ids);
    expect(second).toMatchObject({ refused: [{ id: codes[100] }], remaining: 0 });
    expect(second.nextCursor).toBeUndefined();
    expect(await redrive({ reason: "unavailable", cursor: first.nextCursor ?? "" })).toMatchObject({
      redriven: [],
      remaining: 0,
    });
  });

  test("what is none, or somebody else's, is refused the same way", async () => {
    const [theirs = ""] = await died(1, "unavailable", { organizationId: ledger.newId() });
    const message = ledger.message();
    await ledger.accept(message);
    const ids = [theirs, toPublicId("msg", message.id), "msg_none", theirs];
    const { redriven, refused } = await redrive({ ids });
    expect(redriven).toEqual([]);
    expect(refused.map(({ id, code }) => ({ id, code }))).toEqual(
      ids.slice(0, 3).map((id) => ({ id, code: "message_not_found" })),
    );
  });

  test("whoever opted out since is not written to", async () => {
    const ids = await died(1, "unavailable", { category: "promotional" });
    await gateway.receive(ledger.organizationId, "one", {
      reports: [],
      inbound: [],
      consents: [{ phone: "+84912345678", optedOut: true }],
    });
    expect(await redrive({ ids })).toMatchObject({ refused: [{ code: "opted_out" }] });
    expect(await countOf("options->>'redriveOf' is not null")).toBe(0);
  });
});
