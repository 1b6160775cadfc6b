import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { settleMoney } from "../money/settle.ts";

/** A place after all that was written so far. */
export async function currentPosition({ orm }: Pick<Database, "orm">): Promise<number> {
  const [row] = await orm.execute<{ position: number }>(
    sql`select pg_current_xact_id()::text::float8 as position`,
  );
  return row?.position ?? Number.NaN;
}

/**
 * Resolves when readers by position see all that was written before `position`, by default all so
 * far. A transaction that is open in any database of the server holds back what began after it.
 */
export async function settled(database: Pick<Database, "orm">, position?: number): Promise<void> {
  const before = position ?? (await currentPosition(database));
  const isSettled = sql`
    select where pg_snapshot_xmin(pg_current_snapshot())::text::bigint > ${before}::bigint`;
  while ((await database.orm.execute(isSettled)).length === 0) await new Promise(setImmediate);
}

/** Resolves when the money ledger says what became of all messages so far: nothing is to be booked. */
export async function settledMoney(database: Database): Promise<void> {
  await settled(database);
  await settleMoney(database, new AbortController().signal);
}
