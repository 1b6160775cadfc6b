import { appendAudit, type By, fromPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { budgetPrefix } from "./shortage.ts";

/** Takes a limit away. What was counted in it stays in the ledger. */
export async function endBudget(
  { database, money }: Pick<GatewayContext, "database" | "money">,
  organizationId: string,
  publicId: string,
  { actor, requestId }: By,
): Promise<GatewayResult<undefined>> {
  const id = fromPublicId(budgetPrefix, publicId);
  if (id === undefined) return refused("budget_not_found");
  const ended = await database.transaction(async (tx) => {
    const rows = await tx.execute(sql`
      update budgets set ended_at = now()
      where organization_id = ${organizationId}::uuid and id = ${id}::uuid and period <> 'credit'
        and ended_at is null
      returning id`);
    if (rows.length === 0) return false;
    const action = "budget.ended";
    await appendAudit(tx, { organizationId, actor, requestId, action, target: publicId });
    return true;
  });
  money.forget();
  return ended ? done(undefined) : refused("budget_not_found");
}
