import { type SQL, sql } from "drizzle-orm";

/**
 * Of a row of `message_queue`: its campaign is not stopped. The row says so too, for looks at the queue
 * to pass it by; a message that came back to the queue while its campaign was stopped is only here.
 */
export const mayLeave: SQL = sql`(campaign_id is null or not exists (
            select from campaign_stops s where s.organization_id = message_queue.organization_id
              and s.campaign_id = message_queue.campaign_id))`;

/** Whether a campaign, of the columns named, is stopped as far as this statement sees. */
export const isStopped = (
  organizationId: SQL,
  campaignId: SQL,
): SQL => sql`(${campaignId} is not null
          and exists (select from campaign_stops s
            where s.organization_id = ${organizationId} and s.campaign_id = ${campaignId}))`;
