import { Value } from "@sinclair/typebox/value";
import { Elysia } from "elysia";
import type { SmsChannel } from "./channel.ts";
import { problem, toFieldProblems } from "./elysia/problem.ts";
import { rejectionProblem, toMessageResponse } from "./elysia/reply.ts";
import { messageRequest, messageResponse, problemBody } from "./elysia/schemas.ts";
import { sendErrors } from "./errors.ts";

/** What the controller needs from the application. */
export interface SmsControllerSetup {
  /** Asked on every request, so that changed settings hold at once; or why nothing can be sent. */
  readonly channel: () => SmsChannel | { readonly unavailable: string };
  readonly now?: () => Date;
}

/**
 * Sends messages: `POST /messages`, to be mounted under a prefix of yours. Errors are RFC 9457
 * problems that echo no value; what `channel` throws is left to the application's error handler.
 */
export const smsController = ({ channel, now = () => new Date() }: SmsControllerSetup) =>
  // With `normalize` Elysia silently drops unknown fields instead of refusing them.
  new Elysia({ normalize: false })
    .onError(({ code, error, request }) => {
      if (code === "PARSE" && !isJson(request)) return problem(415, "unsupported_media_type");
      if (code === "PARSE") {
        return problem(400, "invalid_request", { detail: "The body is not valid JSON." });
      }
      if (code === "VALIDATION" && error.type === "body") {
        return problem(400, "invalid_request", {
          errors: toFieldProblems(Value.Errors(messageRequest, error.value)),
        });
      }
      return undefined;
    })
    .post(
      "/messages",
      async ({ body: { body: text, ...message }, status }) => {
        const createdAt = now();
        const current = channel();
        if ("unavailable" in current) {
          return problem(503, current.unavailable, { detail: sendErrors.not_configured.sentence });
        }
        if (message.provider !== undefined && !current.providers.includes(message.provider)) {
          return problem(400, "invalid_request", { errors: [noSuchProvider] });
        }
        // A caller that hangs up does not stop the send: cut in the middle, its outcome would be unknown.
        const result = await current.send({ ...message, text });
        if (result.outcome.kind === "rejected") return rejectionProblem(result.outcome.error);
        return status(202, toMessageResponse(result, createdAt));
      },
      {
        parse: [requireJson, "json"],
        body: messageRequest,
        response: {
          202: messageResponse,
          400: problemBody,
          415: problemBody,
          422: problemBody,
          503: problemBody,
        },
        detail: {
          summary: "Send a message",
          description:
            "Hands one message to a provider and answers with what is known then: taken, or perhaps taken.",
          tags: ["Messages"],
        },
      },
    );

const noSuchProvider = {
  path: "/provider",
  code: "not_allowed",
  message: "This service has no such provider",
};

const isJson = (request: Request): boolean =>
  /^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? "");

/** Forms and plain text need no preflight: a page of anybody's could post them from a browser. */
function requireJson({ request }: { readonly request: Request }): void {
  if (!isJson(request)) throw new Error("The body is not JSON");
}
