import { type SQL, sql } from "drizzle-orm";

/**
 * The bucket of `campaign_recipients r`, of `campaigns c`, with the message `m` where it has one: told by
 * what is stored at this moment, so that there is no counter that could be wrong. A message that the
 * ledger no longer keeps was sent.
 */
export const bucket: SQL = sql`case
  when r.skipped is not null then 'skipped'
  when r.message_id is null then
    case when c.state in ('CANCELLED', 'FAILED') then 'cancelled' else 'pending' end
  when m.status = 'QUEUED' then
    case when (m.options->>'notBefore')::timestamptz > now() then 'deferred' else 'queued' end
  when m.status = 'SENDING' then 'queued'
  when m.status = 'DELIVERED' then 'delivered'
  when m.status in ('FAILED', 'REJECTED') then 'failed'
  when m.status = 'EXPIRED' then 'expired'
  when m.status = 'CANCELLED' then 'cancelled'
  else 'sent' end`;

/** Why, of what was skipped or failed. */
export const reason: SQL = sql`case when r.skipped is not null then r.skipped
  when m.status in ('FAILED', 'REJECTED', 'EXPIRED') then m.error end`;

/** What both are told from; add the condition on `c`. */
export const recipientsAndMessages: SQL = sql`campaigns c
  join campaign_recipients r on r.organization_id = c.organization_id and r.campaign_id = c.id
  left join messages m on m.organization_id = r.organization_id and m.id = r.message_id`;
