import { fromPublicId, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import type { BudgetList, BudgetView } from "./schemas.ts";
import { budgetPrefix } from "./shortage.ts";

/** All budgets of an organization, in the order in which they were made. */
export async function listBudgets(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
): Promise<BudgetList> {
  const rows = await database.orm.execute<Row>(
    views(sql`
    b.organization_id = ${organizationId}::uuid`),
  );
  return { data: [...rows].map(toView) };
}

/** One budget; of anybody else's nothing is told, not even that it exists. */
export async function readBudget(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<GatewayResult<BudgetView>> {
  const id = fromPublicId(budgetPrefix, publicId);
  if (id === undefined) return refused("budget_not_found");
  const [row] = await database.orm.execute<Row>(
    views(sql`
    b.organization_id = ${organizationId}::uuid and b.id = ${id}::uuid`),
  );
  return row === undefined ? refused("budget_not_found") : done(toView(row));
}

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly amount: string;
  readonly currency: string;
  readonly period: BudgetView["period"];
  readonly category: BudgetView["category"] | null;
  readonly country: string | null;
  readonly campaign_id: string | null;
  readonly key_id: string | null;
  readonly held: string;
  readonly spent: string;
  readonly left: string;
  readonly resets_at: Date;
  readonly created_at: Date;
}

/** A budget that nothing was sent in yet has no row for the present period. */
const views = (which: SQL): SQL => sql`
  select b.id, b.name, trim_scale(b.amount)::text as amount, b.currency, b.period, b.category,
    b.country, b.campaign_id, b.key_id, b.created_at,
    trim_scale(coalesce(p.held, 0))::text as held, trim_scale(coalesce(p.spent, 0))::text as spent,
    trim_scale(b.amount - coalesce(p.held + p.spent, 0))::text as left,
    (date_trunc(b.period, now() at time zone 'UTC') + ('1 ' || b.period)::interval)
      at time zone 'UTC' as resets_at
  from budgets b left join lateral (
    select held, spent from budget_periods
    where organization_id = b.organization_id and budget_id = b.id
      and starts_at <= now() and ends_at > now() limit 1) p on true
  where ${which} and b.period <> 'credit' and b.ended_at is null
  order by b.id`;

const toView = (row: Row): BudgetView => ({
  id: toPublicId(budgetPrefix, row.id),
  name: row.name,
  amount: row.amount,
  currency: row.currency,
  period: row.period,
  ...(row.category && { category: row.category }),
  ...(row.country !== null && { country: row.country }),
  ...(row.campaign_id !== null && { campaignId: toPublicId("cmp", row.campaign_id) }),
  ...(row.key_id !== null && { keyId: row.key_id }),
  held: row.held,
  spent: row.spent,
  left: row.left,
  resetsAt: row.resets_at.toISOString(),
  createdAt: row.created_at.toISOString(),
});
