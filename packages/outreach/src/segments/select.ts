import { fromPublicId, type Orm } from "@nx/core";
import { type Static, Type } from "@sinclair/typebox";
import { type SQL, sql } from "drizzle-orm";
import { contactPrefix } from "../contacts/schemas.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { type Asked, isInGroup, matches } from "./compile.ts";
import { findSegment } from "./read.ts";

const strict = { additionalProperties: false } as const;
const id = (prefix: string) => Type.String({ maxLength: 40, description: `\`${prefix}_…\`` });

/** Which contacts: all, those of a group or a segment, or these. */
export const Selection = Type.Union([
  Type.Object({ all: Type.Literal(true) }, strict),
  Type.Object({ group: id("grp") }, strict),
  Type.Object({ segment: id("seg") }, strict),
  Type.Object({ contacts: Type.Array(id("con"), { minItems: 1, maxItems: 1000 }) }, strict),
]);
export type Selection = Static<typeof Selection>;

/**
 * The contacts of a selection as `select id from contacts …`, to be put into a larger statement, for
 * example `where (id) in (…)`. Contacts and groups that are none of ours are nobody; a segment that is
 * none is refused.
 */
export async function selectContacts(
  orm: Orm,
  selection: Selection,
  asked: Asked,
): Promise<OutreachResult<SQL>> {
  const condition = await conditionOf(orm, selection, asked);
  if (!condition.ok) return condition;
  return done(sql`select c.id from contacts c
    where c.organization_id = ${asked.organizationId}::uuid and ${condition.value}`);
}

/** The same as a condition on `contacts c`, which does not name the organization. */
export async function conditionOf(
  orm: Orm,
  selection: Selection,
  asked: Asked,
): Promise<OutreachResult<SQL>> {
  if ("all" in selection) return done(sql`true`);
  if ("group" in selection) return done(isInGroup(selection.group, asked.organizationId));
  if ("contacts" in selection) {
    const ids = selection.contacts.flatMap((name) => fromPublicId(contactPrefix, name) ?? []);
    return done(sql`c.id = any(${sql.param(ids)}::uuid[])`);
  }
  const segment = await findSegment(orm, asked.organizationId, selection.segment);
  return segment === undefined
    ? refused("segment_not_found", { path: "/segment" })
    : done(matches(segment.query, asked));
}
