import type { Database } from "@nx/core";
import type { Eraser } from "@nx/gateway";
import { sql } from "drizzle-orm";

/**
 * Forgets a person in all audiences: a number is replaced as that of a message is, and nothing is said
 * of it any more. Campaign by campaign, by key: an index on numbers alone would cost every expansion.
 */
export const campaignEraser =
  ({ orm }: Pick<Database, "orm">): Eraser =>
  async ({ organizationId, phone, form }) => {
    await orm.execute(sql`
    with theirs as materialized (
      select c.id from campaigns c cross join lateral (
        select from campaign_recipients r
        where r.organization_id = c.organization_id and r.campaign_id = c.id
          and r.phone = ${phone} limit 1) found
      where c.organization_id = ${organizationId}::uuid
    ), before as (
      delete from campaign_recipients r using theirs
      where r.organization_id = ${organizationId}::uuid and r.campaign_id = theirs.id
        and r.phone = ${phone} and exists (select from campaign_recipients e
          where e.organization_id = r.organization_id and e.campaign_id = r.campaign_id
            and e.phone = ${form})
    )
    update campaign_recipients r set phone = ${form}, variables = null,
      skipped = case when message_id is null then coalesce(skipped, 'erased') end
    from theirs
    where r.organization_id = ${organizationId}::uuid and r.campaign_id = theirs.id
      and r.phone = ${phone} and not exists (select from campaign_recipients e
        where e.organization_id = r.organization_id and e.campaign_id = r.campaign_id
          and e.phone = ${form})`);
  };
