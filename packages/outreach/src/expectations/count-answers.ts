import { type SQL, sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { type Outcome, tellOutcomes } from "./tell-outcomes.ts";

/** An answer that is sure. */
export interface Answer {
  readonly organizationId: string;
  readonly expectationId: string;
  readonly phone: string;
  readonly answer: string;
  readonly inboundId: string;
  readonly at: Date;
}

/**
 * Counts answers, of each person the first one, and writes the outcome when they make it: once,
 * however many are counted at the same time, because the counts are in the row that they change.
 */
export async function countAnswers(
  context: Pick<OutreachContext, "database" | "gateway">,
  answers: readonly Answer[],
): Promise<void> {
  if (answers.length === 0) return;
  await context.database.transaction(async (orm) => {
    const outcomes = await orm.execute<Outcome>(sql`
      with given as materialized (
        select * from json_to_recordset(${JSON.stringify(answers)}::json) as given(
          "organizationId" uuid, "expectationId" uuid, phone text, answer text, "inboundId" uuid,
          at timestamptz)
      ), answered as (
        update expectation_recipients r
        set answer = given.answer, answered_at = given.at, inbound_id = given."inboundId"
        from given
        where r.organization_id = given."organizationId"
          and r.expectation_id = given."expectationId"
          and r.phone = given.phone and r.answer is null
        returning r.organization_id as o, r.expectation_id as e, r.answer
      ), tally as (
        select a.o, a.e, count(*) filter (where a.answer = x.answers[1])::int as in_favour,
          count(*) filter (where a.answer <> x.answers[1])::int as against
        from answered a join expectations x on x.organization_id = a.o and x.id = a.e
        group by a.o, a.e
      ), ${decided(sql`tally`)}
      ${writeOutcomes}`);
    await tellOutcomes(context, orm, [...outcomes]);
  });
}

/**
 * CTE `decided`: adds the rows of a tally (`o, e, in_favour, against`) to their expectations, and
 * decides those that are open: approved by enough, or rejected where enough cannot be reached.
 */
export const decided = (tally: SQL): SQL => {
  const outcome = sql`case when x.status <> 'open' then x.status
    when x.in_favour + t.in_favour >= x.quorum then 'approved'
    when x.asked - x.against - t.against < x.quorum then 'rejected'
    else 'open' end`;
  return sql`decided as (
    update expectations x set in_favour = x.in_favour + t.in_favour,
      against = x.against + t.against, status = ${outcome},
      decided_at = case when x.status = 'open' and ${outcome} <> 'open' then now()
        else x.decided_at end
    from ${tally} t where x.organization_id = t.o and x.id = t.e
    returning x.organization_id as o, x.id as e, x.status
  )`;
};

/** Writes the outcomes of the CTE `decided`, and answers those that are new: each {@link Outcome}. */
export const writeOutcomes: SQL = sql`
  insert into expectation_events (organization_id, expectation_id, key, type, at)
  select o, e, 'outcome', 'expectation.' || status, now() from decided where status <> 'open'
  on conflict do nothing returning organization_id as o, expectation_id as e`;
