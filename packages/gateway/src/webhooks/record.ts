import { type Database, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { ClaimedDelivery } from "./claim.ts";
import type { Verdict } from "./judge.ts";
import { type DisabledReason, type LoggedAttempt, webhookPrefix } from "./schemas.ts";

/** Hours of nothing but failures after which an endpoint is disabled. */
const failingHours = 120;

/** Attempts that a delivery tells of. */
const keptAttempts = 16;

/** How an attempt ended. */
export interface AttemptEnd {
  readonly verdict: Verdict;
  /** Absent where nobody answered: how long that took tells of what is behind an address. */
  readonly durationMs?: number;
  /** How the reply began. */
  readonly response?: string;
}

/**
 * Records how an attempt ended, on the delivery and on its endpoint, unless its lease has passed to
 * another. An endpoint that is gone, or has failed for too long, is disabled, and in the same
 * statement the organization's other endpoints are told. Resolves to why it was disabled just now.
 */
export async function recordAttempt(
  { orm }: Pick<Database, "orm">,
  delivery: ClaimedDelivery,
  { verdict, durationMs, response }: AttemptEnd,
  newId: () => string,
): Promise<DisabledReason | undefined> {
  const { organizationId, endpointId, eventId, lease } = delivery;
  const { status, error, httpStatus, wait = 0, isGone } = verdict;
  const isOk = status === "DELIVERED";
  // What is missing on our side says nothing of the endpoint.
  const isTheirs = error !== "erased" && error !== "secret_unavailable";
  const logged: LoggedAttempt = {
    at: delivery.claimedAt.toISOString(),
    ...(httpStatus !== undefined && { status: httpStatus }),
    ...(error !== undefined && { error }),
    ...(durationMs !== undefined && { durationMs }),
  };
  const reason = sql`case when ${isGone} then 'gone'
    when not ${isOk} and failing_since < now() - ${failingHours} * interval '1 hour'
    then 'failing' end`;
  const dies = sql`enabled and (${reason}) is not null`;
  const [row] = await orm.execute<{ reason: DisabledReason }>(sql`
    with ended as (
      update webhook_deliveries set status = ${status}, attempts = attempts + 1, lease = null,
        next_at = case when ${status} = 'PENDING' then now() + ${wait} * interval '1 second' end,
        finished_at = case when ${status} <> 'PENDING' then now() end,
        attempt_log = jsonb_path_query_array(attempt_log || ${JSON.stringify(logged)}::jsonb,
          ${`$[last - ${keptAttempts - 1} to last]`}::jsonpath),
        response = ${response?.replaceAll("\0", "") ?? null}
      where organization_id = ${organizationId}::uuid and endpoint_id = ${endpointId}::uuid
        and event_id = ${eventId}::uuid and lease = ${lease}::uuid
      returning organization_id, endpoint_id
    ), endpoint as (
      update webhook_endpoints w set
        last_success_at = case when ${isOk} then now() else last_success_at end,
        failures = case when ${isOk} then 0 else failures + 1 end,
        failing_since = case when not ${isOk} then coalesce(failing_since, now()) end,
        enabled = enabled and not (${dies}),
        disabled_at = case when ${dies} then now() else disabled_at end,
        disabled_reason = case when ${dies} then ${reason} else disabled_reason end
      from ended
      where w.organization_id = ended.organization_id and w.id = ended.endpoint_id
        and w.url is not null and ${isTheirs}
      returning w.organization_id, w.id, w.disabled_reason as reason, w.disabled_at = now() as died
    ), told as (
      insert into webhook_deliveries
        (organization_id, endpoint_id, event_id, type, occurred_at, data, status, next_at)
      select w.organization_id, w.id, ${newId()}::uuid, 'webhook.disabled', now(),
        jsonb_build_object('id', ${toPublicId(webhookPrefix, endpointId)}::text, 'reason', reason),
        'PENDING', now()
      from endpoint join webhook_endpoints w
        on w.organization_id = endpoint.organization_id and w.id <> endpoint.id
      where died and w.enabled and w.url is not null
        and (w.types is null or 'webhook.disabled' = any(w.types))
    )
    select reason from endpoint where died`);
  return row?.reason;
}

/** Gives back what was claimed and not tried to its end: somebody else does it, now. */
export async function releaseDelivery(
  { orm }: Pick<Database, "orm">,
  { organizationId, endpointId, eventId, lease }: ClaimedDelivery,
): Promise<void> {
  await orm.execute(sql`
    update webhook_deliveries set lease = null, next_at = now()
    where organization_id = ${organizationId}::uuid and endpoint_id = ${endpointId}::uuid
      and event_id = ${eventId}::uuid and lease = ${lease}::uuid`);
}
