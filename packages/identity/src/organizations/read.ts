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
  /** Of nobody, for whoever runs the platform. */
  readonly role: Role | null;
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

/** Everybody's, for whoever runs the platform, the oldest first. */
export const listAllOrganizations = async (
  { database }: AccountContext,
  query: PageQuery,
): Promise<OrganizationPage> => {
  const page = pageOf("org", query);
  const rows = await database.orm.execute<Row>(sql`
    select o.id, o.name, o.parent_id, o.created_at, null as role from organizations o
    where ${page.after(sql`o.id`)} order by o.id limit ${page.take}`);
  return toPage("org", [...rows], page, toView);
};

/** Whether there is one with this UUID. */
export const hasOrganization = async (
  { database }: AccountContext,
  id: string,
): Promise<boolean> => {
  const rows = await database.orm.execute(sql`select from organizations where id = ${id}::uuid`);
  return rows.length > 0;
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
  ...(row.role !== null && { role: row.role }),
  createdAt: row.created_at.toISOString(),
});
