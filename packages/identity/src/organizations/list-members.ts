import { toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { AccountContext } from "../accounts/context.ts";
import { pageOf, toPage } from "./page.ts";
import type { Role } from "./roles.ts";
import type { MemberPage, MemberView, PageQuery } from "./schemas.ts";

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly role: Role;
  readonly created_at: Date;
}

/** The members of an organization itself: those of its parent are listed there. */
export const listMembers = async (
  { database }: AccountContext,
  organizationId: string,
  query: PageQuery,
): Promise<MemberPage> => {
  const page = pageOf("usr", query);
  const rows = await database.orm.execute<Row>(sql`
    select u.id, u.name, u.email, u.phone, m.role, m.created_at
    from memberships m join users u on u.id = m.user_id
    where m.organization_id = ${organizationId}::uuid and ${page.after(sql`m.user_id`)}
    order by m.user_id limit ${page.take}`);
  return toPage("usr", [...rows], page, toView);
};

const toView = (row: Row): MemberView => ({
  id: toPublicId("usr", row.id),
  name: row.name,
  ...(row.email !== null && { email: row.email }),
  ...(row.phone !== null && { phone: row.phone }),
  role: row.role,
  joinedAt: row.created_at.toISOString(),
});
