import { appendAudit, type By, type Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { type GatewayResult, refused } from "../problems.ts";
import { readCredit } from "./read-credit.ts";
import type { CreditView, TopUpBody } from "./schemas.ts";

/**
 * Books a payment. An organization that has credit sends only what it can pay; with the first payment
 * it is prepaid from then on. The same reference again books nothing and answers the same.
 */
export async function topUp(
  { database, money, newId }: Pick<GatewayContext, "database" | "money" | "newId">,
  organizationId: string,
  payment: TopUpBody,
  { actor, requestId }: By,
): Promise<GatewayResult<CreditView>> {
  const { amount, currency, reference } = payment;
  const known = await database.transaction(async (tx) => {
    const entered = await enter(tx, organizationId, newId(), payment);
    if (!entered) return isSame(tx, organizationId, payment);
    await add(tx, organizationId, payment, newId);
    await appendAudit(tx, {
      organizationId,
      actor,
      requestId,
      action: "credit.topped_up",
      target: creditTarget(currency),
      details: { amount: `${amount} ${currency}`, reference },
    });
    return true;
  });
  money.forget();
  if (!known) return refused("reference_reused", { path: "/reference" });
  return readCredit({ database }, organizationId, currency);
}

/** What the audit calls credit of a currency. */
export const creditTarget = (currency: string): string => `credit/${currency}`;

/** Waits for another payment of the same reference that is under way. */
async function enter(
  tx: Orm,
  organizationId: string,
  id: string,
  { amount, currency, reference }: TopUpBody,
): Promise<boolean> {
  const entered = await tx.execute(sql`
    insert into money_entries (organization_id, subject_id, n, kind, currency, paid_in, at, reference)
    values (${organizationId}::uuid, ${id}::uuid, 1, 'top_up', ${currency}, ${amount}::numeric, now(),
      ${reference})
    on conflict do nothing returning n`);
  return entered.length > 0;
}

async function isSame(
  tx: Orm,
  organizationId: string,
  { amount, currency, reference }: TopUpBody,
): Promise<boolean> {
  const same = await tx.execute(sql`
    select from money_entries
    where organization_id = ${organizationId}::uuid and reference = ${reference}
      and currency = ${currency} and paid_in = ${amount}::numeric`);
  return same.length > 0;
}

/** The budget first, as everybody who needs both locks them. */
async function add(
  tx: Orm,
  organizationId: string,
  { amount, currency }: TopUpBody,
  newId: () => string,
): Promise<void> {
  const [credit] = await tx.execute<{ id: string }>(sql`
    insert into budgets (organization_id, id, name, period, currency, amount, created_at)
    values (${organizationId}::uuid, ${newId()}::uuid, 'Credit', 'credit', ${currency},
      ${amount}::numeric, now())
    on conflict (organization_id, currency) where period = 'credit'
      do update set amount = budgets.amount + excluded.amount
    returning id`);
  if (credit === undefined) throw new Error("The credit was not written");
  await tx.execute(sql`
    insert into budget_periods
      (organization_id, id, budget_id, starts_at, ends_at, amount, kept)
    select organization_id, ${newId()}::uuid, id, created_at, 'infinity', amount, kept from budgets
    where organization_id = ${organizationId}::uuid and id = ${credit.id}::uuid
    on conflict (organization_id, budget_id, starts_at)
      do update set amount = excluded.amount, told = 0`);
}
