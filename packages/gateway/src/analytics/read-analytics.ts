import { type Orm, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult } from "../problems.ts";
import { type Period, periodOf } from "./period.ts";
import type { AnalyticsGrouping, AnalyticsQuery, AnalyticsReply } from "./schemas.ts";

/** Campaigns and groups of a reply. */
const mostCampaigns = 10;
const mostGroups = 100;

/** What became of an organization's messages. Reads the totals and the queue, never a message. */
export async function readAnalytics(
  { database, clock }: Pick<GatewayContext, "database" | "clock">,
  organizationId: string,
  query: AnalyticsQuery,
): Promise<GatewayResult<AnalyticsReply>> {
  const period = periodOf(query, clock.now());
  if (!period.ok) return period;
  const days = period.value;
  const { lines, inbound, present } = await database.transaction(async (tx) => ({
    lines: await readLines(tx, organizationId, days, query.groupBy),
    inbound: await readInbound(tx, organizationId, days),
    present: await readPresent(tx, organizationId),
  }));
  const of = (by: Breakdown) => countsByKey(lines, by);
  const daily = of("day");
  return done({
    period: { from: days[0], to: days.at(-1) ?? days[0] },
    ...present,
    summary: {
      ...(of("all").get(null) ?? countsOf([])),
      inbound: [...inbound.values()].reduce((sum, messages) => sum + messages, 0),
    },
    daily: days.map((date) => ({
      date,
      ...(daily.get(date) ?? countsOf([])),
      inbound: inbound.get(date) ?? 0,
    })),
    providers: named(of("provider"), (provider) => ({ provider })),
    campaigns: named(of("campaign"), (id) => ({ campaignId: toPublicId("cmp", id) })),
    ...(query.groupBy && { groups: groupsOf(of("group"), query.groupBy) }),
  });
}

type Breakdown = "all" | "day" | "provider" | "campaign" | "group";
type Counts = Omit<AnalyticsReply["summary"], "inbound">;

/** Messages of one currency, or without a price, in one part of a breakdown. */
type Line = {
  readonly by: Breakdown;
  readonly key: string | null;
  readonly currency: string | null;
  readonly accepted: number;
  readonly sent: number;
  readonly delivered: number;
  readonly failed: number;
  readonly segments: number;
  readonly amount: string;
};

const keys: Readonly<Record<AnalyticsGrouping, SQL>> = {
  category: sql`category`,
  provider: sql`account`,
  campaign: sql`campaign_id::text`,
};

const sent = sql`coalesce(sum(messages) filter (where sent), 0)`;
const sums = sql`sum(messages) as accepted, ${sent} as sent,
    coalesce(sum(messages) filter (where status = 'DELIVERED'), 0) as delivered,
    coalesce(sum(messages) filter (where status in ('FAILED', 'REJECTED', 'EXPIRED')), 0) as failed,
    coalesce(sum(segments) filter (where sent), 0) as segments,
    trim_scale(sum(price))::text as amount`;

/** The parts of a breakdown that sent most, each with its currencies. */
const mostSent = (by: Breakdown, key: SQL, most: number, which = sql`true`): SQL => sql`
  select ${by}, key, currency, accepted, sent, delivered, failed, segments, amount from (
    select *, dense_rank() over (order by of_key desc, key) as place from (
      select ${key} as key, currency, ${sums}, sum(${sent}) over (partition by ${key}) as of_key
      from total where ${which} group by 1, 2) part
  ) ranked where place <= ${most}`;

