import { refusal } from "@nx/core/elysia";
import { Elysia } from "elysia";
import { UsageQuery, UsageReply } from "../money/schemas.ts";
import { gatewayProblems } from "../problems.ts";
import type { MoneyControllerOptions } from "./budgets.ts";
import { unwrap } from "./messages.ts";

/** `GET /usage` as a plugin: mount it under `/v1`, beside `problems` of `@nx/core/elysia`. */
export const usageController = ({ gateway: { money }, access }: MoneyControllerOptions) =>
  new Elysia({ name: "nx-usage", normalize: false, tags: ["Money"] }).get(
    "/usage",
    async ({ request, query }) => unwrap(await money.usage(access(request).organizationId, query)),
    {
      query: UsageQuery,
      response: { 200: UsageReply, 422: refusal(gatewayProblems.invalid_period) },
      detail: {
        summary: "What was sent and what it cost",
        description:
          "By day or month, provider, category and currency; up to a minute old. A message belongs to the day on which it was accepted.",
      },
    },
  );
