import { fromPublicId, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import {
  type TemplateRow,
  templateColumns,
  templatePrefix,
  toTemplate,
  withLatest,
} from "./rows.ts";
import type { TemplatePage, TemplateQuery } from "./schemas.ts";

const defaultLimit = 50;

/** One page of an organization's templates, the newest first. */
export async function listTemplates(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  { limit = defaultLimit, cursor }: TemplateQuery,
): Promise<TemplatePage> {
  const rows = await database.orm.execute<TemplateRow>(sql`
    select ${templateColumns} from ${withLatest}
    where t.organization_id = ${organizationId}::uuid and t.deleted_at is null
      and ${cursor === undefined ? sql`true` : comesAfter(cursor)}
    order by t.id desc limit ${limit + 1}`);
  const page = [...rows].slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return {
    data: page.map(toTemplate),
    ...(hasMore && last && { nextCursor: toPublicId(templatePrefix, last.id) }),
    hasMore,
  };
}

/** A cursor that is none of ours has nothing after it. */
const comesAfter = (cursor: string): SQL => {
  const id = fromPublicId(templatePrefix, cursor);
  return id === undefined ? sql`false` : sql`t.id < ${id}::uuid`;
};
