import { beforeEach, expect, test } from "bun:test";
import type { Database } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import { cancelMessages } from "./cancel.ts";
import { type Chunk, claimChunks } from "./claim.ts";
import { type Delay, deferMessages } from "./defer.ts";

describeOnDatabases("messages that must not leave now", (open) => {
  let database: Database;
  let ledger: TestLedger;
  beforeEach(async () => {
    database = await open();
    ledger = createTestLedger(database);
  });

  const lease = "00000000-0000-7000-8000-00000000000a";
  const inAnHour = new Date(Date.now() + 3_600_000);
  const accept = async (...changes: Parameters<TestLedger["message"]>[0][]): Promise<string[]> => {
    const messages = changes.map((each) => ledger.message({ category: "promotional", ...each }));
    await ledger.accept(...messages);
    return messages.map(({ id }) => id);
  };
  const claim = async (): Promise<Chunk> => {
    const {
      chunks: [chunk],
    } = await claimChunks(database, {
      ...{ lane: 1, count: 1, each: 1, after: undefined, skip: [] },
      lease: { id: lease, seconds: 30 },
    });
    if (chunk === undefined) throw new Error("Nothing is due");
    return chunk;
  };
  const defer = (chunk: Chunk, delays: readonly Delay[], by = lease) =>
    deferMessages(database, chunk, delays, by, ledger.newId);
  const queue = async () => {
    const rows = await database.orm.execute<{ members: string[]; due: Date; leased: boolean }>(sql`
      select message_ids as members, due_at as due, lease is not null as leased
      from message_queue order by due_at`);
    return [...rows];
  };

  test("go back into the queue for their hour, and the others stay with their worker", async () => {
    const [first = "", second = "", third = ""] = await accept({}, {}, {});
    const chunk = await claim();
    const taken = await defer(chunk, [
      { messageId: first, until: inAnHour },
      { messageId: third, until: inAnHour },
    ]);
    expect(taken).toEqual(new Set([first, third]));
    expect(await queue()).toMatchObject([
      { members: [second], leased: true },
      { members: [first, third], due: inAnHour, leased: false },
    ]);
    expect(await ledger.events(first)).toEqual(["QUEUED", "DEFERRED"]);
    expect(await ledger.state(first)).toMatchObject({ status: "QUEUED", attempts: 0 });
    expect(await ledger.events(second)).toEqual(["QUEUED"]);
  });

  test("a row of which nothing is left is gone, and the same wait is told once", async () => {
    const [id = ""] = await accept({});
    await defer(await claim(), [{ messageId: id, until: inAnHour }]);
    await ledger.makeDue();
    await defer(await claim(), [{ messageId: id, until: inAnHour }]);
    expect(await queue()).toMatchObject([{ members: [id], due: inAnHour, leased: false }]);
    expect(await ledger.events(id)).toEqual(["QUEUED", "DEFERRED"]);
  });

  test("come up when their time is over, if that is before their hour, and end", async () => {
    const sendBy = new Date(Date.now() + 1_800_000);
    const [id = ""] = await accept({ sendBy: sendBy.toISOString() });
    await defer(await claim(), [{ messageId: id, until: inAnHour }]);
    expect(await queue()).toMatchObject([{ members: [id], due: sendBy }]);
    await ledger.makeDue();
    await database.orm.execute(sql`update messages set valid_until = now()`);
    await defer(await claim(), [{ messageId: id, until: inAnHour }]);
    expect(await queue()).toEqual([]);
    expect(await ledger.state(id)).toMatchObject({ status: "EXPIRED", error: "quiet_hours" });
    expect((await ledger.events(id)).at(-1)).toBe("EXPIRED");
  });

  test("end where they may never leave", async () => {
    const [id = "", other = ""] = await accept({}, {});
    await defer(await claim(), [{ messageId: id, until: undefined }]);
    expect(await ledger.state(id)).toMatchObject({ status: "REJECTED", error: "quiet_hours" });
    expect(await queue()).toMatchObject([{ members: [other] }]);
  });

  test("are not waited for where a report has settled them", async () => {
    const [id = ""] = await accept({});
    const chunk = await claim();
    await database.orm.execute(sql`update messages set status = 'DELIVERED'`);
    expect(await defer(chunk, [{ messageId: id, until: inAnHour }])).toEqual(new Set());
    expect(await queue()).toEqual([]);
    expect(await ledger.state(id)).toMatchObject({ status: "DELIVERED", error: null });
  });

  test("are not touched by a worker whose lease is gone", async () => {
    const [id = ""] = await accept({});
    const chunk = await claim();
    const delays = [{ messageId: id, until: inAnHour }];
    expect(await defer(chunk, delays, ledger.newId())).toEqual(new Set());
    await database.orm.execute(sql`update message_queue set lease_until = now()`);
    expect(await defer(chunk, delays)).toEqual(new Set());
    expect(await ledger.events(id)).toEqual(["QUEUED"]);
    expect(await queue()).toHaveLength(1);
  });

  test("are cancelled or wait, whichever comes first, and never both", async () => {
    for (let round = 0; round < 20; round += 1) {
      const ids = await accept({}, {}, {}, {});
      const chunk = await claim();
      const delays = ids.map((messageId) => ({ messageId, until: inAnHour }));
      const [taken, ...cancelled] = await Promise.all([
        defer(chunk, delays),
        ...ids.map((id) => cancelMessages(database, ledger.organizationId, [id])),
      ]);
      const waiting = (await queue()).flatMap(({ members }) => members);
      for (const id of ids) {
        const { status } = await ledger.state(id);
        expect(waiting.filter((each) => each === id)).toHaveLength(status === "QUEUED" ? 1 : 0);
        expect(cancelled.flat().includes(id)).toBe(status === "CANCELLED");
      }
      expect(taken.size + cancelled.flat().length).toBeGreaterThanOrEqual(ids.length);
      await database.orm.execute(sql`delete from message_queue`);
    }
  });
});
