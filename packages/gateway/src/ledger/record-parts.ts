import { type SQL, sql } from "drizzle-orm";
import type { AttemptResult } from "./record.ts";

/** What writing results found. */
export interface Written {
  /** Messages whose mark is gone. */
  readonly missing: ReadonlySet<string>;
  /** Reports are waiting that may be about what was just recorded. */
  readonly reportsParked: boolean;
}

/** Of the rows `result` those whose mark stands, `mine`, taken out of it. */
export function marked(results: readonly AttemptResult[]): SQL {
  const organizations = [...new Set(results.map(({ organizationId }) => organizationId))];
  const dispatches = [...new Set(results.map(({ dispatchId }) => dispatchId))];
  return sql`held as materialized (
      select organization_id, id, account, message_ids from message_dispatches
      where organization_id = any(${sql.param(organizations)}::uuid[]) and id = any(${sql.param(dispatches)}::uuid[])
      for update
    ), mine as materialized (
      select h.o, h.acc, result.* from result
      join (select organization_id as o, id, account as acc, unnest(message_ids) as m from held) h
        on h.id = d and h.m = result.m
    ), done as materialized (
      select h.organization_id, h.id, h.message_ids,
        counted.members = cardinality(h.message_ids) as whole
      from held h join (select d, count(distinct m) as members from mine group by d) counted
        on counted.d = h.id
    ), emptied as (
      delete from message_dispatches d using done
      where done.whole and d.organization_id = done.organization_id and d.id = done.id
    ), shrunk as (
      update message_dispatches d set message_ids = array(
        select member from unnest(done.message_ids) member
        where member not in (select m from mine where mine.d = done.id))
      from done
      where not done.whole and d.organization_id = done.organization_id and d.id = done.id
    )`;
}

/** Those of the rows `result` that are not among `mine`; nothing where there are none. */
export const missing = (results: readonly AttemptResult[]): SQL =>
  sql`case when (select count(*) from mine) < ${results.length} then
        (select array_agg(m) from result where m not in (select m from mine)) end`;

/** Whether reports have come lately that named nothing known. */
export const areParked = sql`exists(select from parked_reports
        where received_at > now() - interval '1 minute')`;

/** In the range of ids that they have: then nothing is made ready for other months. */
export function isAmong(results: readonly AttemptResult[]): SQL {
  let [first = "", last = ""] = [results[0]?.messageId, results[0]?.messageId];
  for (const { messageId } of results) {
    if (messageId < first) first = messageId;
    if (messageId > last) last = messageId;
  }
  return sql`m.id between ${first}::uuid and ${last}::uuid`;
}
