import { fromPublicId, timeOfUuid, toPublicId } from "@nx/core";
import type { MessageStatus } from "@nx/gateway";
import { type SQL, sql } from "drizzle-orm";
import type { ContactEventType } from "../contacts/schemas.ts";
import { contactIs } from "../contacts/view.ts";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { TimelineItem, TimelinePage, TimelineQuery } from "./schemas.ts";

const defaultLimit = 50;
const cursorPrefix = "tml";

type Row = { readonly place: string; readonly id: string; readonly at: Date } & (
  | { readonly type: "message.sent"; readonly data: Sent }
  | { readonly type: "message.received"; readonly data: { readonly body?: string } }
  | { readonly type: Consent["type"]; readonly data: Said }
  | { readonly type: ContactEventType; readonly data: Event | null }
);
interface Sent {
  readonly status: MessageStatus;
  readonly category: string;
  readonly body?: string;
  readonly campaign?: string;
}
type Consent = Extract<TimelineItem, { readonly source: unknown }>;
type Said = Pick<Consent, "category" | "sender" | "source" | "keyword">;
type Event = Pick<Extract<TimelineItem, { readonly type: ContactEventType }>, "changes" | "group">;

/**
 * One page of what happened between an organization and a contact: messages to and from the number and
 * what was said about consent, also from before it was a contact, and what happened to the contact. All
 * have places that sort by time, nearly always their ids, so that the cursor is one, and each kind is
 * read by its index.
 */
export async function readTimeline(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  publicId: string,
  query: TimelineQuery,
): Promise<OutreachResult<TimelinePage>> {
  const [contact] = await database.orm.execute<{ id: string; phone: string }>(sql`
    select c.id, c.phone from contacts c where ${contactIs(organizationId, publicId)}`);
  if (contact === undefined) return refused("contact_not_found");
  const limit = query.limit ?? defaultLimit;
  const before = query.cursor === undefined ? latest : fromPublicId(cursorPrefix, query.cursor);
  // A cursor that is none of ours has nothing after it.
  if (before === undefined) return done({ data: [], hasMore: false });
  const rows = await database.orm.execute<Row>(
    itemsOf(organizationId, contact, { before, limit: limit + 1 }),
  );
  const page = [...rows].slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return done({
    data: page.map(toItem),
    ...(hasMore && last && { nextCursor: toPublicId(cursorPrefix, last.place) }),
    hasMore,
  });
}

const latest = "ffffffff-ffff-ffff-ffff-ffffffffffff";

function itemsOf(
  organizationId: string,
  { id, phone }: { readonly id: string; readonly phone: string },
  { before, limit }: { readonly before: string; readonly limit: number },
): SQL {
  const page = sql`organization_id = ${organizationId}::uuid and id < ${before}::uuid`;
  const newest = sql`order by id desc limit ${limit}`;
  return sql`
    select * from (
      (select id as place, id, 'message.sent' as type, created_at as at,
          jsonb_strip_nulls(jsonb_build_object(
            'status', status, 'category', category, 'body', body, 'campaign', campaign_id)) as data
        from messages where ${page} and recipient = ${phone} ${newest})
      union all (select id, id, 'message.received', received_at,
          jsonb_strip_nulls(jsonb_build_object('body', body))
        from inbound_messages where ${page} and sender = ${phone} ${newest})
      union all (select ${consentPlace} as place, id, 'consent.' || kind, at,
          jsonb_strip_nulls(jsonb_build_object('category', coalesce(nullif(category, ''), 'all'),
            'sender', nullif(sender, ''), 'source', source, 'keyword', keyword))
        from consent_events
        where organization_id = ${organizationId}::uuid and phone = ${phone}
          and at < to_timestamp(${afterwards(before)}) and ${consentPlace} < ${before}::uuid
        order by at desc, place desc limit ${limit})
      union all (select id, id, type, at, data
        from contact_events where ${page} and contact_id = ${id}::uuid ${newest})
    ) item order by place desc limit ${limit}`;
}

/**
 * Ids of what a carrier told us of consent are random. So its place is a UUIDv7 of its time, to the
 * microsecond, which the index by time has in the same order; the end of the id tells apart what was
 * written at once.
 */
const consentPlace = sql.raw(`(select (lpad(to_hex(us / 1000), 12, '0')
      || '7' || lpad(to_hex(us % 1000 * 4096 / 1000), 3, '0')
      || right(replace(id::text, '-', ''), 16))::uuid
    from (select (extract(epoch from at) * 1000000)::bigint as us) moment)`);

/** In seconds: the first millisecond later than all whose place is before this one. */
const afterwards = (before: string): number => (timeOfUuid(before) + 1) / 1000;

function toItem(row: Row): TimelineItem {
  const at = row.at.toISOString();
  switch (row.type) {
    case "message.sent": {
      const { campaign, ...sent } = row.data;
      const campaignId = campaign === undefined ? {} : { campaignId: toPublicId("cmp", campaign) };
      return { type: row.type, id: toPublicId("msg", row.id), at, ...sent, ...campaignId };
    }
    case "message.received":
      return { type: row.type, id: toPublicId("msg", row.id), at, ...row.data };
    case "consent.opted_out":
    case "consent.opted_in":
      return { type: row.type, id: toPublicId("cse", row.id), at, ...row.data };
    default:
      return { type: row.type, id: toPublicId("cev", row.id), at, ...row.data };
  }
}
