import { appendAudit, type By, fromPublicId, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { type GatewayResult, refused } from "../problems.ts";
import { readBudget } from "./read-budgets.ts";
import type { BudgetBody, BudgetView } from "./schemas.ts";
import { budgetPrefix } from "./shortage.ts";

/** Every message is compared with all budgets of its organization. */
const mostBudgets = 100;

/** Sets a limit. It counts what is accepted from now on, in every process within a second. */
export async function createBudget(
  { database, money, newId }: Pick<GatewayContext, "database" | "money" | "newId">,
  organizationId: string,
  { name, amount, currency, period, category, country, campaignId, keyId }: BudgetBody,
  { actor, requestId }: By,
): Promise<GatewayResult<BudgetView>> {
  const campaign = campaignId === undefined ? undefined : fromPublicId("cmp", campaignId);
  if (campaignId !== undefined && campaign === undefined)
    return refused("campaign_not_found", { path: "/campaignId" });
  const id = newId();
  const target = toPublicId(budgetPrefix, id);
  const created = await database.transaction(async (tx) => {
    const rows = await tx.execute(sql`
      insert into budgets (organization_id, id, name, period, currency, amount, category, country,
        campaign_id, key_id, created_at)
      select ${organizationId}::uuid, ${id}::uuid, ${name}, ${period}, ${currency},
        ${amount}::numeric, ${category ?? null}::text, ${country ?? null}::text,
        ${campaign ?? null}::uuid, ${keyId ?? null}::text, now()
      where ${mostBudgets} > (select count(*) from budgets
        where organization_id = ${organizationId}::uuid and ended_at is null)
      returning id`);
    if (rows.length === 0) return false;
    const details = { name, amount: `${amount} ${currency}`, period };
    const action = "budget.created";
    await appendAudit(tx, { organizationId, actor, requestId, action, target, details });
    return true;
  });
  if (!created) return refused("too_many_budgets", { detail: `At most ${mostBudgets}.` });
  money.forget();
  return readBudget({ database }, organizationId, target);
}
