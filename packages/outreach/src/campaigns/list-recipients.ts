import { toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import { parsePhone } from "mq-sms";
import { done, type OutreachResult, refused } from "../problems.ts";
import { bucket, reason, recipientsAndMessages } from "./buckets.ts";
import type { CampaignContext } from "./context.ts";
import { type CampaignRow, campaignColumns, campaignIs } from "./row.ts";
import type { Bucket, RecipientPage, RecipientQuery, RecipientView } from "./schemas.ts";

interface Row extends Record<string, unknown> {
  readonly n: number;
  readonly phone: string;
  readonly bucket: Bucket;
  readonly reason: string | null;
  readonly variant: number | null;
  readonly messageId: string | null;
}

/** One page of an audience, in the order in which it is sent to. `campaign_not_found`. */
export async function listRecipients(
  { database: { orm } }: Pick<CampaignContext, "database">,
  organizationId: string,
  publicId: string,
  query: RecipientQuery,
): Promise<OutreachResult<RecipientPage>> {
  const [campaign] = await orm.execute<CampaignRow>(sql`
    select ${campaignColumns} from campaigns c where ${campaignIs(organizationId, publicId)}`);
  if (campaign === undefined) return refused("campaign_not_found");
  const { limit = 50, cursor, phone } = query;
  const after = cursor === undefined ? 0 : numberIn(cursor);
  const number = phone === undefined ? undefined : parsePhone(phone);
  if (after === undefined || number?.ok === false) return done({ data: [], hasMore: false });
  const rows = await orm.execute<Row>(sql`
    select r.n, r.phone, ${bucket} as bucket, ${reason} as reason, r.variant,
      r.message_id as "messageId"
    from ${recipientsAndMessages}
    where c.organization_id = ${organizationId}::uuid and c.id = ${campaign.id}::uuid
      and r.n > ${after}::int
      ${number === undefined ? sql`` : sql`and r.phone = ${number.e164}`}
      ${query.bucket === undefined ? sql`` : sql`and ${bucket} = ${query.bucket}`}
    order by r.n limit ${limit + 1}`);
  const page = [...rows].slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return done({
    data: page.map((row) => toView(row, campaign)),
    ...(hasMore && last && { nextCursor: String(last.n) }),
    hasMore,
  });
}

/** A cursor is the number of the last recipient of a page. */
const numberIn = (cursor: string): number | undefined =>
  /^\d{1,9}$/.test(cursor) ? Number(cursor) : undefined;

function toView(row: Row, { variants }: CampaignRow): RecipientView {
  const variant = row.variant === null ? undefined : variants[row.variant]?.name;
  return {
    phone: row.phone,
    bucket: row.bucket,
    ...(row.reason !== null && { reason: row.reason }),
    ...(variant !== undefined && { variant }),
    ...(row.messageId !== null && { messageId: toPublicId("msg", row.messageId) }),
  };
}
