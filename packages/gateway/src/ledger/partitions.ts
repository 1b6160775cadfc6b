import { type Database, QueryError } from "@nx/core";
import { sql } from "drizzle-orm";

/**
 * Tables in months, what their months are bounded by, and options of each. Rows that are updated leave
 * room in their page: a message's for second versions of all, which are longer, and for some third ones
 * before the oldest are pruned.
 */
const partitioned = [
  ["messages", uuidAt, " with (fillfactor = 42)"],
  ["message_events", uuidAt, ""],
  ["message_submissions", (at: Date) => at.toISOString(), ""],
  ["counted_messages", uuidAt, " with (fillfactor = 70)"],
] as const;

/** How many months are prepared ahead, the present one included. */
const monthsAhead = 3;

/**
 * Makes the months that messages are about to fall into. Where the bounds are UUIDs, the first 48 bits
 * of an id are its time. Safe to call from several processes, and again.
 */
export async function preparePartitions(database: Database, now: Date): Promise<void> {
  for (let ahead = 0; ahead < monthsAhead; ahead += 1) {
    const from = monthStart(now, ahead);
    const until = monthStart(now, ahead + 1);
    const suffix = from.toISOString().slice(0, 7).replace("-", "_");
    for (const [table, boundAt, options] of partitioned) {
      const name = `${table}_${suffix}`;
      await ignoringTaken(() =>
        database.transaction(async (tx) => {
          await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${name}))`);
          const known = await tx.execute(sql`select 1 where to_regclass(${name}) is not null`);
          if (known.length > 0) return;
          await tx.execute(sql`set local lock_timeout = '2s'`);
          await tx.execute(
            sql.raw(
              `create table ${name} partition of ${table} for values from ('${boundAt(from)}') to ('${boundAt(until)}')${options}`,
            ),
          );
        }),
      );
    }
  }
}

/** SQLSTATE check_violation: the default partition holds messages of that month already. */
const taken = "23514";

/** A month whose first messages came before it was made stays where they are. */
async function ignoringTaken(create: () => Promise<void>): Promise<void> {
  try {
    await create();
  } catch (error) {
    if (!(error instanceof QueryError && error.code === taken)) throw error;
  }
}

/** A part of a partitioned table: a month, or what fell into none because it was not prepared. */
export interface Partition {
  readonly name: string;
  /** The month's first moment, and the next month's; absent where it is no month. */
  readonly month?: { readonly from: Date; readonly until: Date };
}

/** The parts of a table, the oldest month first. */
export async function partitionsOf(
  { orm }: Pick<Database, "orm">,
  table: (typeof partitioned)[number][0],
): Promise<Partition[]> {
  const rows = await orm.execute<{ name: string }>(sql`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = ${table}::regclass order by c.relname`);
  return [...rows].map(({ name }) => {
    const [, year, month] = /_(\d{4})_(\d{2})$/.exec(name) ?? [];
    if (year === undefined || month === undefined) return { name };
    const from = new Date(Date.UTC(Number(year), Number(month) - 1, 1));
    return { name, month: { from, until: monthStart(from, 1) } };
  });
}

/** Drops a month as a whole: no row is deleted one by one. */
export async function dropPartition(database: Database, { name }: Partition): Promise<void> {
  await database.transaction(async (tx) => {
    // It waits for whoever reads the table, and everybody else waits for it.
    await tx.execute(sql`set local lock_timeout = '2s'`);
    await tx.execute(sql`drop table if exists ${sql.identifier(name)}`);
  });
}

const monthStart = (at: Date, ahead: number): Date =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + ahead, 1));

/** The smallest UUIDv7 of a moment: ranges of ids are ranges of time. */
export function uuidAt(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
