import { fromPublicId, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { QuickReply, QuickReplyBody, QuickReplyList } from "./schemas.ts";

type Context = Pick<OutreachContext, "database" | "newId">;
type Row = { readonly id: string; readonly title: string; readonly text: string };

const quickReplyPrefix = "qrp";
/** Quick replies of an organization. */
const mostQuickReplies = 500;

const toView = ({ id, ...row }: Row): QuickReply => ({
  id: toPublicId(quickReplyPrefix, id),
  ...row,
});

/** All quick replies, by title. */
export async function listQuickReplies(
  { database }: Context,
  organizationId: string,
): Promise<QuickReplyList> {
  const rows = await database.orm.execute<Row>(sql`
    select id, title, text from quick_replies where organization_id = ${organizationId}::uuid
    order by title, id`);
  return { data: [...rows].map(toView) };
}

/** Makes a quick reply. */
export async function createQuickReply(
  { database, newId }: Context,
  organizationId: string,
  { title, text }: QuickReplyBody,
): Promise<OutreachResult<QuickReply>> {
  const [row] = await database.orm.execute<Row>(sql`
    insert into quick_replies (organization_id, id, title, text)
    select ${organizationId}::uuid, ${newId()}::uuid, ${title}, ${text}
    where (select count(*) from quick_replies
      where organization_id = ${organizationId}::uuid) < ${mostQuickReplies}
    returning id, title, text`);
  return row === undefined ? refused("too_many_entries") : done(toView(row));
}

/** Writes a quick reply anew. */
export async function updateQuickReply(
  { database }: Context,
  organizationId: string,
  publicId: string,
  { title, text }: QuickReplyBody,
): Promise<OutreachResult<QuickReply>> {
  const id = fromPublicId(quickReplyPrefix, publicId);
  if (id === undefined) return refused("quick_reply_not_found");
  const [row] = await database.orm.execute<Row>(sql`
    update quick_replies set title = ${title}, text = ${text}
    where organization_id = ${organizationId}::uuid and id = ${id}::uuid
    returning id, title, text`);
  return row === undefined ? refused("quick_reply_not_found") : done(toView(row));
}

/** Removes a quick reply. */
export async function removeQuickReply(
  { database }: Context,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<undefined>> {
  const id = fromPublicId(quickReplyPrefix, publicId);
  if (id === undefined) return refused("quick_reply_not_found");
  const rows = await database.orm.execute(sql`
    delete from quick_replies
    where organization_id = ${organizationId}::uuid and id = ${id}::uuid returning id`);
  return rows.length === 0 ? refused("quick_reply_not_found") : done(undefined);
}
