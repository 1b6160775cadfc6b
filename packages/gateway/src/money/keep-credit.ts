import { appendAudit, type By } from "@nx/core";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import type { GatewayResult } from "../problems.ts";
import { readCredit } from "./read-credit.ts";
import type { CreditChange, CreditView } from "./schemas.ts";
import { creditTarget } from "./top-up.ts";

/** Keeps the last part of credit for one-time codes, so that nothing else can use it up. */
export async function keepCredit(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  currency: string,
  { keptForCodes }: CreditChange,
  { actor, requestId }: By,
): Promise<GatewayResult<CreditView>> {
  await database.transaction(async (tx) => {
    const [credit] = await tx.execute<{ id: string }>(sql`
      update budgets set kept = ${keptForCodes}::numeric
      where organization_id = ${organizationId}::uuid and currency = ${currency}
        and period = 'credit'
      returning id`);
    if (credit === undefined) return;
    await tx.execute(sql`
      update budget_periods set kept = ${keptForCodes}::numeric
      where organization_id = ${organizationId}::uuid and budget_id = ${credit.id}::uuid`);
    await appendAudit(tx, {
      organizationId,
      actor,
      requestId,
      action: "credit.kept",
      target: creditTarget(currency),
      details: { keptForCodes: `${keptForCodes} ${currency}` },
    });
  });
  return readCredit({ database }, organizationId, currency);
}
