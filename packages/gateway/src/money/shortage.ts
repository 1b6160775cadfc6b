import { toPublicId } from "@nx/core";
import type { GatewayContext } from "../context.ts";
import { type GatewayRefusal, refused } from "../problems.ts";
import type { Shortage } from "./take.ts";

/** Prefix of budgets' ids outside. */
export const budgetPrefix = "bud";

/** The refusal of a message for which a budget lacks money: which one, and when it begins anew. */
export async function refusalFor(
  { money }: Pick<GatewayContext, "money">,
  organizationId: string,
  { budgetId, resets }: Shortage,
): Promise<GatewayRefusal> {
  const book = await money.read();
  const budget = book.budgetsOf(organizationId).find(({ id }) => id === budgetId);
  if (resets === undefined)
    return refused(
      "insufficient_credit",
      budget && { detail: `Too little is left in ${budget.currency}.` },
    ).error;
  const id = toPublicId(budgetPrefix, budgetId);
  return refused("budget_exceeded", {
    detail: `The budget ${budget ? `“${budget.name}” (${id})` : id} begins anew at ${resets.at.toISOString()}.`,
    retryAfterSeconds: resets.afterSeconds,
  }).error;
}
