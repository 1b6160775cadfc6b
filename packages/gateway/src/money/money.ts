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

/** What messages may cost, and what they did. */
export interface Money {
  budgets(organizationId: string): Promise<BudgetList>;
  budget(organizationId: string, id: string): Promise<GatewayResult<BudgetView>>;
  createBudget(organizationId: string, budget: BudgetBody): Promise<GatewayResult<BudgetView>>;
  changeBudget(
    organizationId: string,
    id: string,
    change: BudgetChange,
  ): Promise<GatewayResult<BudgetView>>;
  endBudget(organizationId: string, id: string): Promise<GatewayResult<undefined>>;
  credit(organizationId: string): Promise<CreditList>;
  /** Books a payment, once for each reference. */
  topUp(organizationId: string, payment: TopUpBody): Promise<GatewayResult<CreditView>>;
  keepCredit(
    organizationId: string,
    currency: string,
    change: CreditChange,
  ): Promise<GatewayResult<CreditView>>;
  entries(organizationId: string, query: EntryQuery): Promise<GatewayResult<EntryPage>>;
  rateCard(organizationId: string): Promise<GatewayResult<RateCardView>>;
  putRateCard(organizationId: string, card: RateCard): Promise<GatewayResult<RateCardView>>;
  removeRateCard(organizationId: string): Promise<GatewayResult<undefined>>;
  usage(organizationId: string, query: UsageQuery): Promise<GatewayResult<UsageReply>>;
}

/** The verbs of money, each with what its organization may see. */
export const createMoney = (as: (organizationId: string) => GatewayContext): Money => ({
  budgets: (organizationId) => listBudgets(as(organizationId), organizationId),
  budget: (organizationId, id) => readBudget(as(organizationId), organizationId, id),
  createBudget: (organizationId, budget) =>
    createBudget(as(organizationId), organizationId, budget),
  changeBudget: (organizationId, id, change) =>
    changeBudget(as(organizationId), organizationId, id, change),
  endBudget: (organizationId, id) => endBudget(as(organizationId), organizationId, id),
  credit: (organizationId) => listCredit(as(organizationId), organizationId),
  topUp: (organizationId, payment) => topUp(as(organizationId), organizationId, payment),
  keepCredit: (organizationId, currency, change) =>
    keepCredit(as(organizationId), organizationId, currency, change),
  entries: (organizationId, query) => listEntries(as(organizationId), organizationId, query),
  rateCard: (organizationId) => readRateCard(as(organizationId), organizationId),
  putRateCard: (organizationId, card) => putRateCard(as(organizationId), organizationId, card),
  removeRateCard: (organizationId) => removeRateCard(as(organizationId), organizationId),
  usage: (organizationId, query) => readUsage(as(organizationId), organizationId, query),
});
