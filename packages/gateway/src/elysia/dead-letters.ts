import { type Access, coreProblems, Problem } from "@nx/core";
import { strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import {
  DeadLetterPage,
  DeadLetterQuery,
  mostLetters,
  RedriveBody,
  RedriveReply,
} from "../dead-letters/schemas.ts";
import type { Gateway } from "../gateway.ts";

// In a query every value is a text; `t.Numeric` reads it as a number.
const DeadLetterQueryText = Type.Object(
  {
    ...DeadLetterQuery.properties,
    limit: Type.Optional(
      t.Numeric({ minimum: 1, maximum: mostLetters, multipleOf: 1, default: 50 }),
    ),
  },
  { additionalProperties: false },
);

/** What the routes of dead letters need. */
export interface DeadLettersControllerOptions {
  readonly gateway: Pick<Gateway, "deadLetters" | "redriveDeadLetters">;
  /** Who asks; throws a `Problem` for those who may not. */
  readonly access: (request: Request) => Access;
}

/** The routes of dead letters as a plugin: mount it under `/v1`, beside `problems`. */
export const deadLettersController = ({ gateway, access }: DeadLettersControllerOptions) =>
  new Elysia({
    name: "nx-dead-letters",
    prefix: "/dead-letters",
    normalize: false,
    tags: ["Dead letters"],
  })
    .derive(({ request }) => ({ by: access(request) }))
    .use(strictJson())
    .get("", ({ by, query }) => gateway.deadLetters(by.organizationId, query), {
      query: DeadLetterQueryText,
      response: { 200: DeadLetterPage },
      detail: { summary: "Messages that failed for good, the last one first" },
    })
    .post(
      "/redrive",
      async ({ by, body, status }) => {
        requireChoice(body);
        return status(202, await gateway.redriveDeadLetters(by.organizationId, body, by));
      },
      {
        body: RedriveBody,
        response: { 202: RedriveReply },
        detail: {
          summary: "Send dead letters again, each at most once",
          description:
            "By `ids`, or up to 100 of a `reason` that were not sent again yet; `nextCursor` goes on with the rest. One alone: `POST /v1/messages/{id}/retry`.",
        },
      },
    );

/** Nobody sends everything again by an empty body. */
function requireChoice({ ids, reason, from, to, cursor }: RedriveBody): void {
  const isFiltered = [reason, from, to, cursor].some((filter) => filter !== undefined);
  if (ids === undefined ? reason !== undefined : !isFiltered) return;
  const path = ids === undefined ? "/reason" : "/ids";
  const message = "Either `ids`, or a `reason` with what narrows it.";
  throw new Problem(coreProblems.invalid_request, {
    errors: [{ path, code: ids === undefined ? "required" : "not_allowed", message }],
  });
}
