import { toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { type OutreachResult, refused } from "../problems.ts";
import { checkContent } from "./check-content.ts";
import { readTemplate } from "./read.ts";
import { templatePrefix } from "./rows.ts";
import type { TemplateBody, TemplateView } from "./schemas.ts";

/** Makes a template, with its first version as a draft. */
export async function createTemplate(
  { database, newId }: Pick<OutreachContext, "database" | "newId">,
  organizationId: string,
  { name, ...content }: TemplateBody,
  by: string,
): Promise<OutreachResult<TemplateView>> {
  const problem = checkContent(content);
  if (problem !== undefined) return { ok: false, error: problem };
  const id = newId();
  const made = await database.orm.execute(sql`
    with made as (
      insert into templates (organization_id, id, name, latest_version, created_at, updated_at)
      values (${organizationId}::uuid, ${id}::uuid, ${name}, 1, now(), now())
      on conflict (organization_id, name) where deleted_at is null do nothing
      returning organization_id, id)
    insert into template_versions
      (organization_id, template_id, version, content, created_by, created_at)
    select organization_id, id, 1, ${JSON.stringify(content)}::json, ${by}, now() from made
    returning version`);
  if (made.length === 0) return refused("template_name_taken", { path: "/name" });
  return readTemplate({ database }, organizationId, toPublicId(templatePrefix, id));
}
