import { fromPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult } from "../problems.ts";
import { isInGroup } from "../segments/compile.ts";
import { conditionOf } from "../segments/select.ts";
import { type ContactPage, type ContactQuery, contactPrefix } from "./schemas.ts";
import { type ContactRecord, contactColumns, toContact } from "./view.ts";

const defaultLimit = 50;

/**
 * One page of an organization's contacts, the newest first. The cursor is an id: whatever is written
 * meanwhile, no page repeats or skips a contact. A group or link that is none of ours has nobody; a
 * segment that is none is `segment_not_found`.
 */
export async function listContacts(
  { database, clock }: Pick<OutreachContext, "database" | "clock">,
  organizationId: string,
  query: ContactQuery,
): Promise<OutreachResult<ContactPage>> {
  const limit = query.limit ?? defaultLimit;
  const asked = { organizationId, now: clock.now() };
  const inSegment = await conditionOf(
    database.orm,
    query.segment === undefined ? { all: true } : { segment: query.segment },
    asked,
  );
  if (!inSegment.ok) return inSegment;
  const rows = await database.orm.execute<ContactRecord>(sql`
    select ${contactColumns} from contacts c
    where ${contactsOf(organizationId, query)} and ${inSegment.value}
    order by c.id desc limit ${limit + 1}`);
  const data = [...rows].slice(0, limit).map(toContact);
  const last = data.at(-1);
  const hasMore = rows.length > limit;
  return done({ data, ...(hasMore && last && { nextCursor: last.id }), hasMore });
}

/** The condition on `contacts c` that a query stands for, but for its segment. */
const contactsOf = (
  organizationId: string,
  { phone, name, group, link, cursor }: ContactQuery,
): SQL =>
  sql.join(
    [
      sql`c.organization_id = ${organizationId}::uuid`,
      ...(phone === undefined ? [] : [beginsWith(phone)]),
      ...(name === undefined ? [] : [sql`strpos(lower(c.display_name), lower(${name})) > 0`]),
      ...(group === undefined ? [] : [isInGroup(group, organizationId)]),
      ...(link === undefined ? [] : [isLinked(organizationId, link)]),
      ...(cursor === undefined ? [] : [comesAfter(cursor)]),
    ],
    sql` and `,
  );

/** A range of the index, whatever the collation: the colon comes after the digits. */
const beginsWith = (phone: string): SQL =>
  sql`(c.phone ~>=~ ${phone} and c.phone ~<~ ${`${phone}:`})`;

/** Looked up first: few contacts stand for one record. */
const isLinked = (organizationId: string, link: string): SQL => {
  const kind = link.slice(0, link.indexOf(":"));
  return sql`c.id = any(array(select contact_id from contact_links
    where organization_id = ${organizationId}::uuid and kind = ${kind}
      and external_id = ${link.slice(kind.length + 1)}))`;
};

/** A cursor that is none of ours has nothing after it. */
const comesAfter = (cursor: string): SQL => {
  const id = fromPublicId(contactPrefix, cursor);
  return id === undefined ? sql`false` : sql`c.id < ${id}::uuid`;
};
