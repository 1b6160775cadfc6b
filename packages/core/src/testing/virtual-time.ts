import { sql } from "drizzle-orm";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/index.ts";

/** A clock that stands still until it is set; the database's `now()` shows the same. */
export interface VirtualTime extends Clock {
  set(at: Date | string): Promise<void>;
}

/**
 * Gives a database of a test, to which nothing was asked yet, another time than the real one. Only
 * `now()` in statements shows it: what a lease or a wait is measured by is what those compare with.
 */
export async function virtualTime({ orm }: Database, start: Date | string): Promise<VirtualTime> {
  let time = new Date(start);
  await orm.execute(sql`create table virtual_time (at timestamptz not null)`);
  await orm.execute(sql`insert into virtual_time values (${time.toISOString()}::timestamptz)`);
  await orm.execute(sql`grant select on virtual_time to public`);
  await orm.execute(sql`create function public.now() returns timestamptz
    language sql stable return (select at from public.virtual_time)`);
  // Sessions to come find this function before the server's own, and so does this one.
  await orm.execute(sql`do $$ begin execute format(
    'alter database %I set search_path = public, pg_catalog', current_database()); end $$`);
  await orm.execute(sql`set search_path = public, pg_catalog`);
  return {
    now: () => time,
    async set(at) {
      time = new Date(at);
      await orm.execute(sql`update virtual_time set at = ${time.toISOString()}::timestamptz`);
    },
  };
}
