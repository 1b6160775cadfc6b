import { appendAudit, type By, fromPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { type GatewayResult, refused } from "../problems.ts";
import { readBudget } from "./read-budgets.ts";
import type { BudgetChange, BudgetView } from "./schemas.ts";
import { budgetPrefix } from "./shortage.ts";

/**
 * Gives a budget another name or amount, also for the present hour, day or month. In two statements, so
 * that the second one sees a period that was opened while the first one waited. With more room again,
 * what it warns of is told anew.
 */
export async function changeBudget(
  { database, money }: Pick<GatewayContext, "database" | "money">,
  organizationId: string,
  publicId: string,
  { name, amount }: BudgetChange,
  { actor, requestId }: By,
): Promise<GatewayResult<BudgetView>> {
  const id = fromPublicId(budgetPrefix, publicId);
  if (id === undefined) return refused("budget_not_found");
  await database.transaction(async (tx) => {
    const [budget] = await tx.execute<{ currency: string }>(sql`
      update budgets set name = coalesce(${name ?? null}, name),
        amount = coalesce(${amount ?? null}::numeric, amount)
      where organization_id = ${organizationId}::uuid and id = ${id}::uuid and period <> 'credit'
        and ended_at is null
      returning currency`);
    if (budget === undefined) return;
    await appendAudit(tx, {
      organizationId,
      actor,
      requestId,
      action: "budget.changed",
      target: publicId,
      details: { name, ...(amount !== undefined && { amount: `${amount} ${budget.currency}` }) },
    });
    if (amount === undefined) return;
    await tx.execute(sql`
      update budget_periods p set amount = b.amount,
        told = case when b.amount > p.amount then 0 else told end
      from budgets b
      where b.organization_id = ${organizationId}::uuid and b.id = ${id}::uuid
        and b.period <> 'credit' and b.ended_at is null
        and p.organization_id = ${organizationId}::uuid and p.budget_id = b.id
        and p.ends_at > now()`);
  });
  money.forget();
  return readBudget({ database }, organizationId, publicId);
}
