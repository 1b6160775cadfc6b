import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { createKinds, inGroups } from "./kinds.ts";
import type { AttemptResult } from "./record.ts";
import { areParked, isAmong, marked, missing, type Written } from "./record-parts.ts";
import { takenProgress } from "./status.ts";
import { inParts, last, others, type Part, position } from "./together.ts";

/**
 * In what results must be equal to be written together by `recordTaken`: first attempts that were
 * taken, as one part, which nearly all are. Nothing of any other.
 */
export const takenFields = ({ attempt, progress, account, price }: AttemptResult) =>
  attempt === 1 && progress === takenProgress(1)
    ? [account, price?.amount, price?.currency]
    : undefined;

/**
 * Writes results of messages that were taken at their first attempt, by one account at one price.
 * What a message becomes is the same for all: they are looked up and changed at once, for two thirds of
 * what it costs one by one.
 */
export async function recordTaken(
  { orm }: Pick<Database, "orm">,
  results: readonly AttemptResult[],
): Promise<Written> {
  const [first] = results;
  if (first === undefined) return { missing: new Set(), reportsParked: false };
  const { account, price } = first;
  const { items: ordered, parts } = inParts(
    inGroups(results, toldFields),
    ({ messageId }) => messageId,
  );
  const dispatches = dispatchesOf(ordered);
  const [written] = await orm.execute<{ missing: string[] | null; parked: boolean }>(sql`
    with given as materialized (
      select ${sql.param(ordered.map(({ messageId }) => messageId))}::uuid[] as ids,
        ${sql.param(dispatches.ids)}::uuid[] as dispatches
    ), result as materialized (
      select dispatches[place] as d, m, name from given cross join unnest(
        ${sql.param(dispatches.places)}::int[], ids,
        ${sql.param(ordered.map(({ names }) => names[0] ?? null))}::text[]
      ) as member(place, m, name)
    ), ${marked(results)}, updated as (
      update messages m set attempts = 1, progress = '{1}', status = 'SUBMITTED',
        account = ${account}::text, price = ${price?.amount ?? null}::numeric,
        currency = ${price?.currency ?? null}::text, updated_at = now(), sent_in = ${position}
      where m.organization_id = any(array(select o from mine))
        and m.id = any(array(select m from mine)) and ${isAmong(results)}
    ), news as materialized (
      -- Nearly always all were marked.
      select o, x, case when (select count(*) from mine) = ${results.length} then ids[first:last]
        else array(select distinct id from unnest(ids[first:last]) id
          where id in (select m from mine) order by 1) end as ids
      from given cross join json_to_recordset(${JSON.stringify(parts.map(toRow))}::json)
        as said(o uuid, x jsonb, first int, last int)
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at, data, others)
      select o, ${last("ids")}, 'attempt:1', 'SUBMITTED', now(), x, ${others("ids")}
      from news where ids <> '{}'
    ), named as (
      insert into message_submissions
        (account, external_id, organization_id, message_id, attempt, part, submitted_at)
      select ${account}::text, name, o, m, 1, 1, now() from mine where name is not null
    )
    select ${missing(results)} as missing, ${areParked} as parked`);
  return { missing: new Set(written?.missing), reportsParked: written?.parked ?? false };
}

/** Of results of which the same is told. */
const toldFields = ({ organizationId, tookMs }: AttemptResult) => [organizationId, tookMs];

const toRow = ({ one, first, last }: Part<AttemptResult>) => ({
  o: one.organizationId,
  x: { account: one.account, tookMs: one.tookMs },
  first,
  last,
});

/** The marks, and the place of each result's own, from 1. */
function dispatchesOf(results: readonly AttemptResult[]) {
  const ids: string[] = [];
  const placeOf = createKinds(
    ({ dispatchId }: AttemptResult) => [dispatchId],
    ({ dispatchId }) => ids.push(dispatchId),
  );
  return { ids, places: results.map(placeOf) };
}
