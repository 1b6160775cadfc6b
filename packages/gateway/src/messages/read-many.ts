import { fromPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { inboundColumns } from "./list.ts";
import { type MessageRow, outboundColumns, toView } from "./read.ts";
import type { MessageView } from "./schemas.ts";
import { messagePrefix } from "./send.ts";

/** Those of these messages that are the organization's, whichever way they went. */
export async function readMany(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  publicIds: readonly string[],
): Promise<MessageView[]> {
  const ids = publicIds.flatMap((id) => fromPublicId(messagePrefix, id) ?? []);
  if (ids.length === 0) return [];
  // Id by id, so that of the months of messages only those are looked at.
  const each = sql`unnest(${sql.param(ids)}::uuid[]) as asked(one)`;
  const [sent, received] = await Promise.all([
    database.orm.execute<MessageRow>(sql`
      select m.* from ${each} cross join lateral (
        select ${outboundColumns} from messages m
        where m.organization_id = ${organizationId}::uuid and m.id = asked.one limit 1) m`),
    database.orm.execute<MessageRow>(sql`
      select m.* from ${each} cross join lateral (
        select ${inboundColumns} from inbound_messages m
        where m.organization_id = ${organizationId}::uuid and m.id = asked.one limit 1) m`),
  ]);
  return [...sent, ...received].map(toView);
}
