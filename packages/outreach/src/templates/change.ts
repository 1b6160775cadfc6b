import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { type OutreachResult, refused } from "../problems.ts";
import { checkContent } from "./check-content.ts";
import { readTemplate, readVersion } from "./read.ts";
import { templateIs } from "./rows.ts";
import type { TemplateChange, TemplateContent, TemplateView } from "./schemas.ts";

/** Makes a new version, a draft again: what was sent and approved stays as it was. */
export async function changeTemplate(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  publicId: string,
  change: TemplateChange,
  by: string,
): Promise<OutreachResult<TemplateView>> {
  const latest = await readVersion({ database }, organizationId, publicId, undefined);
  if (latest === undefined) return refused("template_not_found");
  const content = merged(latest.content, change);
  const problem = checkContent(content);
  if (problem !== undefined) return { ok: false, error: problem };
  // Whoever changed it since then has not seen this change, nor this one theirs.
  const made = await database.orm.execute(sql`
    with moved as (
      update templates t set latest_version = latest_version + 1, updated_at = now()
      where ${templateIs(organizationId, publicId)} and t.latest_version = ${latest.version}::int
      returning organization_id, id, latest_version)
    insert into template_versions
      (organization_id, template_id, version, content, created_by, created_at)
    select organization_id, id, latest_version, ${JSON.stringify(content)}::json, ${by}, now()
    from moved returning version`);
  if (made.length === 0) return refused("template_changed");
  return readTemplate({ database }, organizationId, publicId);
}

const merged = (
  { dlt: registered, ...before }: TemplateContent,
  { category, variables, texts, dlt = registered ?? null }: TemplateChange,
): TemplateContent => ({
  ...before,
  ...(category !== undefined && { category }),
  ...(variables !== undefined && { variables }),
  ...(texts !== undefined && { texts }),
  ...(dlt !== null && { dlt }),
});
