import type { Database } from "@nx/core";
import { openTestPglite } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import type { Time } from "./clock.ts";

/** What may not be at any moment, of which the database itself takes note. */
const watching = [
  "create table broken (sentence text not null)",
  `create function note_broken() returns trigger language plpgsql
    as $$ begin insert into broken values (tg_argv[0]); return null; end $$`,
  `create trigger lease_taken after update on message_queue for each row
    when (old.lease_until >= now() and old.lease <> new.lease)
    execute function note_broken('7: the lease of a living worker was taken')`,
  `create trigger end_left after update on messages for each row
    when (old.status in ('DELIVERED', 'CANCELLED') and old.status <> new.status)
    execute function note_broken('7: a message left its last state')`,
];

/** What costs time and changes nothing: plans for the parameters of each call, flushes, statistics. */
const cheap = [
  "set plan_cache_mode = force_generic_plan",
  "set synchronous_commit = off",
  "set track_counts = off",
];

/** An embedded database in virtual time. */
export interface Simulated {
  readonly database: Database;
  readonly time: Time;
  /** Brings real time back. */
  close(): Promise<void>;
}

/**
 * Opens the database to play in. It lives in this process and takes the time from it, so until it is
 * closed the process has no other time than `time`.
 */
export async function openSimulated(): Promise<Simulated> {
  const real = { date: Date.now, performance: performance.now };
  const time: Time = { now: Date.UTC(2026, 0, 1) };
  Date.now = () => time.now;
  performance.now = () => time.now;
  const database = await openTestPglite();
  for (const statement of [...cheap, ...watching]) await database.orm.execute(sql.raw(statement));
  return {
    database,
    time,
    async close() {
      await database.close();
      Date.now = real.date;
      performance.now = real.performance;
    },
  };
}

/** Leaves nothing of an earlier run. What came before `start` was swept. */
export async function emptyLedger({ orm }: Database, start: Date): Promise<void> {
  await orm.execute(sql`
    truncate messages, message_events, message_queue, message_dispatches, message_submissions,
      parked_reports, idempotency_keys, opt_outs, consent_events, dead_letters, message_sweeps, account_states,
      broken`);
  await orm.execute(
    sql`insert into message_sweeps (name, swept_until) values ('expire', ${start})`,
  );
}

/** The same database with another way to execute a statement. */
export function withExecute(
  database: Database,
  execute: (...args: Parameters<Database["orm"]["execute"]>) => Promise<unknown>,
): Database {
  return { ...database, orm: Object.assign(Object.create(database.orm), { execute }) };
}
