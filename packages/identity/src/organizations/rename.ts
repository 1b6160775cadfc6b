import { appendAudit, toPublicId } from "@nx/core";
import { eq } from "drizzle-orm";
import type { AccountContext } from "../accounts/context.ts";
import type { Member } from "../accounts/session.ts";
import { readOrganization } from "./read.ts";
import type { OrganizationView } from "./schemas.ts";
import { organizations } from "./tables.ts";

/** Gives the member's organization another name. */
export const renameOrganization = async (
  context: AccountContext,
  { userId, organizationId, actor, requestId }: Member,
  { name }: { readonly name: string },
): Promise<OrganizationView | undefined> => {
  await context.database.forOrganization(organizationId).transaction(async (tx) => {
    await tx.update(organizations).set({ name }).where(eq(organizations.id, organizationId));
    const target = toPublicId("org", organizationId);
    const action = "organization.renamed";
    await appendAudit(tx, { organizationId, actor, requestId, action, target, details: { name } });
  });
  return readOrganization(context, userId, organizationId);
};
