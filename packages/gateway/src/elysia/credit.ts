import type { Access } from "@nx/core";
import { refusal, strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import {
  CreditChange,
  CreditList,
  CreditView,
  EntryPage,
  EntryQuery,
  TopUpBody,
} from "../money/schemas.ts";
import { gatewayProblems } from "../problems.ts";
import type { MoneyControllerOptions } from "./budgets.ts";
import { unwrap } from "./messages.ts";

export interface CreditControllerOptions extends MoneyControllerOptions {
  /** Who books payments: whoever runs the platform, never the organization that pays. */
  readonly bookkeeper: (request: Request) => Access;
}

// In a query every value is a text; `t.Numeric` reads it as a number.
const EntryQueryText = Type.Object(
  {
    ...EntryQuery.properties,
    limit: Type.Optional(t.Numeric({ minimum: 1, maximum: 200, multipleOf: 1, default: 50 })),
  },
  { additionalProperties: false },
);
const Path = Type.Object({ currency: Type.String({ pattern: "^[A-Z]{3}$" }) });

/** The routes of prepaid credit and of the money ledger as a plugin: mount it under `/v1`. */
export const creditController = ({
  gateway: { money },
  access,
  bookkeeper,
}: CreditControllerOptions) =>
  new Elysia({ name: "nx-credit", prefix: "/credit", normalize: false, tags: ["Money"] })
    .use(strictJson())
    .get("", ({ request }) => money.credit(access(request).organizationId), {
      response: { 200: CreditList },
      detail: {
        summary: "Prepaid credit, by currency",
        description: "An organization without any sends without it.",
      },
    })
    .get(
      "/entries",
      async ({ request, query }) =>
        unwrap(await money.entries(access(request).organizationId, query)),
      {
        query: EntryQueryText,
        response: { 200: EntryPage, 400: refusal(gatewayProblems.invalid_cursor) },
        detail: {
          summary: "The money ledger",
          description: "What every message held and cost, and what was paid in. Append-only.",
        },
      },
    )
    .post(
      "/top-ups",
      async ({ request, body, status }) => {
        const by = bookkeeper(request);
        return status(201, unwrap(await money.topUp(by.organizationId, body, by)));
      },
      {
        body: TopUpBody,
        response: { 201: CreditView, 422: refusal(gatewayProblems.reference_reused) },
        detail: {
          summary: "Book a payment",
          description:
            "Once for each `reference`. With the first one the organization is prepaid: what its credit does not suffice for is refused with 402 `insufficient_credit`.",
        },
      },
    )
    .patch(
      "/:currency",
      async ({ request, params, body }) => {
        const by = access(request);
        return unwrap(await money.keepCredit(by.organizationId, params.currency, body, by));
      },
      {
        params: Path,
        body: CreditChange,
        response: { 200: CreditView, 404: refusal(gatewayProblems.credit_not_found) },
        detail: { summary: "Keep the last part of credit for one-time codes" },
      },
    );
