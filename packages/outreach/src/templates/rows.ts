import { fromPublicId, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { lintTexts } from "./lint.ts";
import type { Approval, TemplateContent, TemplateVersion, TemplateView } from "./schemas.ts";

/** Prefix of templates' ids outside. */
export const templatePrefix = "tpl";

export interface VersionRow extends Record<string, unknown> {
  readonly version: number;
  readonly content: TemplateContent;
  readonly approval: Approval;
  readonly created_by: string;
  readonly version_created_at: Date;
  readonly submitted_by: string | null;
  readonly submitted_at: Date | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly reason: string | null;
}

export interface TemplateRow extends VersionRow {
  readonly id: string;
  readonly name: string;
  readonly approved_version: number | null;
  readonly updated_at: Date;
}

/** Columns of {@link VersionRow} of a version `v`. */
export const versionColumns: SQL = sql`v.version, v.content, v.approval, v.created_by,
  v.created_at as version_created_at, v.submitted_by, v.submitted_at, v.decided_by, v.decided_at,
  v.reason`;

/** The latest approved version of a template `t`; none is null. */
export const approvedVersion: SQL = sql`(
  select max(version) from template_versions
  where organization_id = t.organization_id and template_id = t.id and approval = 'approved')`;

/** Columns of {@link TemplateRow} of a template `t` and a version `v` of it. */
export const templateColumns: SQL = sql`t.id, t.name, t.updated_at,
  ${approvedVersion} as approved_version, ${versionColumns}`;

/** Joins the latest version `v` to templates `t`. */
export const withLatest: SQL = sql`templates t join template_versions v
  on v.organization_id = t.organization_id and v.template_id = t.id
    and v.version = t.latest_version`;

/** That a template `t` is this one, of this organization and not deleted. */
export const templateIs = (organizationId: string, publicId: string): SQL => {
  const id = fromPublicId(templatePrefix, publicId);
  if (id === undefined) return sql`false`;
  return sql`t.organization_id = ${organizationId}::uuid and t.id = ${id}::uuid
    and t.deleted_at is null`;
};

/** A row as the API shows it. */
export const toVersion = (row: VersionRow): TemplateVersion => ({
  version: row.version,
  approval: row.approval,
  ...row.content,
  lint: lintTexts(row.content),
  createdBy: row.created_by,
  createdAt: row.version_created_at.toISOString(),
  ...(row.submitted_by !== null && { submittedBy: row.submitted_by }),
  ...(row.submitted_at !== null && { submittedAt: row.submitted_at.toISOString() }),
  ...(row.decided_by !== null && { decidedBy: row.decided_by }),
  ...(row.decided_at !== null && { decidedAt: row.decided_at.toISOString() }),
  ...(row.reason !== null && { reason: row.reason }),
});

/** The same with the template around it. */
export const toTemplate = (row: TemplateRow): TemplateView => ({
  id: toPublicId(templatePrefix, row.id),
  name: row.name,
  ...(row.approved_version !== null && { approvedVersion: row.approved_version }),
  ...toVersion(row),
  updatedAt: row.updated_at.toISOString(),
});
