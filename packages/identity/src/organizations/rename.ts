import { eq } from "drizzle-orm";
import type { AccountContext } from "../accounts/context.ts";
import type { Member } from "../accounts/session.ts";
import { readOrganization } from "./read.ts";
import type { OrganizationView } from "./schemas.ts";
import { organizations } from "./tables.ts";

/** Gives the member's organization another name. */
export const renameOrganization = async (
  context: AccountContext,
  { userId, organizationId }: Member,
  { name }: { readonly name: string },
): Promise<OrganizationView | undefined> => {
  await context.database
    .forOrganization(organizationId)
    .orm.update(organizations)
    .set({ name })
    .where(eq(organizations.id, organizationId));
  return readOrganization(context, userId, organizationId);
};
