import { appendAudit, type By } from "@nx/core";
import { sql } from "drizzle-orm";
import type { RateCard } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import type { RateCardView } from "./schemas.ts";

/** What the audit calls it: an organization has one. */
const target = "rate-card";

/** The card that an organization's messages are priced by: its own, else the platform's. */
export async function readRateCard(
  { database, routing }: Pick<GatewayContext, "database" | "routing">,
  organizationId: string,
): Promise<GatewayResult<RateCardView>> {
  const [own] = await database.orm.execute<{ card: RateCard; at: Date }>(sql`
    select card, updated_at as at from rate_cards where organization_id = ${organizationId}::uuid`);
  if (own) return done({ source: "organization", card: own.card, updatedAt: own.at.toISOString() });
  const { rates } = routing();
  return rates === undefined
    ? refused("rate_card_not_found")
    : done({ source: "platform", card: rates });
}

/** Gives an organization a card of its own, in the place of the one before and of the platform's. */
export async function putRateCard(
  context: Pick<GatewayContext, "database" | "routing" | "money" | "newId">,
  organizationId: string,
  card: RateCard,
  { actor, requestId }: By,
): Promise<GatewayResult<RateCardView>> {
  const { database, money, newId } = context;
  const details = { currency: card.currency, rates: card.rates.length };
  const action = "rate_card.changed";
  await database.transaction(async (tx) => {
    await tx.execute(sql`
      insert into rate_cards (organization_id, card, version, updated_at)
      values (${organizationId}::uuid, ${JSON.stringify(card)}::jsonb, ${newId()}::uuid, now())
      on conflict (organization_id) do update set card = excluded.card, version = excluded.version,
        updated_at = excluded.updated_at`);
    await appendAudit(tx, { organizationId, actor, requestId, action, target, details });
  });
  money.forget();
  return readRateCard(context, organizationId);
}

/** Takes an organization's own card away: the platform's counts again. */
export async function removeRateCard(
  { database, money }: Pick<GatewayContext, "database" | "money">,
  organizationId: string,
  { actor, requestId }: By,
): Promise<GatewayResult<undefined>> {
  const action = "rate_card.removed";
  const removed = await database.transaction(async (tx) => {
    const rows = await tx.execute(sql`
      delete from rate_cards where organization_id = ${organizationId}::uuid
      returning organization_id`);
    if (rows.length === 0) return false;
    await appendAudit(tx, { organizationId, actor, requestId, action, target });
    return true;
  });
  money.forget();
  return removed ? done(undefined) : refused("rate_card_not_found");
}
