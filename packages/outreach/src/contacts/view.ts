import { fromPublicId, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { groupPrefix } from "../groups/schemas.ts";
import { type Contact, type ContactLink, contactPrefix } from "./schemas.ts";

/** Columns of {@link ContactRecord} of `contacts c`. */
export const contactColumns: SQL = sql`c.id, c.phone, c.country, c.display_name, c.email, c.language,
  c.time_zone, c.fields, c.metadata, c.version, c.created_at, c.updated_at,
  (select coalesce(jsonb_agg(jsonb_build_object('kind', l.kind, 'externalId', l.external_id)
      order by l.kind, l.external_id), '[]')
    from contact_links l
    where l.organization_id = c.organization_id and l.contact_id = c.id) as links,
  (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.name), '[]')
    from contact_group_members m join contact_groups g
      on g.organization_id = m.organization_id and g.id = m.group_id
    where m.organization_id = c.organization_id and m.contact_id = c.id) as groups`;

/** A contact as the view is made of. */
export interface ContactRecord extends Record<string, unknown> {
  readonly id: string;
  readonly phone: string;
  readonly country: string | null;
  readonly display_name: string | null;
  readonly email: string | null;
  readonly language: string | null;
  readonly time_zone: string | null;
  readonly fields: Contact["fields"];
  readonly metadata: Contact["metadata"];
  readonly links: ContactLink[];
  readonly groups: Contact["groups"];
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** The condition on `contacts c` that an id from outside stands for. */
export const contactIs = (organizationId: string, publicId: string): SQL => {
  const id = fromPublicId(contactPrefix, publicId);
  if (id === undefined) return sql`false`;
  return sql`c.organization_id = ${organizationId}::uuid and c.id = ${id}::uuid`;
};

/** A contact as the API shows it. */
export const toContact = (row: ContactRecord): Contact => ({
  id: toPublicId(contactPrefix, row.id),
  phone: row.phone,
  ...(row.country !== null && { country: row.country }),
  ...(row.display_name !== null && { displayName: row.display_name }),
  ...(row.email !== null && { email: row.email }),
  ...(row.language !== null && { language: row.language }),
  ...(row.time_zone !== null && { timeZone: row.time_zone }),
  fields: row.fields,
  metadata: row.metadata,
  links: row.links,
  groups: row.groups.map(({ id, name }) => ({ id: toPublicId(groupPrefix, id), name })),
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
