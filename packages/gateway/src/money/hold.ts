import { compareDecimals, countryOf, type Money, type RoutePlan } from "mq-sms";
import type { NewMessage } from "../ledger/accept.ts";
import { type GatewayRefusal, refused } from "../problems.ts";
import type { Budget } from "./book.ts";

/** Money that a message takes out of budgets before it is accepted. */
export interface Hold {
  /** Decimal: the most that it costs, whoever carries it. */
  readonly amount: string;
  readonly currency: string;
  /** Ids of the budgets that it counts in. */
  readonly budgets: readonly string[];
}

/** What of a message decides in which budgets it counts. */
export type Counted = Pick<NewMessage, "category" | "recipient" | "campaignId" | "keyId">;

/**
 * What a message has to hold, by the budgets of its organization. One whose price is not known is
 * refused where a budget counts it: a limit on money is a promise.
 */
export function holdOf(
  message: Counted,
  budgets: readonly Budget[],
  plan: RoutePlan,
): { readonly hold?: Hold } | { readonly refusal: GatewayRefusal } {
  const counting = budgets.filter((budget) => counts(budget, message));
  if (counting.length === 0) return {};
  const most = dearest(plan);
  if (most === undefined) return { refusal: refused("price_unknown").error };
  const { amount, currency } = most;
  const comparable = counting.filter((budget) => budget.currency === currency);
  const isPrepaid = counting.some(({ period }) => period === "credit");
  if (isPrepaid && !comparable.some(({ period }) => period === "credit"))
    return {
      refusal: refused("insufficient_credit", { detail: `There is none in ${currency}.` }).error,
    };
  if (comparable.length === 0) return {};
  return { hold: { amount, currency, budgets: comparable.map(({ id }) => id) } };
}

/**
 * One-time codes count in budgets of their own, so that a campaign that uses up the others keeps
 * nobody from signing in. Credit counts everything: it is what there is.
 */
function counts(budget: Budget, message: Counted): boolean {
  if (budget.period === "credit") return true;
  const isCategory =
    budget.category === null ? message.category !== "otp" : budget.category === message.category;
  return (
    isCategory &&
    (budget.keyId === null || budget.keyId === message.keyId) &&
    (budget.campaignId === null || budget.campaignId === message.campaignId) &&
    (budget.country === null || budget.country === countryOf(message.recipient))
  );
}

/** Whoever takes it in the end, it was not meant to cost more. */
function dearest({ candidates }: RoutePlan): Money | undefined {
  return candidates
    .flatMap(({ price }) => price ?? [])
    .reduce<Money | undefined>(
      (most, price) =>
        most === undefined || compareDecimals(price.amount, most.amount) > 0 ? price : most,
      undefined,
    );
}
