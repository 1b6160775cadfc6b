import { coreProblems, Problem } from "@nx/core";
import { refusal, strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import type { ExplainLocale } from "mq-sms";
import type { Gateway } from "../gateway.ts";
import {
  AcceptedMessage,
  BatchBody,
  BatchPreview,
  BatchReply,
  IdempotencyKeyText,
  ListQuery,
  MessageDetail,
  MessagePage,
  PreviewReply,
  SendBody,
} from "../messages/schemas.ts";
import type { SentBy } from "../messages/sent-by.ts";
import { type GatewayResult, gatewayProblems } from "../problems.ts";
import { checkRefusals, messageRefusals, sendRefusals } from "./refusals.ts";

export interface GatewayControllerOptions {
  readonly gateway: Gateway;
  /** The organization that asks; throws a `Problem` for those who may not. */
  readonly organization: (request: Request) => string;
  /** Who sends: a key, for its budgets, or somebody who is signed in. */
  readonly sentBy?: (request: Request) => SentBy;
}

const batchBytes = 1024 * 1024;
// In a query every value is a text; `t.Numeric` reads it as a number.
/** The filters of lists of messages. */
export const ListQueryText = Type.Object(
  {
    ...ListQuery.properties,
    limit: Type.Optional(t.Numeric({ minimum: 1, maximum: 200, multipleOf: 1, default: 50 })),
  },
  { additionalProperties: false },
);
const Path = Type.Object({ id: Type.String({ maxLength: 40 }) });
const Locale = Type.Object({
  locale: Type.Optional(Type.Union([Type.Literal("en"), Type.Literal("vi")])),
});
const Explanation = Type.Object({ sentences: Type.Array(Type.String()) });

/** The message routes as a plugin: mount it under `/v1`, beside `problems` of `@nx/core/elysia`. */
export const gatewayController = ({ gateway, organization, sentBy }: GatewayControllerOptions) =>
  new Elysia({ name: "nx-gateway", prefix: "/messages", normalize: false, tags: ["Messages"] })
    .derive(({ request }) => ({ organizationId: organization(request) }))
    .use(batchRoutes({ gateway, organization, ...(sentBy && { sentBy }) }))
    .use(strictJson())
    .post(
      "",
      async ({ request, organizationId, body, headers, set, status }) => {
        if (body.dryRun) {
          const { idempotencyKey: _, dryRun: __, ...input } = body;
          return status(200, unwrap(await gateway.preview(organizationId, input, "en")));
        }
        const { dryRun: _, ...input } = body;
        const idempotencyKey = keyOf(headers["idempotency-key"], body.idempotencyKey);
        const { message, replayed } = unwrap(
          await gateway.send(
            organizationId,
            { ...input, ...(idempotencyKey && { idempotencyKey }) },
            sentBy?.(request),
          ),
        );
        set.headers["location"] = `/v1/messages/${message.id}`;
        if (replayed) set.headers["idempotent-replayed"] = "true";
        return status(202, message);
      },
      {
        body: SendBody,
        response: { 200: PreviewReply, 202: AcceptedMessage, ...sendRefusals },
        detail: {
          summary: "Send a message",
          description:
            "202 means stored: it is sent, or its end is told. With `dryRun` nothing is sent.",
        },
      },
    )
    .post(
      "/preview",
      async ({ organizationId, body, query }) => {
        const { idempotencyKey: _, dryRun: __, ...input } = body;
        return unwrap(await gateway.preview(organizationId, input, query.locale ?? "en"));
      },
      {
        body: SendBody,
        query: Locale,
        response: { 200: PreviewReply, ...checkRefusals },
        detail: { summary: "What a message would be and cost" },
      },
    )
    .get("", ({ organizationId, query }) => gateway.list(organizationId, query), {
      query: ListQueryText,
      response: { 200: MessagePage },
      detail: { summary: "List messages, newest first" },
    })
    .get(
      "/:id",
      async ({ organizationId, params }) => unwrap(await gateway.read(organizationId, params.id)),
      {
        params: Path,
        response: { 200: MessageDetail, ...messageRefusals },
        detail: { summary: "A message with its timeline" },
      },
    )
    .get(
      "/:id/explain",
      async ({ organizationId, params, query, headers }) =>
        unwrap(
          await gateway.explain(
            organizationId,
            params.id,
            query.locale ?? localeOf(headers["accept-language"]),
          ),
        ),
      {
        params: Path,
        query: Locale,
        response: { 200: Explanation, ...messageRefusals },
        detail: { summary: "What happened and why, in sentences" },
      },
    )
    .post(
      "/:id/cancel",
      async ({ organizationId, params }) => unwrap(await gateway.cancel(organizationId, params.id)),
      {
        params: Path,
        response: {
          200: MessageDetail,
          ...messageRefusals,
          409: refusal(gatewayProblems.not_cancellable),
        },
        detail: { summary: "Cancel a message that has not left" },
      },
    )
    .post(
      "/:id/retry",
      async ({ organizationId, params, set, status }) => {
        const { message } = unwrap(await gateway.redrive(organizationId, params.id));
        set.headers["location"] = `/v1/messages/${message.id}`;
        return status(202, message);
      },
      {
        params: Path,
        response: {
          202: AcceptedMessage,
          ...sendRefusals,
          ...messageRefusals,
          409: refusal(gatewayProblems.not_retryable),
        },
        detail: { summary: "Send a message that ended without delivery again, as a new one" },
      },
    );

/** Apart, because their bodies may be larger. */
const batchRoutes = ({ gateway, organization, sentBy }: GatewayControllerOptions) =>
  new Elysia({ normalize: false })
    .derive(({ request }) => ({ organizationId: organization(request) }))
    .use(strictJson({ maxBytes: batchBytes }))
    .post(
      "/batch",
      async ({ request, organizationId, body, headers, status }) =>
        status(
          202,
          await gateway.sendBatch(
            organizationId,
            body,
            keyOf(headers["idempotency-key"], undefined),
            sentBy?.(request),
          ),
        ),
      {
        body: BatchBody,
        response: { 202: BatchReply, 422: refusal(gatewayProblems.over_limit) },
        detail: {
          summary: "Send up to 1,000 messages",
          description: "Each is accepted or refused for itself; the reply lists both.",
        },
      },
    )
    .post(
      "/batch/preview",
      ({ organizationId, body }) => gateway.previewBatch(organizationId, body),
      {
        body: BatchBody,
        response: { 200: BatchPreview },
        detail: { summary: "What a batch would be and cost" },
      },
    );

const isKey = new RegExp(String(IdempotencyKeyText.pattern));

/** The key may be given in either place; in both, it must be the same. */
function keyOf(header: string | undefined, field: string | undefined): string | undefined {
  const problem = (path: string, message: string) =>
    new Problem(coreProblems.invalid_request, {
      errors: [{ path, code: "bad_format", message }],
    });
  if (header !== undefined && !isKey.test(header))
    throw problem("/headers/idempotency-key", "1 to 128 letters, digits and _ : . -");
  if (header !== undefined && field !== undefined && header !== field)
    throw problem("/idempotencyKey", "Differs from the Idempotency-Key header.");
  return header ?? field;
}

const localeOf = (acceptLanguage: string | undefined): ExplainLocale =>
  acceptLanguage?.trim().toLowerCase().startsWith("vi") ? "vi" : "en";

/** The value, or the refusal as a problem that ends the request. */
export function unwrap<T>(result: GatewayResult<T>): T {
  if (result.ok) return result.value;
  const { code, path, detail, retryAfterSeconds } = result.error;
  const type = gatewayProblems[code];
  throw new Problem(type, {
    ...(detail !== undefined && { detail }),
    ...(path !== undefined && { errors: [{ path, code, message: detail ?? type.title }] }),
    ...(type.status === 503 && { retryAfterSeconds: settingsSeconds }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

/** By then, a process that has just started has read its settings. */
const settingsSeconds = 5;
