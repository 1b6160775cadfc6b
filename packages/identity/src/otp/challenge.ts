import type { Database, Orm } from "@nx/core";
import { and, eq, gt, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { HashedCode } from "./hash.ts";
import type { OtpSettings } from "./settings.ts";
import { otpChallenges as c, otpProofs } from "./tables.ts";

/** What the caller may know of a challenge. */
export interface ChallengeView {
  /** UUID. */
  readonly id: string;
  readonly expiresAt: Date;
  readonly resendAvailableAt: Date;
  readonly attemptsRemaining: number;
  readonly sendsRemaining: number;
}

const alive: SQL | undefined = and(
  isNull(c.consumedAt),
  isNull(c.cancelledAt),
  gt(c.expiresAt, sql`now()`),
);
const seconds = (amount: number | SQL) => sql`${amount} * interval '1 second'`;

/** Wait after the n-th message, n counted by the SQL expression: the last entry repeats. */
const cooldown = (sends: SQL, { resendCooldownSeconds: list }: OtpSettings): SQL =>
  seconds(
    sql`(${JSON.stringify(list)}::jsonb ->> least((${sends})::int - 1, ${list.length - 1}::int))::int`,
  );

/** A challenge for which a message is about to be sent. */
export interface Challenge {
  readonly id: string;
  readonly scope: string;
  readonly phone: string;
  readonly purpose: string;
}

/**
 * Takes the place of this scope, phone and purpose for a new challenge, so that the older one is
 * dead from here on. Returns false inside the cooldown of an unconsumed one. The row lock makes
 * exactly one of many concurrent calls win.
 */
export const openChallenge = async (
  tx: Orm,
  challenge: Challenge,
  settings: OtpSettings,
): Promise<boolean> => {
  const sends = sql`case when ${alive} then ${c.sends} + 1 else 1 end`;
  const rows = await tx
    .insert(c)
    .values({
      ...challenge,
      maxAttempts: settings.maxAttempts,
      expiresAt: sql`now() + ${seconds(settings.ttlSeconds)}`,
      resendAvailableAt: sql`now() + ${cooldown(sql`1`, settings)}`,
    })
    .onConflictDoUpdate({
      target: [c.scope, c.phone, c.purpose],
      set: {
        id: challenge.id,
        codes: [],
        attempts: 0,
        maxAttempts: settings.maxAttempts,
        sends,
        createdAt: sql`now()`,
        expiresAt: sql`excluded.expires_at`,
        resendAvailableAt: sql`now() + ${cooldown(sends, settings)}`,
        consumedAt: null,
        cancelledAt: null,
      },
      setWhere: settings.limits.enabled
        ? sql`${c.consumedAt} is not null or ${c.resendAvailableAt} <= now()`
        : sql`true`,
    })
    .returning({ id: c.id });
  return rows.length === 1;
};

/** Counts one more message of a live challenge, or says why there can be none. */
export const extendChallenge = async (
  tx: Orm,
  { id, scope }: Pick<Challenge, "id" | "scope">,
  settings: OtpSettings,
): Promise<Challenge | "gone" | "exhausted" | "too-soon"> => {
  const [row] = await tx
    .select({
      id: c.id,
      scope: c.scope,
      phone: c.phone,
      purpose: c.purpose,
      sends: c.sends,
      cooling: sql<boolean>`${c.resendAvailableAt} > now()`,
    })
    .from(c)
    .where(and(eq(c.id, id), eq(c.scope, scope), alive, lt(c.attempts, c.maxAttempts)))
    .for("update");
  if (!row) return "gone";
  const { sends, cooling, ...challenge } = row;
  if (sends >= settings.maxSends) return "exhausted";
  if (cooling && settings.limits.enabled) return "too-soon";
  await tx
    .update(c)
    .set({
      sends: sends + 1,
      resendAvailableAt: sql`now() + ${cooldown(sql`${sends + 1}`, settings)}`,
    })
    .where(eq(c.id, id));
  return challenge;
};

/** Seconds until another message may be asked for, for this place. */
export const secondsOfCooldown = async (orm: Orm, where: SQL | undefined): Promise<number> => {
  const [row] = await orm
    .select({
      wait: sql`ceil(extract(epoch from ${c.resendAvailableAt} - clock_timestamp()))`.mapWith(
        Number,
      ),
    })
    .from(c)
    .where(where);
  return Math.max(1, row?.wait ?? 1);
};

/**
 * Puts a new code in front of the accepted ones and gives the challenge its full life again.
 * Without a code only the life is given: the challenge then looks alive and matches nothing.
 * Undefined when the challenge was superseded, used or cancelled meanwhile.
 */
export const storeCode = async (
  { orm }: Database,
  id: string,
  code: HashedCode | undefined,
  settings: OtpSettings,
): Promise<ChallengeView | undefined> => {
  const life = sql`now() + ${seconds(settings.ttlSeconds)}`;
  const stored = code
    ? sql`jsonb_build_array(jsonb_build_object(
        'hash', ${code.hash}::text, 'pepperId', ${code.pepperId}::text, 'expiresAt', ${life}))`
    : sql`'[]'::jsonb`;
  const newest = `$[0 to ${settings.acceptedCodes - 1}]`;
  const [row] = await orm
    .update(c)
    .set({
      codes: sql`jsonb_path_query_array(${stored} || ${c.codes}, ${newest}::jsonpath)`,
      expiresAt: life,
    })
    .where(and(eq(c.id, id), alive))
    .returning();
  return row && view(row, settings);
};

const view = (row: typeof c.$inferSelect, settings: OtpSettings): ChallengeView => ({
  id: row.id,
  expiresAt: row.expiresAt,
  resendAvailableAt: row.resendAvailableAt,
  attemptsRemaining: row.maxAttempts - row.attempts,
  sendsRemaining: Math.max(0, settings.maxSends - row.sends),
});

/** Undoes a message that surely did not leave: its code if it has one, its count, its cooldown. */
export const withdrawCode = async (
  { orm }: Database,
  id: string,
  code: HashedCode | undefined,
): Promise<void> => {
  await orm
    .update(c)
    .set({
      codes: sql`(select coalesce(jsonb_agg(code), '[]') from jsonb_array_elements(${c.codes}) code
        where code ->> 'hash' <> ${code?.hash ?? ""})`,
      sends: sql`${c.sends} - 1`,
      resendAvailableAt: sql`now()`,
    })
    .where(eq(c.id, id));
};

/** A guess that was reserved: what it is compared with. */
export interface Guess extends Challenge {
  readonly codes: readonly HashedCode[];
}

/**
 * Spends one attempt, committed before anything is compared. However many guesses arrive at once,
 * only `maxAttempts` of them ever get here; the row lock counts them one by one.
 */
export const reserveGuess = async (
  { orm }: Database,
  { id, scope }: Pick<Challenge, "id" | "scope">,
): Promise<Guess | undefined> => {
  const [row] = await orm
    .update(c)
    .set({ attempts: sql`${c.attempts} + 1` })
    .where(and(eq(c.id, id), eq(c.scope, scope), alive, lt(c.attempts, c.maxAttempts)))
    .returning({
      id: c.id,
      scope: c.scope,
      phone: c.phone,
      purpose: c.purpose,
      codes: sql<HashedCode[]>`(
        select coalesce(jsonb_agg(code), '[]') from jsonb_array_elements(${c.codes}) code
        where (code ->> 'expiresAt')::timestamptz > now())`.mapWith(c.codes),
    });
  return row;
};

/**
 * Uses the challenge up and stores the proof in the same statement. False when another call was
 * faster, or when the challenge ended while the code was compared.
 */
export const consume = async (
  { orm }: Database,
  id: string,
  proofHash: string,
  settings: OtpSettings,
): Promise<boolean> => {
  const rows = await orm.execute(sql`
    with consumed as (
      update ${c} set consumed_at = now(), codes = '[]'
      where ${and(eq(c.id, id), alive)}
      returning scope, phone, purpose)
    insert into ${otpProofs} (hash, scope, phone, purpose, expires_at)
    select ${proofHash}, scope, phone, purpose, now() + ${seconds(settings.proofTtlSeconds)}
    from consumed
    returning hash`);
  return rows.length === 1;
};

/** Ends a live challenge; its cooldown stays. */
export const cancelChallenge = async (
  { orm }: Database,
  { id, scope }: Pick<Challenge, "id" | "scope">,
): Promise<void> => {
  await orm
    .update(c)
    .set({ cancelledAt: sql`now()`, codes: [] })
    .where(and(eq(c.id, id), eq(c.scope, scope), alive));
};
