import { type SQL, sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import type { CreditList, CreditView } from "./schemas.ts";

/** All credit of an organization, by currency. None: it pays later, and sends without it. */
export async function listCredit(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
): Promise<CreditList> {
  const rows = await database.orm.execute<CreditView>(
    views(sql`
    organization_id = ${organizationId}::uuid`),
  );
  return { data: [...rows] };
}

/** Credit of one currency. */
export async function readCredit(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  currency: string,
): Promise<GatewayResult<CreditView>> {
  const [view] = await database.orm.execute<CreditView>(
    views(sql`
    organization_id = ${organizationId}::uuid and currency = ${currency}`),
  );
  return view === undefined ? refused("credit_not_found") : done(view);
}

const views = (which: SQL): SQL => sql`
  select b.currency, trim_scale(p.amount)::text as "paidIn", trim_scale(p.held)::text as held,
    trim_scale(p.spent)::text as spent, trim_scale(p.amount - p.held - p.spent)::text as left,
    trim_scale(p.kept)::text as "keptForCodes"
  from (select * from budgets where ${which} and period = 'credit') b cross join lateral (
    select * from budget_periods
    where organization_id = b.organization_id and budget_id = b.id limit 1) p
  order by b.currency`;
