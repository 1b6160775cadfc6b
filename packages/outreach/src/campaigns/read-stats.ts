import type { Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import { bucket, reason, recipientsAndMessages } from "./buckets.ts";
import type { CampaignRow } from "./row.ts";
import type { Bucket, CampaignStats } from "./schemas.ts";

interface Group extends Record<string, unknown> {
  readonly bucket: Bucket;
  readonly reason: string | null;
  readonly variant: number | null;
  readonly count: number;
}

/** What became of the audience so far, all of it by one statement: the buckets are the total. */
export async function readStats(
  orm: Orm,
  { organizationId, id, variants, total, winner, lastStats }: CampaignRow,
): Promise<CampaignStats> {
  if (lastStats !== null) return lastStats;
  const groups = [
    ...(await orm.execute<Group>(sql`
      select ${bucket} as bucket, ${reason} as reason, r.variant, count(*)::int as count
      from ${recipientsAndMessages}
      where c.organization_id = ${organizationId}::uuid and c.id = ${id}::uuid
      group by 1, 2, 3`)),
  ];
  const sum = (of: (group: Group) => boolean): number =>
    groups.reduce((count, group) => (of(group) ? count + group.count : count), 0);
  const inBucket = (name: Bucket) => sum((group) => group.bucket === name);
  const reasonsOf = (name: Bucket): Record<string, number> => {
    const reasons = groups.flatMap((group) =>
      group.bucket === name ? [group.reason ?? "unknown"] : [],
    );
    const counted = [...new Set(reasons)].map((why): [string, number] => [
      why,
      sum((group) => group.bucket === name && (group.reason ?? "unknown") === why),
    ]);
    return Object.fromEntries(counted);
  };
  const chosen = winner === null ? undefined : variants[winner]?.name;
  return {
    ...(total !== null && { total }),
    buckets: {
      pending: inBucket("pending"),
      queued: inBucket("queued"),
      deferred: inBucket("deferred"),
      sent: inBucket("sent"),
      delivered: inBucket("delivered"),
      failed: inBucket("failed"),
      expired: inBucket("expired"),
      cancelled: inBucket("cancelled"),
      skipped: inBucket("skipped"),
    },
    reasons: { skipped: reasonsOf("skipped"), failed: reasonsOf("failed") },
    variants: variants.map(({ name }, place) => ({
      name,
      messages: sum(({ variant }) => variant === place),
      delivered: sum((group) => group.variant === place && group.bucket === "delivered"),
    })),
    ...(chosen !== undefined && { winner: chosen }),
  };
}
