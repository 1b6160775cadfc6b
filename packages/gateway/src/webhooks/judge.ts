import type { OutboundReply } from "@nx/core";
import type { AttemptError, DeliveryStatus, WebhookType } from "./schemas.ts";

const minute = 60;
const hour = 60 * minute;

/** Seconds before each attempt, from the failure of the one before: 27.6 hours in all. */
export const schedule: readonly number[] = [
  ...[0, 5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour],
];

/** Up to a tenth more than planned, so that what failed together does not come back together. */
const jitter = 0.1;
const longestRetryAfter = hour;

/** What an attempt makes of a delivery. */
export interface Verdict {
  readonly status: DeliveryStatus;
  readonly error?: AttemptError;
  /** HTTP status. */
  readonly httpStatus?: number;
  /** Seconds until the next attempt. */
  readonly wait?: number;
  /** The endpoint wants no more. */
  readonly isGone: boolean;
}

/**
 * Decides by the reply what becomes of a delivery.
 *
 * @param attempts earlier ones
 * @param random in [0, 1)
 */
export function judge(
  { type, attempts }: { readonly type: WebhookType; readonly attempts: number },
  reply: Exclude<OutboundReply, { reason: "aborted" }>,
  { now, random }: { readonly now: Date; readonly random: number },
): Verdict {
  const again = { type, attempts, random };
  if (reply.kind === "failed")
    return retry(reply.reason === "timeout" ? "timeout" : "connection_failed", again);
  const { status: httpStatus, retryAfter } = reply;
  if (httpStatus >= 200 && httpStatus < 300)
    return { status: "DELIVERED", httpStatus, isGone: false };
  const error = httpStatus >= 300 && httpStatus < 400 ? "redirect" : "bad_status";
  if (httpStatus === 410) return { status: "FAILED", error, httpStatus, isGone: true };
  const asked = Math.min(secondsOf(retryAfter, now), longestRetryAfter);
  return { ...retry(error, { ...again, asked }), httpStatus };
}

/**
 * A failed attempt that is followed by another, or was the last one. A test is tried once.
 *
 * @param asked seconds that the receiver wants us to wait
 */
export function retry(
  error: AttemptError,
  {
    type,
    attempts,
    random,
    asked = 0,
  }: {
    readonly type: WebhookType;
    readonly attempts: number;
    readonly random: number;
    readonly asked?: number;
  },
): Verdict {
  const planned = type === "webhook.test" ? undefined : schedule[attempts + 1];
  if (planned === undefined) return { status: "FAILED", error, isGone: false };
  const wait = Math.max(planned * (1 + jitter * random), asked);
  return { status: "PENDING", error, wait, isGone: false };
}

/** `Retry-After` in either of its forms, as seconds from `now`. */
function secondsOf(retryAfter: string | undefined, now: Date): number {
  if (retryAfter === undefined) return 0;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter);
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? 0 : Math.max(0, (at - now.getTime()) / 1000);
}
