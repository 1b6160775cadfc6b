import { type Database, timeOfUuid } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { ReportFact } from "mq-sms";
import { optedOut, refusedBy } from "../consent/refused-by.ts";
import { storablePrice } from "../storable.ts";
import { isSubmittedLately, reportWindowHours } from "./fold-reports.ts";
import { createKinds } from "./kinds.ts";
import { uuidAt } from "./partitions.ts";
import { type Chance, mayPass, nameOf, otherOf, phoneOf, toldOf, tookMs } from "./report-facts.ts";
import { reportRanks } from "./status.ts";
import { last, others, position, sorted } from "./together.ts";

/** What a set of first reports did. */
export interface FirstApplied {
  /** Milliseconds from submission to delivery of each message that was delivered by them. */
  readonly deliveries: readonly number[];
  /** Facts that it has not applied. */
  readonly left: readonly ReportFact[];
}

/**
 * In what reports must be equal to be applied together by `applyFirst`; nothing of those that cannot
 * be, because they say nothing new or the message may have to be sent once more.
 */
export const firstFields = (fact: ReportFact) =>
  reportRanks[fact.status] > reportRanks.submitted && !mayPass(fact)
    ? [
        fact.status,
        fact.error?.code,
        fact.price?.amount,
        fact.price?.currency,
        fact.to === undefined ? 0 : 1,
      ]
    : undefined;

/**
 * Applies what nearly every report is: the first of the only part of a first attempt. What a message
 * becomes by it is the same for all that say the same, so the messages are looked up and changed all at
 * once, for two thirds of what it costs one by one.
 */
export async function applyFirst(
  { orm }: Pick<Database, "orm">,
  account: string,
  group: readonly ReportFact[],
  { newId }: Pick<Chance, "newId">,
): Promise<FirstApplied> {
  const { facts, again, names, places } = namesOf(group);
  const [fact] = facts;
  if (fact === undefined) return { deliveries: [], left: again };
  const shapes = shapesOf(account, facts);
  const phones = fact.to === undefined ? undefined : phonesOf(facts, places);
  const reached = [String(reportRanks[fact.status])];
  const [round] = await orm.execute<{ delivered: number[] | null; left: number[] | null }>(sql`
    with shape as materialized (
      select * from json_to_recordset(${JSON.stringify(shapes.rows)}::json) as shape(s int, x jsonb)
    ), asked as materialized (
      select ${sql.param(names)}::text[] as names
    ), found as materialized (
      select distinct on (n) * from (
        select (${valuesByName(places)}->>external_id)::int as n, organization_id as o,
          message_id as m, attempt as a, part, submitted_at${
            phones &&
            sql`,
          ${valuesByName(phones)}->>external_id as "to"`
          }
        from message_submissions
        where account = ${account} and external_id = any((select names from asked)::text[])
          and ${isSubmittedLately}) named
      order by n, submitted_at desc
    ), first as materialized (
      select * from found where a = 1 and part = 1
        and submitted_at > now() - ${reportWindowHours} * interval '1 hour'
    ), changed as (
      update messages m set progress = ${sql.param(reached)}::text[],
        status = (select message_status(${sql.param(reached)}::text[])),
        error = ${failureOf(fact) ?? null}::text, updated_at = now(), reported_in = ${position}
        ${priceOf(fact)}
      where m.organization_id = any(array(select o from first))
        and m.id = any(array(select m from first)) and ${isRecent(newId)}
        and m.progress = '{1}' and m.status = 'SUBMITTED'${phones && isToThem}
      returning m.organization_id as o, m.id as m, m.recipient
    ), applied as materialized (
      -- Nearly always all were changed.
      select n, (${sql.param(shapes.places)}::int[])[n + 1] as s, o, m, submitted_at from first
      where case when (select count(*) from changed) = (select count(*) from first) then true
        else m in (select m from changed) end
    ), news as materialized (
      select o, s, ${sorted("m")} as ids from applied group by o, s
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at, data, others)
      select o, ${last("ids")}, ${`r1.1.${reached}`}, message_status(${sql.param(reached)}::text[]),
        now(), x, ${others("ids")}
      from news join shape using (s)
    )${fact.error?.code === optedOut ? refusedBy(sql`select o, recipient as phone from changed`) : sql``}
    select ${fact.status === "delivered" ? sql`(select to_json(array_agg(${tookMs})) from applied)` : null}
        as delivered,
      case when (select count(*) from applied) < ${facts.length} then array(
        select n from generate_series(0, ${facts.length - 1}) n
        where n not in (select n from applied)) end as left`);
  if (round === undefined) throw new Error("The statement answered nothing");
  const left = (round.left ?? []).flatMap((n) => facts[n] ?? []);
  return { deliveries: round.delivered ?? [], left: [...left, ...again] };
}

const dayMs = 86_400_000;
/** Longer than a message may wait and then be reported on. */
const recentDays = 120;

/** Nothing is made ready for months of other messages. */
const isRecent = (newId: () => string): SQL => {
  const now = timeOfUuid(newId());
  return sql`m.id >= ${uuidAt(new Date(now - recentDays * dayMs))}::uuid
          and m.id < ${uuidAt(new Date(now + dayMs))}::uuid`;
};

/** Values to be looked up by the name of each: a join of so few would compare each with each. */
const valuesByName = (values: readonly unknown[]): SQL =>
  sql`(select jsonb_object(names, ${sql.param(values)}::text[]) from asked)`;

/** Said in this way it is looked up; otherwise, as there may be few, it is joined row by row. */
const isToThem = sql`
        and ((m.id, m.recipient) in (select m, "to" from first)) is true`;

/** Why it did not arrive, where it did not. */
const failureOf = ({ status, error }: ReportFact): string | undefined =>
  status === "failed" || status === "rejected" || status === "expired" ? error?.code : undefined;

function priceOf(fact: ReportFact): SQL {
  const price = storablePrice(fact.price);
  return price ? sql`, price = ${price.amount}::numeric, currency = ${price.currency}` : sql``;
}

/** Facts by what they name. */
interface Names {
  readonly facts: readonly ReportFact[];
  /** Those that name what one before them names. */
  readonly again: readonly ReportFact[];
  readonly names: readonly string[];
  /** For each name, which of the facts. */
  readonly places: readonly number[];
}

function namesOf(group: readonly ReportFact[]): Names {
  const facts: ReportFact[] = [];
  const again: ReportFact[] = [];
  const places = new Map<string, number>();
  for (const fact of group) {
    const [name, other] = [nameOf(fact), otherOf(fact)];
    if (isIn(places, name) || isIn(places, other)) again.push(fact);
    else {
      if (name !== undefined) places.set(name, facts.length);
      if (other !== undefined) places.set(other, facts.length);
      facts.push(fact);
    }
  }
  return { facts, again, names: [...places.keys()], places: [...places.values()] };
}

const isIn = (places: ReadonlyMap<string, number>, name: string | undefined): boolean =>
  name !== undefined && places.has(name);

/** For each name, the phone that the report on it names. */
const phonesOf = (facts: readonly ReportFact[], places: readonly number[]) =>
  places.map((n) => facts[n] && phoneOf(facts[n]));

/** What events tell, said once, and the number of each fact's own. */
function shapesOf(account: string, facts: readonly ReportFact[]) {
  const rows: { readonly s: number; readonly x: object }[] = [];
  const placeOf = createKinds(
    ({ at, error }: ReportFact) => [at, error?.providerCode],
    (fact) => rows.push({ s: rows.length, x: toldOf(account, fact) }) - 1,
  );
  return { rows, places: facts.map(placeOf) };
}
