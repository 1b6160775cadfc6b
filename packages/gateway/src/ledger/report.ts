import { type Database, timeOfUuid } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { explainSendError, type ReportFact } from "mq-sms";
import { optedOut, refusedBy } from "../consent/refused-by.ts";
import { retryAfterSeconds } from "./decide.ts";
import {
  byEither,
  byName,
  firstOf,
  folded,
  isTo,
  refusedRecipients,
  undone,
} from "./fold-reports.ts";
import { createKinds } from "./kinds.ts";
import { only } from "./only.ts";
import { uuidAt } from "./partitions.ts";
import { reportRanks } from "./status.ts";
import { last, others, position } from "./together.ts";

/** What a set of reports did. */
export interface Applied {
  /** Milliseconds from submission to delivery of each message that was delivered by them. */
  readonly deliveries: readonly number[];
  /** How many named nothing that this account was given; they wait in `parked_reports`. */
  readonly parked: number;
}

/**
 * Applies delivery reports that were verified by `account`: they touch only messages that were given
 * to that account, and where they name a phone, only those to that phone. Reports are facts in a
 * set: each is stored once, and the state is folded over all of them, whatever their order.
 *
 * A message whose only taken attempt failed for a reason that may pass goes back to the queue, once,
 * while it is of use: its text was one part, and is still there.
 */
export async function applyReports(
  database: Pick<Database, "orm">,
  account: string,
  facts: readonly ReportFact[],
  chance: Chance,
): Promise<Applied> {
  const plain = await applyPlain(database, account, facts, chance);
  const deliveries = [...(plain.delivered ?? [])];
  let parked = 0;
  for (let left = those(facts, plain.left); left.length > 0; ) {
    const round = await applyRound(database, account, left, chance);
    deliveries.push(...(round.delivered ?? []));
    parked += round.parked;
    left = those(left, round.left);
  }
  return { deliveries, parked };
}

function those(facts: readonly ReportFact[], places: readonly number[] | null) {
  const wanted = new Set(places);
  return facts.filter((_, n) => wanted.has(n));
}

/** Where ids and jitter come from. */
export interface Chance {
  readonly newId: () => string;
  /** In [0, 1). */
  readonly random: () => number;
}

/** What one statement did. */
type Plain = {
  readonly delivered: number[] | null;
  /** Facts that it has not applied. */
  readonly left: number[] | null;
};

/** `left` have to wait: their message was changed meanwhile, here or by somebody else. */
type Round = Plain & { readonly parked: number };

/**
 * Applies what nearly every report is: the first of the only part of a first attempt, which was not
 * refused for a reason that may pass. A statement of its own, because what the others need costs more
 * to make ready than a few reports to apply.
 */
async function applyPlain(
  { orm }: Pick<Database, "orm">,
  account: string,
  facts: readonly ReportFact[],
  chance: Chance,
): Promise<Plain> {
  const [round] = await orm.execute<Plain>(sql`
    with ${given(account, facts, chance)}, plain as (
      update messages m set progress = said.reached, status = said.alone, updated_at = now(),
        error = case when said.alone in ('FAILED', 'REJECTED', 'EXPIRED')
          then coalesce(said.e, m.error) end,
        price = coalesce(said.price, m.price), currency = coalesce(said.cur, m.currency),
        reported_in = ${position}
      from first f join shape said using (s)
      where m.organization_id = ${only("f.o")} and m.id = ${only("f.m")}
        and ${isRecent(chance)}
        and f.timely and f.rank > 1 and f.a = 1 and f.part = 1 and f.q is null
        and m.progress = '{1}' and m.status = 'SUBMITTED'
        and (f."to" is null or ${isTo("m.recipient")})
      returning f.n, f.s, f.o, f.m, said.alone, said.e, f.submitted_at, m.recipient
    ), news as materialized (
      select o, s, array_agg(m order by m) as ids from plain group by o, s
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at, data, others)
      select o, ${last("ids")}, told, alone, now(), x, ${others("ids")}
      from news join shape using (s)
    )${refusals(facts, sql`select o, recipient as phone from plain where e = ${optedOut}`)}
    select (select to_json(array_agg(${tookMs})) from plain where alone = 'DELIVERED') as delivered,
      case when (select count(*) from plain) < ${facts.length} then
        (select array_agg(n) from fact where n not in (select n from plain)) end as left`);
  if (round === undefined) throw new Error("The statement answered nothing");
  return round;
}

/** Applies one fact of each message, whatever it is, and keeps those that name nothing known. */
async function applyRound(
  { orm }: Pick<Database, "orm">,
  account: string,
  facts: readonly ReportFact[],
  chance: Chance,
): Promise<Round> {
  const [round] = await orm.execute<Round>(sql`
    with ${given(account, facts, chance)}, ${folded}, waiting as (
      insert into parked_reports (account, names, fact, received_at)
      select acc, names, jsonb_build_object('names', names, 'to', "to", 'rank', rank, 'e', e,
        'price', price, 'cur', cur, 'x', x, 'wait', wait, 'q', q), now()
      from fact join shape using (s, rank, acc)
      cross join lateral (select array_remove(array[name, other], null) as names) named
      where (select count(*) from found) < (select count(*) from fact)
        and n not in (select n from found)
      returning 1
    )${refusals(facts, refusedRecipients)}
    select (select to_json(array_agg(${tookMs})) from settled
        where after = 'DELIVERED' and before <> 'DELIVERED') as delivered,
      (select count(*) from waiting)::int as parked, ${undone} as left`);
  if (round === undefined) throw new Error("The statement answered nothing");
  return round;
}

