import { Problem } from "@nx/core";
import { refusal, strictJson } from "@nx/core/elysia";
import type { SentBy } from "@nx/gateway";
import { AcceptedMessage, type GatewayResult, gatewayProblems } from "@nx/gateway";
import { sendRefusals } from "@nx/gateway/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import {
  Conversation,
  ConversationPage,
  ConversationPatch,
  ConversationQuery,
  ConversationReply,
  mostOnPage,
  Thread,
  ThreadQuery,
} from "../inbox/schemas.ts";
import { type OutreachResult, outreachProblems } from "../problems.ts";
import { type OutreachControllerOptions, unwrap } from "./options.ts";

/** What controllers that send need besides. */
export interface SendingControllerOptions extends OutreachControllerOptions {
  /** Who sends: a key, for its budgets, or somebody who is signed in. */
  readonly sentBy?: (request: Request) => SentBy;
}

const own = outreachProblems;
const aboutOne = { 404: refusal(own.conversation_not_found) } as const;
const Path = Type.Object({ id: Type.String({ maxLength: 40, description: "`cnv_…`" }) });
// In a query every value is a text; `t.Numeric` reads it as a number.
const limit = Type.Optional(
  t.Numeric({ minimum: 1, maximum: mostOnPage, multipleOf: 1, default: 50 }),
);
const ConversationQueryText = Type.Object(
  { ...ConversationQuery.properties, unread: Type.Optional(t.BooleanString()), limit },
  { additionalProperties: false },
);
const ThreadQueryText = Type.Object(
  { ...ThreadQuery.properties, limit },
  { additionalProperties: false },
);

/** The routes of conversations as a plugin: mount it under `/v1`, beside `problems`. */
export const conversationsController = ({
  outreach: { inbox },
  access,
  sentBy,
}: SendingControllerOptions) =>
  new Elysia({
    ...{ name: "nx-conversations", prefix: "/conversations", normalize: false, tags: ["Inbox"] },
  })
    .derive(({ request }) => ({ organizationId: access(request).organizationId }))
    .use(strictJson())
    .get("", ({ organizationId, query }) => inbox.list(organizationId, query), {
      query: ConversationQueryText,
      response: { 200: ConversationPage },
      detail: {
        summary: "Conversations, the one with the newest message first",
        description:
          "One for each phone that wrote to us and each of our numbers. `message.inbound` of `/v1/events/stream` says when to read the first page again.",
      },
    })
    .get(
      "/:id",
      async ({ organizationId, params, query }) =>
        unwrap(await inbox.read(organizationId, params.id, query)),
      {
        params: Path,
        query: ThreadQueryText,
        response: { 200: Thread, ...aboutOne },
        detail: { summary: "A conversation with its messages, newest first" },
      },
    )
    .patch(
      "/:id",
      async ({ organizationId, params, body }) =>
        unwrap(await inbox.update(organizationId, params.id, body)),
      {
        params: Path,
        body: ConversationPatch,
        response: { 200: Conversation, ...aboutOne, 422: refusal(own.label_not_found) },
        detail: { summary: "Assign, label, close or open a conversation, or mark it read" },
      },
    )
    .post(
      "/:id/messages",
      async ({ request, organizationId, params, body, set, status }) => {
        const { message, replayed } = unwrapSent(
          await inbox.reply(organizationId, params.id, body, sentBy?.(request)),
        );
        set.headers["location"] = `/v1/messages/${message.id}`;
        if (replayed) set.headers["idempotent-replayed"] = "true";
        return status(202, message);
      },
      {
        params: Path,
        body: ConversationReply,
        response: {
          202: AcceptedMessage,
          402: sendRefusals[402],
          ...aboutOne,
          422: refusal(
            own.cannot_reply,
            gatewayProblems.invalid_recipient,
            gatewayProblems.too_many_segments,
            gatewayProblems.idempotency_key_reused,
          ),
        },
        detail: {
          summary: "Answer, from the number that was written to",
          description:
            "Through the account that brought the last message, or another one that carries it. What was unread is read.",
        },
      },
    );

/** The list under the name that other systems use, as a plugin: mount it under `/api/sms`. */
export const inboxAlias = ({ outreach: { inbox }, access }: OutreachControllerOptions) =>
  new Elysia({ name: "nx-inbox-alias", normalize: false, tags: ["Aliases"] }).get(
    "/inbox",
    ({ request, query }) => inbox.list(access(request).organizationId, query),
    {
      query: ConversationQueryText,
      response: { 200: ConversationPage },
      detail: { summary: "As `GET /v1/conversations`" },
    },
  );

const problemTypes = { ...gatewayProblems, ...outreachProblems };

/** The same as `unwrap`, for what the ledger may refuse as well. */
function unwrapSent<T>(result: OutreachResult<T> | GatewayResult<T>): T {
  if (result.ok) return result.value;
  const { code, path, detail } = result.error;
  const type = problemTypes[code];
  throw new Problem(type, {
    ...(detail !== undefined && { detail }),
    ...(path !== undefined && { errors: [{ path, code, message: detail ?? type.title }] }),
  });
}
