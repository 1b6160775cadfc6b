import type { RoutePlan } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import { type Routing, withRates } from "../dispatch/routing.ts";
import type { NewMessage } from "../ledger/accept.ts";
import { type CheckedMessage, planOf } from "../messages/check.ts";
import { done, type GatewayResult } from "../problems.ts";
import type { Budget } from "./book.ts";
import { holdOf } from "./hold.ts";

/** On what terms an organization sends at this moment. */
export interface Terms {
  /** With the organization's own rate card, where it has one. */
  readonly routing: Routing;
  readonly budgets: readonly Budget[];
}

/** The terms of an organization. */
export async function termsOf(
  { money, routing }: Pick<GatewayContext, "money" | "routing">,
  organizationId: string,
): Promise<Terms> {
  const book = await money.read();
  return {
    routing: withRates(routing(organizationId), book.ratesOf(organizationId)),
    budgets: book.budgetsOf(organizationId),
  };
}

/**
 * The message with what it will cost and has to hold. Refused where a budget counts it and nobody knows
 * its price.
 */
export function priced<Message extends CheckedMessage & Pick<NewMessage, "keyId">>(
  message: Message,
  { routing, budgets }: Terms,
  now: Date,
): GatewayResult<Message & Pick<NewMessage, "estimatedPrice" | "hold">> {
  if (routing.rates === undefined && budgets.length === 0) return done(message);
  const plan: RoutePlan = planOf(message, routing, now);
  const estimatedPrice = plan.candidates[0]?.price;
  const held = holdOf(message, budgets, plan);
  if ("refusal" in held) return { ok: false, error: held.refusal };
  return done({ ...message, ...held, ...(estimatedPrice && { estimatedPrice }) });
}