const dayMs = 86_400_000;
/** Longer than a message may wait and then be reported on. */
const recentDays = 120;

/** Nothing is made ready for months of other messages; if there are any, the other statement has them. */
const isRecent = ({ newId }: Chance): SQL => {
  const now = timeOfUuid(newId());
  return sql`m.id >= ${uuidAt(new Date(now - recentDays * dayMs))}::uuid
          and m.id < ${uuidAt(new Date(now + dayMs))}::uuid`;
};

/** Whoever a report names as opted out, where any does. */
const refusals = (facts: readonly ReportFact[], of: SQL): SQL =>
  facts.some(({ error }) => error?.code === optedOut) ? refusedBy(of) : sql``;

/**
 * The facts as rows, what they are about, and what they say: by itself, and as the first report of a
 * first attempt.
 */
function given(account: string, facts: readonly ReportFact[], chance: Chance): SQL {
  const shapes = shapesOf(account, facts, chance);
  return sql`shape as materialized (
      select shape.*, ${account}::text as acc, message_status(array[rank::text]) as alone,
        array[rank::text] as reached, 'r1.1.' || rank as told
      from json_to_recordset(${JSON.stringify(shapes.rows)}::json) as shape(
        s int, rank smallint, e text, price numeric, cur text, x jsonb, wait float8)
    ), fact as materialized (
      select (place - 1)::int as n, s, rank, acc, name, other, "to", q
      from unnest(${sql.param(shapes.places)}::int[], ${column(facts.map(nameOf))}::text[],
        ${column(facts.map(otherOf))}::text[], ${column(facts.map(({ to }) => to))}::text[],
        ${column(shapes.queueIds)}::uuid[]
      ) with ordinality as f(s, name, other, "to", q, place) join shape using (s)
    ), ${firstOf(facts.some(otherOf) ? byEither : byName)}`;
}

/** How long it took, in milliseconds. */
const tookMs = sql`(date_part('epoch', now() - submitted_at) * 1000)::int`;

/** A column of the facts: nothing where none of them has a value, which costs as much to read as one. */
const column = (values: readonly (string | undefined)[]) =>
  sql.param(
    values.some((value) => value !== undefined) ? values.map((value) => value ?? null) : [],
  );

/** What the report names its message by, and what else. */
const nameOf = ({ providerMessageId, attempt }: ReportFact): string | undefined =>
  providerMessageId ?? attempt;
const otherOf = ({ providerMessageId, attempt }: ReportFact): string | undefined =>
  providerMessageId === undefined ? undefined : attempt;

/** What reports have in common, said once. */
interface Shapes {
  readonly rows: readonly Shape[];
  /** The number of each report's own. */
  readonly places: readonly number[];
  /** Queue rows of those that may be sent once more. */
  readonly queueIds: readonly (string | undefined)[];
}

function shapesOf(
  account: string,
  facts: readonly ReportFact[],
  { newId, random }: Chance,
): Shapes {
  const rows: Shape[] = [];
  const shapeOf = createKinds(
    ({ status, at, error, price }: ReportFact) => [
      status,
      at,
      error?.code,
      error?.providerCode,
      price?.amount,
      price?.currency,
    ],
    (fact) => {
      const shape = toShape(rows.length, account, fact, random);
      rows.push(shape);
      return shape;
    },
  );
  const own = facts.map(shapeOf);
  return {
    rows,
    places: own.map(({ s }) => s),
    queueIds: own.map(({ wait }) => (wait === undefined ? undefined : newId())),
  };
}

/** Reports that say the same of different messages. */
interface Shape {
  readonly s: number;
  readonly rank: number;
  readonly e: string | undefined;
  readonly price: string | undefined;
  readonly cur: string | undefined;
  /** What its event tells: nothing of the phone. */
  readonly x: Readonly<Record<string, unknown>>;
  /** Seconds after which it may be sent once more; absent where that would not help. */
  readonly wait: number | undefined;
}

/** That it failed, for a reason that may pass. */
const mayPass = ({ status, error }: ReportFact): boolean =>
  status === "failed" && error !== undefined && explainSendError(error).retryable;

const toShape = (s: number, account: string, fact: ReportFact, random: () => number): Shape => ({
  s,
  rank: reportRanks[fact.status],
  e: fact.error?.code,
  price: fact.price?.amount,
  cur: fact.price?.currency,
  x: {
    account,
    report: fact.status,
    providerAt: fact.at,
    error: fact.error?.code,
    providerCode: fact.error?.providerCode,
  },
  wait: mayPass(fact) ? retryAfterSeconds(1, random()) : undefined,
});
