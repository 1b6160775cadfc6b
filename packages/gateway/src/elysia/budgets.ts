import type { Access } from "@nx/core";
import { refusal, strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { Gateway } from "../gateway.ts";
import { BudgetBody, BudgetChange, BudgetList, BudgetView } from "../money/schemas.ts";
import { gatewayProblems } from "../problems.ts";
import { unwrap } from "./messages.ts";

export interface MoneyControllerOptions {
  readonly gateway: Pick<Gateway, "money">;
  /** Who asks; throws a `Problem` for those who may not. */
  readonly access: (request: Request) => Access;
}

const aboutOne = { 404: refusal(gatewayProblems.budget_not_found) } as const;
const Path = Type.Object({ id: Type.String({ maxLength: 40 }) });

/** The routes of budgets as a plugin: mount it under `/v1`, beside `problems` of `@nx/core/elysia`. */
export const budgetsController = ({ gateway: { money }, access }: MoneyControllerOptions) =>
  new Elysia({ name: "nx-budgets", prefix: "/budgets", normalize: false, tags: ["Money"] })
    .derive(({ request }) => ({ by: access(request) }))
    .use(strictJson())
    .get("", ({ by }) => money.budgets(by.organizationId), {
      response: { 200: BudgetList },
      detail: { summary: "Budgets, and how much of each is used", description: "At most 100." },
    })
    .post(
      "",
      async ({ by, body, set, status }) => {
        const budget = unwrap(await money.createBudget(by.organizationId, body, by));
        set.headers["location"] = `/v1/budgets/${budget.id}`;
        return status(201, budget);
      },
      {
        body: BudgetBody,
        response: {
          201: BudgetView,
          409: refusal(gatewayProblems.too_many_budgets),
          422: refusal(gatewayProblems.campaign_not_found),
        },
        detail: {
          summary: "Limit what is spent in an hour, a day or a month",
          description:
            "A message that would go beyond it is refused with 402 `budget_exceeded`. At 80 percent the event `budget.threshold` is told.",
        },
      },
    )
    .get(
      "/:id",
      async ({ by, params }) => unwrap(await money.budget(by.organizationId, params.id)),
      {
        params: Path,
        response: { 200: BudgetView, ...aboutOne },
        detail: { summary: "A budget, and how much of it is used" },
      },
    )
    .patch(
      "/:id",
      async ({ by, params, body }) =>
        unwrap(await money.changeBudget(by.organizationId, params.id, body, by)),
      {
        params: Path,
        body: BudgetChange,
        response: { 200: BudgetView, ...aboutOne },
        detail: {
          summary: "Give a budget another name or amount",
          description: "At once, also for the present hour, day or month.",
        },
      },
    )
    .delete(
      "/:id",
      async ({ by, params, status }) =>
        status(204, unwrap(await money.endBudget(by.organizationId, params.id, by))),
      {
        params: Path,
        response: { 204: Type.Undefined(), ...aboutOne },
        detail: { summary: "Take a limit away" },
      },
    );
