import type { By } from "@nx/core";
import type { RateCard } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import type { GatewayResult } from "../problems.ts";
import { changeBudget } from "./change-budget.ts";
import { createBudget } from "./create-budget.ts";
import { endBudget } from "./end-budget.ts";
import { keepCredit } from "./keep-credit.ts";
import { listEntries } from "./list-entries.ts";
import { putRateCard, readRateCard, removeRateCard } from "./rate-card.ts";
import { listBudgets, readBudget } from "./read-budgets.ts";
import { listCredit } from "./read-credit.ts";
import { readUsage } from "./read-usage.ts";
import type {
  BudgetBody,
  BudgetChange,
  BudgetList,
  BudgetView,
  CreditChange,
  CreditList,
  CreditView,
  EntryPage,
  EntryQuery,
  RateCardView,
  TopUpBody,
  UsageQuery,
  UsageReply,
} from "./schemas.ts";
import { topUp } from "./top-up.ts";

/** What messages may cost, and what they did. Every change is audited as that of `by`. */
export interface Money {
  budgets(organizationId: string): Promise<BudgetList>;
  budget(organizationId: string, id: string): Promise<GatewayResult<BudgetView>>;
  createBudget(
    organizationId: string,
    budget: BudgetBody,
    by: By,
  ): Promise<GatewayResult<BudgetView>>;
  changeBudget(
    organizationId: string,
    id: string,
    change: BudgetChange,
    by: By,
  ): Promise<GatewayResult<BudgetView>>;
  endBudget(organizationId: string, id: string, by: By): Promise<GatewayResult<undefined>>;
  credit(organizationId: string): Promise<CreditList>;
  /** Books a payment, once for each reference. */
  topUp(organizationId: string, payment: TopUpBody, by: By): Promise<GatewayResult<CreditView>>;
  keepCredit(
    organizationId: string,
    currency: string,
    change: CreditChange,
    by: By,
  ): Promise<GatewayResult<CreditView>>;
  entries(organizationId: string, query: EntryQuery): Promise<GatewayResult<EntryPage>>;
  rateCard(organizationId: string): Promise<GatewayResult<RateCardView>>;
  putRateCard(organizationId: string, card: RateCard, by: By): Promise<GatewayResult<RateCardView>>;
  removeRateCard(organizationId: string, by: By): Promise<GatewayResult<undefined>>;
  usage(organizationId: string, query: UsageQuery): Promise<GatewayResult<UsageReply>>;
}

/** The verbs of money, each with what its organization may see. */
export const createMoney = (as: (organizationId: string) => GatewayContext): Money => ({
  budgets: (organizationId) => listBudgets(as(organizationId), organizationId),
  budget: (organizationId, id) => readBudget(as(organizationId), organizationId, id),
  createBudget: (organizationId, budget, by) =>
    createBudget(as(organizationId), organizationId, budget, by),
  changeBudget: (organizationId, id, change, by) =>
    changeBudget(as(organizationId), organizationId, id, change, by),
  endBudget: (organizationId, id, by) => endBudget(as(organizationId), organizationId, id, by),
  credit: (organizationId) => listCredit(as(organizationId), organizationId),
  topUp: (organizationId, payment, by) => topUp(as(organizationId), organizationId, payment, by),
  keepCredit: (organizationId, currency, change, by) =>
    keepCredit(as(organizationId), organizationId, currency, change, by),
  entries: (organizationId, query) => listEntries(as(organizationId), organizationId, query),
  rateCard: (organizationId) => readRateCard(as(organizationId), organizationId),
  putRateCard: (organizationId, card, by) =>
    putRateCard(as(organizationId), organizationId, card, by),
  removeRateCard: (organizationId, by) => removeRateCard(as(organizationId), organizationId, by),
  usage: (organizationId, query) => readUsage(as(organizationId), organizationId, query),
});
