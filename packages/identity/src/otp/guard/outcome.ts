import type { Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import type { Challenge } from "../challenge.ts";
import type { Caller, ReadyContext } from "../context.ts";
import { isGuessing } from "./decide.ts";
import { hashOf } from "./number.ts";
import { guessesOf } from "./read.ts";

/** A text surely did not leave: it is not counted any more. */
export const withdrawText = async (
  orm: Orm,
  { scope }: Pick<Challenge, "scope">,
  decisionId: string,
): Promise<void> => {
  await orm.execute(sql`
    with withdrawn as (
      update otp_guard_decisions set sent = false
      where scope = ${scope} and id = ${decisionId}::uuid and sent
      returning date_trunc('hour', at) as hour, country, prefix)
    insert into otp_guard_traffic as t (scope, area, hour, sent, verified)
    select ${scope}, area, hour, 0, 0
    from withdrawn cross join lateral unnest(array['', country, prefix]) area order by area
    on conflict (scope, area, hour) do update set sent = greatest(0, t.sent - 1)`);
};

/** A guess was compared, and was wrong. */
export const countWrongGuess = async (
  { database }: Pick<ReadyContext, "database">,
  scope: string,
): Promise<void> => {
  await database.orm.execute(sql`
    insert into otp_guard_guesses as g (scope, minute, guesses, wrong)
    values (${scope}, date_trunc('minute', now()), 1, 1)
    on conflict (scope, minute) do update set guesses = g.guesses + 1, wrong = g.wrong + 1`);
};

/** A code was right: every text of its challenge has led to somebody, at the hour when it was sent. */
export const countVerified = async (
  { database, peppers }: Pick<ReadyContext, "database" | "peppers">,
  { id, scope, phone }: Pick<Challenge, "id" | "scope" | "phone">,
): Promise<void> => {
  const phoneHash = hashOf(peppers.current.key, "phone", scope, phone);
  await database.orm.execute(sql`
    with guess as (
      insert into otp_guard_guesses as g (scope, minute, guesses, wrong)
      values (${scope}, date_trunc('minute', now()), 1, 0)
      on conflict (scope, minute) do update set guesses = g.guesses + 1
    ), verified as (
      update otp_guard_decisions set verified_at = now()
      where scope = ${scope} and phone_hash = ${phoneHash} and challenge_id = ${id}::uuid
        and sent and verified_at is null
      returning date_trunc('hour', at) as hour, country, prefix
    ), added as (
      select area, hour, count(*)::int as texts
      from verified cross join lateral unnest(array['', country, prefix]) area
      group by area, hour
    )
    insert into otp_guard_traffic as t (scope, area, hour, sent, verified)
    select ${scope}, area, hour, 0, texts from added order by area, hour
    on conflict (scope, area, hour) do update set verified = t.verified + excluded.verified`);
};

/**
 * Whether this caller has to pass a challenge before another guess is compared: so many codes were
 * wrong lately that guesses are spread over many phones.
 */
export const mustPassChallenge = async (
  { database, guard, current }: Pick<ReadyContext, "database" | "guard" | "current">,
  { scope, challengePassed }: Caller,
): Promise<boolean> => {
  if (challengePassed || guard.mode === "record" || !current.limits.enabled) return false;
  const [row] = await database.orm.execute<{ guesses: number; wrong: number }>(guessesOf(scope));
  const { guesses: all, wrong } = row ?? { guesses: 0, wrong: 0 };
  return isGuessing({ guesses: { all, wrong } }, guard);
};
