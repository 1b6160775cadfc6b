import { beforeEach, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { type Database, openDatabase } from "../database/index.ts";
import { newUuid } from "../ids.ts";
import { createLogger } from "../logger.ts";
import { createTestDatabase, describeOnDatabases, fakeClock } from "../testing/index.ts";
import type { AuditEntry } from "./append.ts";
import { createRareAudit } from "./rare.ts";

const clock = fakeClock("2026-03-01T08:00:00Z");
const logger = createLogger({ level: "silent" });
const organizationId = newUuid(clock);
const entry: AuditEntry = {
  organizationId,
  actor: "key:key_1",
  action: "access.denied",
  target: "GET /v1/audit",
};
const count = async ({ orm }: Database): Promise<number> => {
  const [row] = await orm.execute<{ n: number }>(sql`select count(*)::int as n from audit_log`);
  return row?.n ?? 0;
};

describeOnDatabases("what strangers can make happen", (open) => {
  let database: Database;
  beforeEach(async () => {
    database = await open();
  });
  const rareOf = () => createRareAudit({ database, clock, logger });

  test("is noted once a minute for an actor, an action and a target", async () => {
    const rare = rareOf();
    for (let n = 0; n < 50; n += 1) rare.note(entry);
    rare.note({ ...entry, actor: "key:key_2" });
    rare.note({ ...entry, target: "GET /v1/budgets" });
    rare.note({ ...entry, target: undefined });
    rare.note({ ...entry, organizationId: null });
    await rare.idle();
    expect(await count(database)).toBe(5);
  });

  test("by whichever process, and again when the minute is over", async () => {
    const noteBy = async (rare: ReturnType<typeof rareOf>) => {
      rare.note(entry);
      await rare.idle();
    };
    const first = rareOf();
    await noteBy(first);
    await noteBy(rareOf());
    expect(await count(database)).toBe(1);
    await database.orm.execute(sql`alter table audit_log disable trigger user`);
    await database.orm.execute(sql`update audit_log set at = at - interval '61 seconds'`);
    await database.orm.execute(sql`alter table audit_log enable trigger user`);
    clock.advance(61_000);
    await noteBy(first);
    expect(await count(database)).toBe(2);
  });

  test("what could not be written is tried again with the next one, and disturbs nobody", async () => {
    let isAway = true;
    const rare = createRareAudit({
      database: {
        ...database,
        transaction: (work) =>
          isAway ? Promise.reject(new Error("away")) : database.transaction(work),
      },
      clock,
      logger,
    });
    rare.note(entry);
    await rare.idle();
    isAway = false;
    rare.note(entry);
    await rare.idle();
    expect(await count(database)).toBe(1);
  });
});

test("of many processes at once, one notes it", async () => {
  const { url, drop } = await createTestDatabase();
  const databases = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ url, poolSize: 4 })));
  const rare = Array.from({ length: 16 }, (_, n) => {
    const database = databases[n % databases.length];
    if (database === undefined) throw new Error("no database");
    return createRareAudit({ database, clock, logger });
  });
  for (const each of rare) each.note(entry);
  await Promise.all(rare.map((each) => each.idle()));
  const [database] = databases;
  expect(database && (await count(database))).toBe(1);
  for (const each of databases) await each.close();
  await drop();
});
