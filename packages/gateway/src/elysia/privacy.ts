import type { Access } from "@nx/core";
import { problemReply, refusal, strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { Erasure, PersonBody } from "../erasure/schemas.ts";
import type { Gateway } from "../gateway.ts";
import { gatewayProblems } from "../problems.ts";
import { unwrap } from "./messages.ts";

/** What the routes of privacy need. */
export interface PrivacyControllerOptions {
  readonly gateway: Pick<Gateway, "erase" | "readErasure" | "exportPerson">;
  /** Who asks, and for whom; throws a `Problem` for those who may not. */
  readonly access: (request: Request) => Access;
}

const Path = Type.Object({ id: Type.String({ maxLength: 40 }) });
const own = gatewayProblems;

/** What people may ask of those who hold their data, as a plugin: mount it under `/v1`. */
export const privacyController = ({ gateway, access }: PrivacyControllerOptions) =>
  new Elysia({ name: "nx-privacy", prefix: "/privacy", normalize: false, tags: ["Privacy"] })
    .derive(({ request }) => ({ by: access(request) }))
    .use(strictJson())
    .post(
      "/erasures",
      async ({ by, body, set, status }) => {
        const erasure = unwrap(await gateway.erase(by.organizationId, body.phone, by));
        set.headers["location"] = `/v1/privacy/erasures/${erasure.id}`;
        return status(202, erasure);
      },
      {
        body: PersonBody,
        response: {
          202: Erasure,
          422: refusal(own.invalid_recipient),
          503: refusal(own.erasure_unavailable),
        },
        detail: {
          summary: "Forget a person",
          description:
            "Cancels what waits for them, and within minutes takes number, texts and metadata out of all messages to and from them. That they opted out is remembered without the number.",
        },
      },
    )
    .get(
      "/erasures/:id",
      async ({ by, params }) => unwrap(await gateway.readErasure(by.organizationId, params.id)),
      {
        params: Path,
        response: { 200: Erasure, 404: refusal(own.erasure_not_found) },
        detail: { summary: "How far an erasure is" },
      },
    )
    .post(
      "/exports",
      async ({ by, body }) =>
        new Response(unwrap(await gateway.exportPerson(by.organizationId, body.phone, by)), {
          headers: {
            "content-type": "application/json; charset=utf-8",
            "content-disposition": 'attachment; filename="person.json"',
          },
        }),
      {
        body: PersonBody,
        detail: {
          summary: "All that is held of a person, as JSON",
          description:
            "`phone`, `exportedAt`, `optedOutAt`, `consent`, `messages`, `inbound`, and lists of what else is held, such as `contacts`.",
          responses: {
            200: {
              description: "What is held",
              content: { "application/json": { schema: { type: "object" } } },
            },
            422: problemReply(own.invalid_recipient),
          },
        },
      },
    );
