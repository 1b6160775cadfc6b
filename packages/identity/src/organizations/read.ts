import { toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { AccountContext } from "../accounts/context.ts";
import type { Session } from "../accounts/session.ts";
import { pageOf, toPage } from "./page.ts";
import { reachOf, strength } from "./reach.ts";
import type { Role } from "./roles.ts";
import type { OrganizationPage, OrganizationView, PageQuery } from "./schemas.ts";

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly parent_id: string | null;
  readonly created_at: Date;
  readonly role: Role;
}

/** The organizations that a user may work in, those of a parent included, the oldest first. */
export const listOrganizations = async (
  { database }: AccountContext,
  { userId }: Session,
  query: PageQuery,
): Promise<OrganizationPage> => {
  const page = pageOf("org", query);
  const rows = await database.orm.execute<Row>(
    sql`${reachable(userId, page.after(sql`o.id`))} order by o.id limit ${page.take}`,
  );
  return toPage("org", [...rows], page, toView);
};

/** One of them; undefined for any other, whether it exists or not. */
export const readOrganization = async (
  { database }: AccountContext,
  userId: string,
  organizationId: string,
): Promise<OrganizationView | undefined> => {
  const [row] = await database.orm.execute<Row>(
    reachable(userId, sql`o.id = ${organizationId}::uuid`),
  );
  return row && toView(row);
};

const reachable = (userId: string, which: SQL): SQL => sql`
  select o.id, o.name, o.parent_id, o.created_at, reach.role
  from (
    select distinct on (organization_id) organization_id, role
    from (${reachOf(sql`${userId}::uuid`)}) every
    order by organization_id, ${strength}) reach
  join organizations o on o.id = reach.organization_id
  where ${which}`;

const toView = (row: Row): OrganizationView => ({
  id: toPublicId("org", row.id),
  name: row.name,
  ...(row.parent_id !== null && { parentId: toPublicId("org", row.parent_id) }),
  role: row.role,
  createdAt: row.created_at.toISOString(),
});
