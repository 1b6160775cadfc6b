import type { Orm } from "@nx/core";
import { inArray, sql } from "drizzle-orm";
import { type Limit, type LimitReached, memoryMs, reachedLimit } from "./limits.ts";
import { otpLimits } from "./tables.ts";

const nowMs = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/**
 * Counts one hit under every limit, or under none when one of them is reached: a refused call costs
 * its caller nothing. Must run inside a transaction; rows are locked in the order of their keys, so
 * that two calls cannot wait for each other.
 *
 * @param locks further rows to hold until the transaction ends, with nothing counted in them
 */
export const takeLimits = async (
  tx: Orm,
  limits: readonly Limit[],
  locks: readonly string[] = [],
): Promise<LimitReached | undefined> => {
  const used = limits.filter(({ windows }) => windows.length > 0);
  const keys = [...used.map(({ key }) => key), ...locks].sort();
  if (keys.length === 0) return undefined;
  await tx
    .insert(otpLimits)
    .values(keys.map((key) => ({ key, hits: [], expiresAt: sql`now()` })))
    .onConflictDoNothing();
  const rows = await tx
    .select({ key: otpLimits.key, hits: otpLimits.hits, now: nowMs.mapWith(Number) })
    .from(otpLimits)
    .where(inArray(otpLimits.key, keys))
    .orderBy(otpLimits.key)
    .for("update");
  // The lock may have been waited for: the newest reading of the clock is the one that holds.
  const now = Math.max(...rows.map((row) => row.now));
  const reached = reachedLimit(used, new Map(rows.map((row) => [row.key, row.hits])), now);
  if (reached) return reached;
  const counted = used.map((limit) => {
    const memory = memoryMs(limit);
    const kept = rows.find((row) => row.key === limit.key)?.hits.filter((at) => at > now - memory);
    return { key: limit.key, hits: [...(kept ?? []), now], seconds: memory / 1000 };
  });
  await tx.execute(sql`
    update otp_limits l
    set hits = c.hits, expires_at = now() + c.seconds * interval '1 second'
    from jsonb_to_recordset(${JSON.stringify(counted)}::jsonb)
      as c(key text, hits jsonb, seconds float8)
    where l.key = c.key`);
  return undefined;
};

/** Which of the limits is reached, counting nothing. */
export const peekLimits = async (
  orm: Orm,
  limits: readonly Limit[],
): Promise<LimitReached | undefined> => {
  if (limits.length === 0) return undefined;
  const rows = await orm
    .select({ key: otpLimits.key, hits: otpLimits.hits, now: nowMs.mapWith(Number) })
    .from(otpLimits)
    .where(
      inArray(
        otpLimits.key,
        limits.map(({ key }) => key),
      ),
    );
  const now = rows[0]?.now ?? 0;
  return reachedLimit(limits, new Map(rows.map((row) => [row.key, row.hits])), now);
};

/** Counts a hit whether or not there is room: for what happened and cannot be refused any more. */
export const countHits = async (orm: Orm, limits: readonly Limit[]): Promise<void> => {
  if (limits.length === 0) return;
  await orm
    .insert(otpLimits)
    .values(
      limits.map((limit) => ({
        key: limit.key,
        hits: sql`jsonb_build_array(${nowMs})`,
        expiresAt: sql`now() + ${memoryMs(limit) / 1000} * interval '1 second'`,
      })),
    )
    .onConflictDoUpdate({
      target: otpLimits.key,
      set: {
        hits: sql`${otpLimits.hits} || excluded.hits`,
        expiresAt: sql`greatest(${otpLimits.expiresAt}, excluded.expires_at)`,
      },
    });
};

/** Takes the newest hit back: what was counted did not happen after all. */
export const giveBackHits = async (orm: Orm, limits: readonly Limit[]): Promise<void> => {
  if (limits.length === 0) return;
  await orm
    .update(otpLimits)
    .set({ hits: sql`${otpLimits.hits} - -1` })
    .where(
      inArray(
        otpLimits.key,
        limits.map(({ key }) => key),
      ),
    );
};

/** Forgets everything counted under these limits. */
export const clearHits = async (orm: Orm, limits: readonly Limit[]): Promise<void> => {
  if (limits.length === 0) return;
  await orm.delete(otpLimits).where(
    inArray(
      otpLimits.key,
      limits.map(({ key }) => key),
    ),
  );
};
