import type { Orm } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { ReadyContext } from "../context.ts";
import type { GuardedText } from "./text.ts";

/** Texts, and those of them that were verified. */
export interface Conversion {
  readonly sent: number;
  readonly verified: number;
}

/** An area's last hour that can be judged, and the seven days before it. */
export interface AreaConversion {
  readonly area: string;
  readonly hour: Conversion;
  readonly week: Conversion;
}

/** Everything that the numbers before this text say of it. */
export interface TrafficState {
  /** Texts to the range in ten minutes. */
  readonly burst: number;
  /** Verified texts of the range's ninth-best hour of a week: the 95th percentile of its hours. */
  readonly busyHour: number;
  /** The range's texts of an hour whose codes have expired since. */
  readonly prefix: Conversion;
  /** Of the scope, the country and the range, where anything was sent. */
  readonly areas: readonly AreaConversion[];
  /** Texts to the country in a day that nobody verified. */
  readonly unverified: number;
  /** Codes verified in the country in fourteen days. */
  readonly verified: number;
  /** Distances of the numbers nearby that the same client asked for in ten minutes. */
  readonly distances: readonly number[];
  /** Other countries that the client asked for in a day. */
  readonly otherCountries: number;
  /** Guesses of five minutes in the scope. */
  readonly guesses: { readonly all: number; readonly wrong: number };
  /** The range is blocked now. */
  readonly isBlocked: boolean;
  /** Length of the block that ended within a day and was not lifted by hand. */
  readonly lastBlockHours: number;
  /** Areas with an alert that still stands. */
  readonly alerted: readonly string[];
}

interface Row extends Record<string, unknown> {
  readonly burst: number;
  readonly busy_hour: number;
  readonly prefix_sent: number;
  readonly prefix_verified: number;
  readonly areas:
    | {
        area: string;
        sent: number;
        verified: number;
        week_sent: number;
        week_verified: number;
        unverified: number;
        verified_fortnight: number;
      }[]
    | null;
  readonly near: string[] | null;
  readonly other_countries: number;
  readonly guesses: number;
  readonly wrong: number;
  readonly is_blocked: boolean | null;
  readonly last_block_hours: number;
  readonly alerted: string[] | null;
}

/** Guesses of the last five minutes in a scope, as columns `guesses` and `wrong`. */
export const guessesOf = (scope: string): SQL => sql`
  select coalesce(sum(guesses), 0)::int as guesses, coalesce(sum(wrong), 0)::int as wrong
  from otp_guard_guesses
  where scope = ${scope} and minute > now() - interval '5 minutes'`;

/**
 * Reads everything at once. Whoever holds the locks of the text reads what no other text can change
 * before this one is recorded.
 */
export const readTraffic = async (
  tx: Orm,
  { current }: Pick<ReadyContext, "current">,
  { challenge: { scope }, country, prefix, clientHash, neighbours }: GuardedText,
): Promise<TrafficState> => {
  const areas = sql.param(["", country, prefix]);
  const near = sql.param([...neighbours.keys()]);
  const client = clientHash ?? null;
  // While a code can still be typed, its text is neither verified nor lost.
  const life = sql`${current.ttlSeconds} * interval '1 second'`;
  const [row] = await tx.execute<Row>(sql`
    with block as (
      select since, until, hours, lifted_at from otp_guard_incidents
      where scope = ${scope} and area = ${prefix} and effect = 'block'
      order by since desc limit 1
    ), judged as (
      -- What led to a block is forgiven with it.
      select greatest(now() - interval '1 hour' - ${life}, max(coalesce(lifted_at, since))) as since,
        date_trunc('hour', now() - interval '1 hour' - ${life}) as hour
      from block
    ), texts as (
      select count(*) filter (where at > now() - interval '10 minutes')::int as burst,
        count(*) filter (where at > judged.since and at <= now() - ${life})::int as sent,
        count(verified_at) filter (where at > judged.since and at <= now() - ${life})::int
          as verified
      from otp_guard_decisions cross join judged
      where scope = ${scope} and prefix = ${prefix} and sent
        and at > now() - interval '1 hour' - ${life}
    ), areas as (
      select area,
        coalesce(sum(sent) filter (where is_hour), 0)::int as sent,
        coalesce(sum(verified) filter (where is_hour), 0)::int as verified,
        coalesce(sum(sent) filter (where is_week), 0)::int as week_sent,
        coalesce(sum(verified) filter (where is_week), 0)::int as week_verified,
        coalesce(sum(sent - verified) filter (where t.hour > now() - interval '25 hours'), 0)::int
          as unverified,
        sum(verified)::int as verified_fortnight
      from otp_guard_traffic t cross join judged cross join lateral (
        select t.hour >= judged.hour and t.hour < judged.hour + interval '1 hour' as is_hour,
          t.hour < judged.hour and t.hour >= judged.hour - interval '7 days' as is_week) as period
      where scope = ${scope} and area = any(${areas}::text[])
        and t.hour > now() - interval '14 days'
      group by area
    ), guesses as (${guessesOf(scope)})
    select texts.burst, texts.sent as prefix_sent, texts.verified as prefix_verified,
      (select jsonb_agg(areas) from areas) as areas,
      coalesce((
        select verified from otp_guard_traffic
        where scope = ${scope} and area = ${prefix} and hour > now() - interval '7 days'
        order by verified desc offset 8 limit 1), 0) as busy_hour,
      (select array_agg(distinct phone_hash) from otp_guard_decisions
        where scope = ${scope} and phone_hash = any(${near}::text[])
          and client_hash is not distinct from ${client}::text
          and at > now() - interval '10 minutes') as near,
      (select count(distinct country)::int from otp_guard_decisions
        where scope = ${scope} and client_hash = ${client}::text and country <> ${country}
          and at > now() - interval '1 day') as other_countries,
      guesses.guesses, guesses.wrong,
      (select until > now() and lifted_at is null from block) as is_blocked,
      coalesce((select hours from block
        where lifted_at is null and until <= now() and until > now() - interval '1 day'), 0)
        as last_block_hours,
      (select array_agg(area) from otp_guard_incidents
        where scope = ${scope} and area = any(${areas}::text[]) and effect = 'alert'
          and until > now()) as alerted
    from texts cross join guesses`);
  if (!row) throw new Error("a select without a table has a row");
  return toState(row, country, neighbours);
};

const toState = (
  row: Row,
  country: string,
  neighbours: ReadonlyMap<string, number>,
): TrafficState => {
  const ofCountry = row.areas?.find(({ area }) => area === country);
  return {
    burst: row.burst,
    busyHour: row.busy_hour,
    prefix: { sent: row.prefix_sent, verified: row.prefix_verified },
    areas: (row.areas ?? []).map(({ area, sent, verified, week_sent, week_verified }) => ({
      area,
      hour: { sent, verified },
      week: { sent: week_sent, verified: week_verified },
    })),
    unverified: ofCountry?.unverified ?? 0,
    verified: ofCountry?.verified_fortnight ?? 0,
    distances: (row.near ?? []).flatMap((hash) => neighbours.get(hash) ?? []),
    otherCountries: row.other_countries,
    guesses: { all: row.guesses, wrong: row.wrong },
    isBlocked: row.is_blocked ?? false,
    lastBlockHours: row.last_block_hours,
    alerted: row.alerted ?? [],
  };
};