/** One statement, so that all breakdowns are of the same moment. */
async function readLines(
  tx: Orm,
  organizationId: string,
  days: Period,
  groupBy: AnalyticsGrouping | undefined,
): Promise<Line[]> {
  const isNamed = (key: SQL) => sql`${key} is not null`;
  const rows = await tx.execute<Line>(sql`
    with total as materialized (
      select day, category, campaign_id, account, status, sent, currency, price,
        messages::float8 as messages, segments::float8 as segments
      from message_totals where ${ofPeriod(organizationId, days)} and messages > 0
    )
    select 'all' as by, null::text as key, currency, ${sums} from total group by currency
    union all
    select 'day', day::text, currency, ${sums} from total group by day, currency
    union all (${mostSent("provider", keys.provider, mostGroups, isNamed(keys.provider))})
    union all (${mostSent("campaign", keys.campaign, mostCampaigns, isNamed(keys.campaign))})
    ${groupBy ? sql`union all (${mostSent("group", keys[groupBy], mostGroups)})` : sql``}`);
  return [...rows];
}

async function readInbound(
  tx: Orm,
  organizationId: string,
  days: Period,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.execute<{ day: string; messages: number }>(sql`
    select day::text, sum(messages)::float8 as messages from inbound_totals
    where ${ofPeriod(organizationId, days)} group by day`);
  return new Map([...rows].map(({ day, messages }) => [day, messages]));
}

/** How it is now: what is outstanding, and how old the totals are. */
async function readPresent(
  tx: Orm,
  organizationId: string,
): Promise<Pick<AnalyticsReply, "countedAt" | "queue">> {
  const [row] = await tx.execute<{ queued: number; sending: number; counted: Date | null }>(sql`
    select
      (select coalesce(sum(cardinality(message_ids)), 0)::float8 from message_queue
        where organization_id = ${organizationId}::uuid) as queued,
      (select coalesce(sum(cardinality(message_ids)), 0)::float8 from message_dispatches
        where organization_id = ${organizationId}::uuid) as sending,
      (select case when count(caught_up_at) = count(*) then min(caught_up_at) end from roll_ups
        where name in ('messages', 'inbound'))
        as counted`);
  return {
    countedAt: row?.counted?.toISOString() ?? null,
    queue: { queued: row?.queued ?? 0, sending: row?.sending ?? 0 },
  };
}

const ofPeriod = (organizationId: string, days: Period): SQL =>
  sql`organization_id = ${organizationId}::uuid
    and day between ${days[0]}::date and ${days.at(-1)}::date`;

/** Each part of a breakdown with its counts, in the order of what was sent. */
function countsByKey(
  lines: readonly Line[],
  breakdown: Breakdown,
): ReadonlyMap<string | null, Counts> {
  const parts = new Map<string | null, Line[]>();
  for (const line of lines) {
    if (line.by === breakdown) parts.set(line.key, [...(parts.get(line.key) ?? []), line]);
  }
  return new Map(
    [...parts]
      .map(([key, part]) => [key, countsOf(part)] as const)
      .toSorted(
        ([name, one], [otherName, other]) =>
          other.sent - one.sent || ((name ?? "") < (otherName ?? "") ? -1 : 1),
      ),
  );
}

function countsOf(lines: readonly Line[]): Counts {
  const sum = (of: (line: Line) => number) => lines.reduce((total, line) => total + of(line), 0);
  const delivered = sum((line) => line.delivered);
  const failed = sum((line) => line.failed);
  const ended = delivered + failed;
  return {
    accepted: sum((line) => line.accepted),
    sent: sum((line) => line.sent),
    delivered,
    failed,
    deliveryRate: ended === 0 ? null : Math.floor((delivered * 10_000) / ended) / 100,
    segments: sum((line) => line.segments),
    cost: lines
      .flatMap(({ currency, amount }) => (currency === null ? [] : [{ amount, currency }]))
      .toSorted((one, other) => (one.currency < other.currency ? -1 : 1)),
  };
}

const named = <Name>(
  parts: ReadonlyMap<string | null, Counts>,
  name: (key: string) => Name,
): (Name & Counts)[] =>
  [...parts].flatMap(([key, counts]) => (key === null ? [] : [{ ...name(key), ...counts }]));

const groupsOf = (parts: ReadonlyMap<string | null, Counts>, groupBy: AnalyticsGrouping) =>
  [...parts].map(([key, counts]) => ({
    key: key !== null && groupBy === "campaign" ? toPublicId("cmp", key) : key,
    ...counts,
  }));
