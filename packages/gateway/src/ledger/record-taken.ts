import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { createKinds } from "./kinds.ts";
import type { AttemptResult } from "./record.ts";
import { areParked, isAmong, marked, missing, type Written } from "./record-parts.ts";
import { takenProgress } from "./status.ts";
import { last, others, position, sorted } from "./together.ts";

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
  const shapes = shapesOf(results);
  const [written] = await orm.execute<{ missing: string[] | null; parked: boolean }>(sql`
    with shape as materialized (
      select * from json_to_recordset(${JSON.stringify(shapes.rows)}::json) as shape(
        n int, o uuid, d uuid, g int, x jsonb)
    ), result as materialized (
      select d, g, m, name from unnest(
        ${sql.param(shapes.places)}::int[],
        ${sql.param(results.map(({ messageId }) => messageId))}::uuid[],
        ${sql.param(results.map(({ names }) => names[0] ?? null))}::text[]
      ) as member(n, m, name) join shape using (n)
    ), ${marked(results)}, updated as (
      update messages m set attempts = 1, progress = '{1}', status = 'SUBMITTED',
        account = ${account}::text, price = ${price?.amount ?? null}::numeric,
        currency = ${price?.currency ?? null}::text, updated_at = now(), sent_in = ${position}
      where m.organization_id = any(array(select o from mine))
        and m.id = any(array(select m from mine)) and ${isAmong(results)}
    ), news as materialized (
      select g, ${sorted("m")} as ids from mine group by g
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at, data, others)
      select o, ${last("ids")}, 'attempt:1', 'SUBMITTED', now(), x, ${others("ids")}
      from news join (select distinct on (g) g, o, x from shape) said using (g)
    ), named as (
      insert into message_submissions
        (account, external_id, organization_id, message_id, attempt, part, submitted_at)
      select ${account}::text, name, o, m, 1, 1, now() from mine where name is not null
    )
    select ${missing(results)} as missing, ${areParked} as parked`);
  return { missing: new Set(written?.missing), reportsParked: written?.parked ?? false };
}

/** What results have in common, said once. */
interface Shape {
  readonly n: number;
  readonly o: string;
  readonly d: string;
  /** Of all that are told together. */
  readonly g: number;
  readonly x: object;
}

/** The shapes, and the number of each result's own. */
function shapesOf(results: readonly AttemptResult[]): {
  readonly rows: readonly Shape[];
  readonly places: readonly number[];
} {
  const rows: Shape[] = [];
  let groups = 0;
  const groupOf = createKinds(
    ({ organizationId, tookMs }: AttemptResult) => [organizationId, tookMs],
    () => groups++,
  );
  const placeOf = createKinds(
    ({ dispatchId, tookMs }: AttemptResult) => [dispatchId, tookMs],
    (result) => {
      const { organizationId: o, dispatchId: d, account, tookMs } = result;
      return rows.push({ n: rows.length, o, d, g: groupOf(result), x: { account, tookMs } }) - 1;
    },
  );
  return { rows, places: results.map(placeOf) };
}
