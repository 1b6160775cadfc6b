import type { Database } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { ReportFact } from "mq-sms";
import { optedOut, refusedBy } from "../consent/refused-by.ts";
import { storablePrice } from "../storable.ts";
import { retryAfterSeconds } from "./decide.ts";
import { byEither, byName, firstOf, folded, refusedRecipients, undone } from "./fold-reports.ts";
import { createKinds, groupAlike } from "./kinds.ts";
import { type Chance, mayPass, nameOf, otherOf, phoneOf, toldOf, tookMs } from "./report-facts.ts";
import { applyFirst, firstFields } from "./report-first.ts";
import { reportRanks } from "./status.ts";

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
  const { groups, others } = groupAlike(facts, firstFields);
  const deliveries: number[] = [];
  let left: readonly ReportFact[] = others;
  for (const group of groups) {
    const applied = await applyFirst(database, account, group, chance);
    deliveries.push(...applied.deliveries);
    left = [...left, ...applied.left];
  }
  let parked = 0;
  while (left.length > 0) {
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

/** What one statement did. */
interface Round extends Record<string, unknown> {
  readonly delivered: readonly number[] | null;
  /** Facts that have to wait: their message was changed meanwhile, here or by somebody else. */
  readonly left: readonly number[] | null;
  readonly parked: number;
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

/** Whoever a report names as opted out, where any does. */
const refusals = (facts: readonly ReportFact[], of: SQL): SQL =>
  facts.some(({ error }) => error?.code === optedOut) ? refusedBy(of) : sql``;

/** The facts as rows, what they are about, and what they say. */
function given(account: string, facts: readonly ReportFact[], chance: Chance): SQL {
  const shapes = shapesOf(account, facts, chance);
  return sql`shape as materialized (
      select shape.*, ${account}::text as acc
      from json_to_recordset(${JSON.stringify(shapes.rows)}::json) as shape(
        s int, rank smallint, e text, price numeric, cur text, x jsonb, wait float8)
    ), fact as materialized (
      select (place - 1)::int as n, s, rank, acc, name, other, "to", q
      from unnest(${sql.param(shapes.places)}::int[], ${column(facts.map(nameOf))}::text[],
        ${column(facts.map(otherOf))}::text[], ${column(facts.map(phoneOf))}::text[],
        ${column(shapes.queueIds)}::uuid[]
      ) with ordinality as f(s, name, other, "to", q, place) join shape using (s)
    ), ${firstOf(facts.some(otherOf) ? byEither : byName)}`;
}

/** A column of the facts: nothing where none of them has a value, which costs as much to read as one. */
const column = (values: readonly (string | undefined)[]) =>
  sql.param(
    values.some((value) => value !== undefined) ? values.map((value) => value ?? null) : [],
  );

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

function toShape(s: number, account: string, fact: ReportFact, random: () => number): Shape {
  const price = storablePrice(fact.price);
  return {
    s,
    rank: reportRanks[fact.status],
    e: fact.error?.code,
    price: price?.amount,
    cur: price?.currency,
    x: toldOf(account, fact),
    wait: mayPass(fact) ? retryAfterSeconds(1, random()) : undefined,
  };
}
