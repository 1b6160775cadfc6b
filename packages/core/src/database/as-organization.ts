import type { InTransaction } from "./transaction.ts";

/** The role that row-level security is for. A migration makes it; nobody can log in as it. */
const tenantRole = "nx_tenant";

/**
 * Transactions as an organization. Role and organization end with the transaction, so that whoever
 * borrows the connection next has neither.
 */
export const asOrganization =
  (inTransaction: InTransaction, organizationId: string): InTransaction =>
  (work, timeoutMs) =>
    inTransaction(async (run) => {
      await run("select set_config('app.organization', $1, true), set_config('role', $2, true)", [
        organizationId,
        tenantRole,
      ]);
      return work(run);
    }, timeoutMs);
