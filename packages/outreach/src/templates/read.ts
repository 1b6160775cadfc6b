import { type SQL, sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import {
  type TemplateRow,
  templateColumns,
  templateIs,
  toTemplate,
  toVersion,
  type VersionRow,
  versionColumns,
  withLatest,
} from "./rows.ts";
import type { TemplateQuery, TemplateView, VersionPage } from "./schemas.ts";

const defaultLimit = 50;

/** One template as its latest version is; of anybody else's nothing is told. */
export async function readTemplate(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<TemplateView>> {
  const [row] = await database.orm.execute<TemplateRow>(sql`
    select ${templateColumns} from ${withLatest} where ${templateIs(organizationId, publicId)}`);
  return row === undefined ? refused("template_not_found") : done(toTemplate(row));
}

/** One version of a template; the latest where none is named. */
export async function readVersion(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  publicId: string,
  version: number | undefined,
): Promise<VersionRow | undefined> {
  const [row] = await versionsOf(
    { database },
    { organizationId, publicId, limit: 1 },
    version === undefined ? sql`true` : sql`v.version = ${version}::int`,
  );
  return row;
}

/** One page of a template's versions, the latest first. A cursor is the last version of a page. */
export async function listVersions(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  publicId: string,
  { limit = defaultLimit, cursor }: TemplateQuery,
): Promise<OutreachResult<VersionPage>> {
  const template = await readTemplate({ database }, organizationId, publicId);
  if (!template.ok) return template;
  const rows = await versionsOf(
    { database },
    { organizationId, publicId, limit: limit + 1 },
    cursor === undefined ? sql`true` : comesAfter(cursor),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return done({
    data: page.map(toVersion),
    ...(hasMore && last && { nextCursor: String(last.version) }),
    hasMore,
  });
}

/** A cursor that is none of ours has nothing after it. */
const comesAfter = (cursor: string): SQL =>
  /^\d{1,9}$/.test(cursor) ? sql`v.version < ${Number(cursor)}::int` : sql`false`;

async function versionsOf(
  { database }: Pick<OutreachContext, "database">,
  of: { readonly organizationId: string; readonly publicId: string; readonly limit: number },
  which: SQL,
): Promise<readonly VersionRow[]> {
  const rows = await database.orm.execute<VersionRow>(sql`
    select ${versionColumns} from templates t join template_versions v
      on v.organization_id = t.organization_id and v.template_id = t.id
    where ${templateIs(of.organizationId, of.publicId)} and ${which}
    order by v.version desc limit ${of.limit}`);
  return [...rows];
}
