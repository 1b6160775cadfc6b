import { addressBucket } from "@nx/core";
import type { Bucket, LimitScope } from "./bucket.ts";
import { type LimitedMessage, scenarioBuckets } from "./scenarios.ts";
import type { RateSettings, Scenario } from "./settings.ts";

/** Who asks, and for what. What is absent is not limited. */
export interface LimitSubject {
  readonly key?: LimitedKey | undefined;
  /** UUID. */
  readonly organizationId?: string | undefined;
  /** Of whoever showed no valid credentials. */
  readonly ip?: string | undefined;
  /** That the request would send; it counts as many times. */
  readonly messages?: readonly LimitedMessage[] | undefined;
}

/** An API key, with limits of its own where it has them. */
export interface LimitedKey {
  readonly id: string;
  readonly perMinute?: number | undefined;
  readonly perDay?: number | undefined;
}

/** The numbers that hold for a subject. */
export interface LimitNumbers {
  readonly rates: RateSettings;
  readonly scenarios: readonly Scenario[];
}

const minute = 60;
const day = 86_400;

/** Every bucket that a request takes from. Keys and organizations count requests, the whole messages. */
export function bucketsOf(subject: LimitSubject, { rates, scenarios }: LimitNumbers): Bucket[] {
  const { key, organizationId, ip, messages = [] } = subject;
  const cost = Math.max(1, messages.length);
  const layer = (scope: LimitScope, id: string, windowSeconds: number, limit: number): Bucket => ({
    scope,
    key: `${scope}:${id}:${windowSeconds}`,
    limit,
    windowSeconds,
    cost,
  });
  const buckets: Bucket[] = [];
  if (key !== undefined) {
    buckets.push(layer("key", key.id, minute, key.perMinute ?? rates.key.perMinute));
    buckets.push(layer("key", key.id, day, key.perDay ?? rates.key.perDay));
  }
  if (organizationId !== undefined) {
    const { perMinute, perDay } = rates.organization;
    buckets.push(layer("organization", organizationId, minute, perMinute));
    buckets.push(layer("organization", organizationId, day, perDay));
  }
  if (ip !== undefined) buckets.push(layer("ip", addressBucket(ip), minute, rates.ip.perMinute));
  if (messages.length > 0) buckets.push(layer("global", "messages", 1, rates.global.perSecond));
  if (organizationId !== undefined)
    buckets.push(...scenarioBuckets(organizationId, messages, scenarios));
  return buckets;
}
