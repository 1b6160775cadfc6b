import type { Database, Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import { reportWindowHours } from "./fold-reports.ts";
import { only } from "./only.ts";
import { partitionsOf } from "./partitions.ts";
import { summarizeRanges } from "./summarize-ranges.ts";
import { inSweep } from "./sweep.ts";

/** Time that one pass covers, so that a pass stays short after a long break. */
const passMinutes = 60;

/** How far back the very first pass begins. */
const firstHours = reportWindowHours + 48;

/**
 * Ends messages of which no report has come within the window: nobody knows what became of them.
 * Goes over the submissions once, in order of time, up to the window's end.
 */
export async function expireUnreported(database: Database): Promise<void> {
  const tables = await partitionsOf(database, "message_submissions");
  // Or each pass reads all that was submitted lately.
  await summarizeRanges(
    database,
    tables.map(({ name }) => name),
  );
  const first = sql`now() - ${firstHours} * interval '1 hour'`;
  while (!(await inSweep(database, "expire", first, expireSpan)));
}

/** Resolves to whether it has caught up. */
async function expireSpan(tx: Orm): Promise<boolean> {
  const rows = await tx.execute<{ done: boolean }>(sql`
    with span as materialized (
      select swept_until as since, least(now() - ${reportWindowHours} * interval '1 hour',
        swept_until + ${passMinutes} * interval '1 minute') as until
      from message_sweeps where name = 'expire'
    ), due as materialized (
      select distinct s.organization_id as o, s.message_id as m
      from span join message_submissions s
        on s.submitted_at > span.since and s.submitted_at <= span.until
    ), expired as (
      update messages m set status = 'EXPIRED', updated_at = now(),
        error = case when m.outcome = 'unknown' then 'ambiguous' else 'no_receipt' end
      from due where m.organization_id = ${only("due.o")} and m.id = ${only("due.m")}
        and m.status in ('SUBMITTED', 'SENT')
        and m.updated_at <= now() - ${reportWindowHours} * interval '1 hour'
      returning m.organization_id, m.id, m.error
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at, data)
      -- A late result opens a message again: each time that it ends is told.
      select organization_id, id, 'expired:' || pg_current_xact_id(), 'EXPIRED', now(),
        jsonb_build_object('error', error)
      from expired
    ), swept as (
      update message_sweeps set swept_until = span.until, runs = runs + 1
      from span where name = 'expire'
    )
    select span.until > now() - ${reportWindowHours} * interval '1 hour' - interval '1 second' as done
    from span`);
  return rows[0]?.done ?? true;
}
