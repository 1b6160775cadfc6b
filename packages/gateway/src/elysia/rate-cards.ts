import { refusal, strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { RateCardBody, RateCardView } from "../money/schemas.ts";
import { gatewayProblems } from "../problems.ts";
import type { CreditControllerOptions } from "./credit.ts";
import { unwrap } from "./messages.ts";

/** Two thousand rates with all that they may name. */
const cardBytes = 1024 * 1024;

const noCard = { 404: refusal(gatewayProblems.rate_card_not_found) } as const;

/** The routes of rate cards as a plugin: mount it under `/v1`. */
export const rateCardsController = ({
  gateway: { money },
  access,
  bookkeeper,
}: CreditControllerOptions) =>
  new Elysia({ name: "nx-rate-cards", prefix: "/rate-card", normalize: false, tags: ["Money"] })
    .use(strictJson({ maxBytes: cardBytes }))
    .get("", async ({ request }) => unwrap(await money.rateCard(access(request).organizationId)), {
      response: { 200: RateCardView, ...noCard },
      detail: {
        summary: "What messages cost",
        description: "The organization's own card where it has one, else the platform's.",
      },
    })
    .put(
      "",
      async ({ request, body }) => {
        const by = bookkeeper(request);
        return unwrap(await money.putRateCard(by.organizationId, body, by));
      },
      {
        body: RateCardBody,
        response: { 200: RateCardView, ...noCard },
        detail: {
          summary: "Give the organization a card of its own",
          description: "In the place of the one before, in every process within a second.",
        },
      },
    )
    .delete(
      "",
      async ({ request, status }) => {
        const by = bookkeeper(request);
        return status(204, unwrap(await money.removeRateCard(by.organizationId, by)));
      },
      {
        response: { 204: Type.Undefined(), ...noCard },
        detail: { summary: "Go back to the platform's card" },
      },
    );
