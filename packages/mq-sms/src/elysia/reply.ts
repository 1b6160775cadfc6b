import type { ChannelResult } from "../channel.ts";
import { explainSendError, type SendError } from "../errors.ts";
import { problem } from "./problem.ts";
import type { MessageResponse } from "./schemas.ts";

/** Wait that is asked of callers when the provider throttled us without naming one. */
const defaultRetryAfterSeconds = 1;

/** A send that was not rejected, as the caller sees it. */
export const toMessageResponse = (result: ChannelResult, createdAt: Date): MessageResponse => ({
  id: `msg_${result.id.replaceAll("-", "")}`,
  status: "SUBMITTED",
  outcome: result.outcome.kind === "accepted" ? "accepted" : "unknown",
  to: result.to ?? "",
  segments: result.segments,
  encoding: result.encoding,
  provider: result.provider ?? "",
  providerMessageIds:
    result.outcome.kind === "accepted" ? [...result.outcome.providerMessageIds] : [],
  createdAt: createdAt.toISOString(),
});

/** A rejection: 422 where the caller can mend the message, 503 where only we can mend the service. */
export function rejectionProblem({ code, retryAfterSeconds }: SendError): Response {
  const { fault, sentence: detail } = explainSendError({ code });
  if (fault === "recipient" || fault === "message") {
    const path = fault === "recipient" ? "/to" : "/body";
    return problem(422, code, { detail, errors: [{ path, code, message: detail }] });
  }
  const wait = retryAfterSeconds ?? (code === "throttled" ? defaultRetryAfterSeconds : undefined);
  return problem(503, code, wait === undefined ? { detail } : { detail, retryAfterSeconds: wait });
}
