import { fromPublicId, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import type { EventView, MessageDetail, MessageView } from "./schemas.ts";
import { messagePrefix } from "./send.ts";

/** A row as the views are made of. */
export interface MessageRow extends Record<string, unknown> {
  readonly id: string;
  readonly direction: "outbound" | "inbound";
  readonly status: MessageView["status"];
  readonly outcome: "unknown" | null;
  readonly category: MessageView["category"] | null;
  readonly recipient: string;
  readonly sender: string | null;
  readonly body: string | null;
  readonly encoding: MessageView["encoding"] | null;
  readonly segments: number | null;
  readonly account: string | null;
  readonly attempts: number | null;
  readonly error: string | null;
  readonly price: string | null;
  readonly currency: string | null;
  readonly metadata: Record<string, string> | null;
  readonly not_before: string | null;
  readonly template: MessageView["template"] | null;
  readonly redrive_of: string | null;
  readonly sent_by: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly valid_until: Date | null;
}

/** Columns of {@link MessageRow} of an outbound message `m`. Under a dispatch mark it is SENDING. */
export const outboundColumns: SQL = sql`m.id, 'outbound' as direction,
  case when m.status = 'QUEUED' and exists (
    select from message_dispatches d
    where d.organization_id = m.organization_id and m.id = any(d.message_ids))
  then 'SENDING' else m.status end as status,
  m.outcome, m.category, m.recipient, m.sender, m.body, m.encoding, m.segments, m.account,
  m.attempts, m.error, trim_scale(m.price)::text as price, m.currency,
  m.options->'metadata' as metadata, m.options->>'notBefore' as not_before,
  m.options->'template' as template,
  m.options->>'redriveOf' as redrive_of, m.options->>'user' as sent_by, m.created_at, m.updated_at, m.valid_until`;

/** One message of the organization; of anybody else's nothing is told, not even that it exists. */
export async function readMessage(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<GatewayResult<MessageDetail>> {
  const id = fromPublicId(messagePrefix, publicId);
  if (id === undefined) return refused("message_not_found");
  const [row] = await database.orm.execute<MessageRow>(sql`
    select ${outboundColumns} from messages m
    where m.organization_id = ${organizationId}::uuid and m.id = ${id}::uuid`);
  if (row === undefined) return refused("message_not_found");
  const events = await readEvents({ database }, organizationId, id);
  const deferred = deferralOf(events);
  return done({
    ...toView(row),
    ...(deferred && { deferred }),
    attemptList: events.filter(({ attempt, report }) => attempt !== undefined && !report),
    events,
  });
}

/** The last time that it was told to wait. */
function deferralOf(events: readonly EventView[]): MessageDetail["deferred"] {
  const last = events.findLast(({ type }) => type === "DEFERRED");
  if (last?.until === undefined || last.reason === undefined) return undefined;
  return { until: last.until, reason: last.reason };
}

/** What an event adds to its type. */
export interface EventData {
  readonly account?: string;
  readonly error?: string;
  readonly providerCode?: string;
  readonly report?: string;
  readonly late?: boolean;
  readonly until?: string;
  readonly reason?: string;
}

interface EventRow extends Record<string, unknown> {
  readonly type: string;
  readonly key: string;
  readonly at: Date;
  readonly data: EventData | null;
}

/** Of a row of `message_events` that is kept under another message: it tells of this row of `messages`. */
export const isToldOf = (message: SQL): SQL => sql`organization_id = ${message}.organization_id
        and position = any(array[${message}.queued_in, ${message}.sent_in, ${message}.reported_in])
        and ${message}.id = any(others)`;

/** All that happened to a message, in order. */
export async function readEvents(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  id: string,
): Promise<EventView[]> {
  const rows = await database.orm.execute<EventRow>(sql`
    select type, key, at, data, position from message_events
    where organization_id = ${organizationId}::uuid and message_id = ${id}::uuid
    union all
    select e.* from messages m cross join lateral (
      select type, key, at, data, position from message_events
      where ${isToldOf(sql`m`)} limit 3) e
    where m.organization_id = ${organizationId}::uuid and m.id = ${id}::uuid
    order by at, position, key`);
  return [...rows].map(toEventView);
}

/** An event as the API shows it; which attempt it is about is in its key. */
export function toEventView({
  type,
  key,
  at,
  data,
}: Pick<EventRow, "type" | "key" | "at" | "data">): EventView {
  const attempt = /^(?:attempt:|late:|retry:|r)(\d+)/.exec(key)?.[1];
  const { account, error, providerCode, report, late, until, reason } = data ?? {};
  return {
    type,
    at: at.toISOString(),
    ...(attempt !== undefined && { attempt: Number(attempt) }),
    ...(account !== undefined && { account }),
    ...(error !== undefined && { error }),
    ...(providerCode !== undefined && { providerCode }),
    ...(report !== undefined && { report }),
    ...(late !== undefined && { late }),
    ...(until !== undefined && { until }),
    ...(reason !== undefined && { reason }),
  };
}

/** A row as the API shows it. */
export const toView = (row: MessageRow): MessageView => ({
  id: toPublicId(messagePrefix, row.id),
  direction: row.direction,
  status: row.status,
  ...(row.outcome !== null && { outcome: row.outcome }),
  ...(row.category && { category: row.category }),
  to: row.recipient,
  ...(row.sender !== null && { from: row.sender }),
  body: row.body,
  ...(row.encoding && { encoding: row.encoding }),
  ...(row.segments !== null && { segments: row.segments }),
  ...(row.account !== null && { provider: row.account }),
  ...(row.attempts !== null && { attempts: row.attempts }),
  ...(row.error !== null && { error: row.error }),
  ...(row.price !== null &&
    row.currency !== null && { price: { amount: row.price, currency: row.currency } }),
  ...(row.metadata !== null && { metadata: row.metadata }),
  ...(row.not_before !== null && { notBefore: row.not_before }),
  ...(row.template && { template: row.template }),
  ...(row.redrive_of !== null && { redriveOf: row.redrive_of }),
  ...(row.sent_by !== null && { sentBy: row.sent_by }),
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  ...(row.valid_until !== null && { validUntil: row.valid_until.toISOString() }),
});
