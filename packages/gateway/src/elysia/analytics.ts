import { refusal } from "@nx/core/elysia";
import { Elysia } from "elysia";
import { AnalyticsQuery, AnalyticsReply } from "../analytics/schemas.ts";
import { gatewayProblems } from "../problems.ts";
import { type GatewayControllerOptions, unwrap } from "./messages.ts";

/** `GET /analytics` as a plugin: mount it under `/v1`, beside `problems` of `@nx/core/elysia`. */
export const analyticsController = ({ gateway, organization }: GatewayControllerOptions) =>
  new Elysia({ name: "nx-analytics", normalize: false, tags: ["Analytics"] })
    .derive(({ request }) => ({ organizationId: organization(request) }))
    .get(
      "/analytics",
      async ({ organizationId, query }) => unwrap(await gateway.analytics(organizationId, query)),
      {
        query: AnalyticsQuery,
        response: { 200: AnalyticsReply, 422: refusal(gatewayProblems.invalid_period) },
        detail: {
          summary: "What became of the messages of a period",
          description:
            "Sums by day, provider and campaign, up to a minute old; the queue as it is now.",
        },
      },
    );
