import { fromPublicId, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { expectationPrefix } from "./ask.ts";
import type {
  QuarantinedAnswer,
  QuarantinePage,
  QuarantineQuery,
  QuarantineReason,
} from "./schemas.ts";

const defaultLimit = 50;

/** A row as the views are made of. */
export interface QuarantineRow extends Record<string, unknown> {
  readonly inbound_id: string;
  readonly phone: string;
  readonly number: string;
  readonly reason: QuarantineReason;
  readonly expectation_id: string | null;
  readonly answer: string | null;
  readonly received_at: Date;
  readonly resolution: "assigned" | "dismissed" | null;
  readonly resolved_by: string | null;
  readonly resolved_at: Date | null;
}

/** Columns of {@link QuarantineRow}. */
export const quarantineColumns: SQL = sql`inbound_id, phone, number, reason, expectation_id, answer,
  received_at, resolution, resolved_by, resolved_at`;

/** One page of an organization's quarantined answers, the newest first. */
export async function listQuarantine(
  context: Pick<OutreachContext, "database" | "gateway">,
  organizationId: string,
  { resolved = false, limit = defaultLimit, cursor }: QuarantineQuery,
): Promise<QuarantinePage> {
  const before = cursor === undefined ? undefined : fromPublicId("msg", cursor);
  const rows = await context.database.orm.execute<QuarantineRow>(sql`
    select ${quarantineColumns} from quarantined_answers
    where organization_id = ${organizationId}::uuid and (resolution is not null) = ${resolved}
      and ${cursor === undefined ? sql`true` : before ? sql`inbound_id < ${before}::uuid` : sql`false`}
    order by inbound_id desc limit ${limit + 1}`);
  const page = [...rows].slice(0, limit);
  const hasMore = rows.length > limit;
  const last = page.at(-1);
  return {
    data: await toQuarantined(context, organizationId, page),
    ...(hasMore && last && { nextCursor: toPublicId("msg", last.inbound_id) }),
    hasMore,
  };
}

/** Rows as the API shows them, with the texts that the ledger still has. */
export async function toQuarantined(
  { gateway }: Pick<OutreachContext, "gateway">,
  organizationId: string,
  rows: readonly QuarantineRow[],
): Promise<QuarantinedAnswer[]> {
  const ids = rows.map(({ inbound_id: id }) => toPublicId("msg", id));
  const messages = await gateway.readMany(organizationId, ids);
  const texts = new Map(messages.map(({ id, body }) => [id, body]));
  return rows.map((row) => {
    const id = toPublicId("msg", row.inbound_id);
    return {
      id,
      phone: row.phone,
      number: row.number,
      reason: row.reason,
      text: texts.get(id) ?? null,
      ...(row.expectation_id !== null && {
        expectationId: toPublicId(expectationPrefix, row.expectation_id),
      }),
      ...(row.answer !== null && { answer: row.answer }),
      receivedAt: row.received_at.toISOString(),
      ...(row.resolution !== null && { resolution: row.resolution }),
      ...(row.resolved_by !== null && { resolvedBy: row.resolved_by }),
      ...(row.resolved_at !== null && { resolvedAt: row.resolved_at.toISOString() }),
    };
  });
}
