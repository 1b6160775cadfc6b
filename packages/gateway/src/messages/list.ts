import { fromPublicId, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { parsePhone } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import { uuidAt } from "../ledger/partitions.ts";
import { type MessageRow, outboundColumns, toView } from "./read.ts";
import type { ListQuery, MessagePage } from "./schemas.ts";
import { messagePrefix } from "./send.ts";

const defaultLimit = 50;

/**
 * One page of an organization's messages, newest first. The cursor is an id: whatever is written
 * meanwhile, no page repeats or skips a message. Times are ranges of ids, so that months that are
 * not asked for are not touched.
 */
export async function listMessages(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  query: ListQuery,
): Promise<MessagePage> {
  const limit = query.limit ?? defaultLimit;
  const rows = await database.orm.execute<MessageRow>(
    query.direction === "inbound"
      ? inbound(organizationId, query, limit + 1)
      : outbound(organizationId, query, limit + 1),
  );
  const page = [...rows].slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return {
    data: page.map(toView),
    ...(hasMore && last && { nextCursor: toPublicId(messagePrefix, last.id) }),
    hasMore,
  };
}

const outbound = (organizationId: string, query: ListQuery, limit: number): SQL => sql`
  select ${outboundColumns} from messages m
  where ${sql.join(
    [
      sql`m.organization_id = ${organizationId}::uuid`,
      ...idRange(sql`m.id`, query),
      ...(query.phone === undefined ? [] : [sql`m.recipient = ${phoneOf(query.phone)}`]),
      ...(query.category === undefined ? [] : [sql`m.category = ${query.category}`]),
      ...(query.provider === undefined ? [] : [sql`m.account = ${query.provider}`]),
      ...(query.status === undefined ? [] : [statusIs(query.status)]),
      ...(query.campaignId === undefined ? [] : [campaignIs(query.campaignId)]),
      ...(query.sentBy === undefined ? [] : [sql`m.options->>'user' = ${query.sentBy}`]),
    ],
    sql` and `,
  )}
  order by m.id desc limit ${limit}`;

/** Columns of {@link MessageRow} of an inbound message `m`. */
export const inboundColumns: SQL = sql`m.id, 'inbound' as direction, 'RECEIVED' as status,
  null as outcome, null as category,
  m.recipient, m.sender, m.body, null as encoding, null as segments, m.account, null as attempts,
  null as error, null as price, null as currency, null as metadata, null as not_before,
  null as template, null as redrive_of, null as sent_by,
  m.received_at as created_at, m.received_at as updated_at, null as valid_until`;

const inbound = (organizationId: string, query: ListQuery, limit: number): SQL => sql`
  select ${inboundColumns}
  from inbound_messages m
  where ${sql.join(
    [
      sql`m.organization_id = ${organizationId}::uuid`,
      ...idRange(sql`m.id`, query),
      ...(query.phone === undefined ? [] : [sql`m.sender = ${phoneOf(query.phone)}`]),
      ...(query.provider === undefined ? [] : [sql`m.account = ${query.provider}`]),
      ...(query.status === undefined ? [] : [sql`false`]),
    ],
    sql` and `,
  )}
  order by m.id desc limit ${limit}`;

function idRange(id: SQL, { from, to, cursor }: ListQuery): SQL[] {
  const before = cursor === undefined ? undefined : fromPublicId(messagePrefix, cursor);
  return [
    ...(from === undefined ? [] : [sql`${id} >= ${uuidAt(new Date(from))}::uuid`]),
    ...(to === undefined ? [] : [sql`${id} < ${uuidAt(new Date(to))}::uuid`]),
    // A cursor that is none of ours has nothing after it.
    ...(cursor === undefined ? [] : [before ? sql`${id} < ${before}::uuid` : sql`false`]),
  ];
}

const phoneOf = (text: string): string => {
  const phone = parsePhone(text);
  return phone.ok ? phone.e164 : text;
};

const underMark = sql`exists (select from message_dispatches d
  where d.organization_id = m.organization_id and m.id = any(d.message_ids))`;

const statusIs = (status: string): SQL => {
  if (status === "SENDING") return sql`m.status = 'QUEUED' and ${underMark}`;
  if (status === "QUEUED") return sql`m.status = 'QUEUED' and not ${underMark}`;
  return sql`m.status = ${status}`;
};

const campaignIs = (campaignId: string): SQL => {
  const id = fromPublicId("cmp", campaignId);
  return id === undefined ? sql`false` : sql`m.campaign_id = ${id}::uuid`;
};
