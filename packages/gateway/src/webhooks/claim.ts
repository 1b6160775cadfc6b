import type { Database, EncryptedSecret } from "@nx/core";
import { sql } from "drizzle-orm";
import { only } from "../ledger/only.ts";
import type { EventData } from "./payloads.ts";
import type { WebhookType } from "./schemas.ts";

/** Attempts that are under way at once, in all processes together. */
const mostOfEndpoint = 10;
const mostOfOrganization = 50;

/** An endpoint that failed so often in a row gets one attempt at a time, until one succeeds. */
const failuresUntilSlow = 5;

/** Longer than an attempt can take; then its worker is taken for dead, and another tries. */
const leaseSeconds = 30;

/** One attempt that is ours to make. */
export interface ClaimedDelivery {
  readonly organizationId: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly lease: string;
  readonly type: WebhookType;
  readonly occurredAt: Date;
  readonly messageId: string | null;
  /** Empty for what somebody sent to us. */
  readonly eventKey: string | null;
  readonly data: EventData | null;
  /** Earlier ones. */
  readonly attempts: number;
  /** The database's time: what is signed. */
  readonly claimedAt: Date;
  /** Of the endpoint; null where the message brings one along. */
  readonly url: string | null;
  readonly includeBody: boolean;
  /** The current one first. */
  readonly secrets: readonly EncryptedSecret[];
}

/** Whether anything is due: without it, nobody waits for a lock. */
export async function isAnyDue({ orm }: Pick<Database, "orm">): Promise<boolean> {
  const rows = await orm.execute(sql`
    select from webhook_endpoints w cross join lateral (
      select from webhook_deliveries
      where organization_id = w.organization_id and endpoint_id = w.id and next_at <= now()
      order by next_at limit 1) due
    where w.enabled limit 1`);
  return rows.length > 0;
}

/**
 * Takes up to `most` deliveries that are due, under a lease: first one of each endpoint, then a second
 * one, and so on, and of none more than may be under way. Whoever claims does so alone, because it
 * counts what is under way.
 */
export async function claimDeliveries(
  database: Pick<Database, "transaction">,
  lease: string,
  most: number,
): Promise<readonly ClaimedDelivery[]> {
  const rows = await database.transaction(async (tx) => {
    // In a statement of its own: the next one sees what the last claimer did.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('webhooks.claim', 0))`);
    return tx.execute<Row>(sql`
      with endpoint as materialized (
        select w.*, busy.n as under_way, sum(busy.n) over (partition by w.organization_id) as of_all
        from webhook_endpoints w cross join lateral (
          select count(*)::int as n from (
            select from webhook_deliveries d
            where d.organization_id = w.organization_id and d.endpoint_id = w.id
              and d.lease is not null and d.next_at > now()
            order by d.next_at limit ${mostOfEndpoint}) held) busy
      ), due as materialized (
        select endpoint.organization_id as o, endpoint.id as e, d.event_id, d.next_at, of_all,
          row_number() over (partition by endpoint.organization_id, endpoint.id order by d.next_at)
            + under_way as turn
        from endpoint cross join lateral (
          select event_id, next_at from webhook_deliveries
          where organization_id = endpoint.organization_id and endpoint_id = endpoint.id
            and next_at <= now()
          order by next_at
          limit greatest(0, case when failures < ${failuresUntilSlow} then ${mostOfEndpoint} else 1 end
            - under_way)
          for update skip locked) d
        where endpoint.enabled
      ), chosen as materialized (
        select o, e, event_id from (
          select *, row_number() over (partition by o order by turn, next_at) + of_all as place from due
        ) fair
        where place <= ${mostOfOrganization} order by turn, next_at limit ${most}
      ), claimed as (
        update webhook_deliveries d set lease = ${lease}::uuid,
          next_at = now() + ${leaseSeconds} * interval '1 second'
        from chosen where d.organization_id = chosen.o and d.endpoint_id = chosen.e
          and d.event_id = ${only("chosen.event_id")}
        returning d.*
      )
      select c.organization_id, c.endpoint_id, c.event_id, c.type, c.occurred_at, c.message_id,
        c.event_key, c.data, c.attempts, now() as claimed_at, w.url, w.include_body,
        w.secret_key_id, w.secret,
        case when w.old_secret_until > now() then w.old_secret_key_id end as old_secret_key_id,
        case when w.old_secret_until > now() then w.old_secret end as old_secret
      from claimed c join endpoint w on w.organization_id = c.organization_id and w.id = c.endpoint_id`);
  });
  return [...rows].map((row) => toClaimed(row, lease));
}

interface Row extends Record<string, unknown> {
  readonly organization_id: string;
  readonly endpoint_id: string;
  readonly event_id: string;
  readonly type: WebhookType;
  readonly occurred_at: Date;
  readonly message_id: string | null;
  readonly event_key: string | null;
  readonly data: EventData | null;
  readonly attempts: number;
  readonly claimed_at: Date;
  readonly url: string | null;
  readonly include_body: boolean;
  readonly secret_key_id: string;
  readonly secret: string;
  readonly old_secret_key_id: string | null;
  readonly old_secret: string | null;
}

const toClaimed = (row: Row, lease: string): ClaimedDelivery => ({
  organizationId: row.organization_id,
  endpointId: row.endpoint_id,
  eventId: row.event_id,
  lease,
  type: row.type,
  occurredAt: row.occurred_at,
  messageId: row.message_id,
  eventKey: row.event_key,
  data: row.data,
  attempts: row.attempts,
  claimedAt: row.claimed_at,
  url: row.url,
  includeBody: row.include_body,
  secrets: [
    { keyId: row.secret_key_id, ciphertext: row.secret },
    ...(row.old_secret_key_id !== null && row.old_secret !== null
      ? [{ keyId: row.old_secret_key_id, ciphertext: row.old_secret }]
      : []),
  ],
});
