import type { HttpResponse, HttpResult } from "./http.ts";
import { rejected, unknown } from "./outcome.ts";
import type { SendFailure } from "./provider.ts";

/** The JSON of a call that was answered with 2xx, or what the lack of it means. */
export type Reply = { readonly kind: "json"; readonly json: unknown } | SendFailure;

/** Judges the transport: nothing of a provider's own is in it. */
export function readReply(provider: string, result: HttpResult, now: Date): Reply {
  if (result.kind !== "response") return outcomeWithoutAnswer(provider, result);
  const failure = outcomeOfStatus(provider, result, now);
  if (failure !== undefined) return failure;
  if (result.body.readable) return { kind: "json", json: result.body.json };
  return unknown(provider, result.body.code, { httpStatus: result.status });
}

/** What a call that was not answered means. */
export const outcomeWithoutAnswer = (
  provider: string,
  result: Exclude<HttpResult, HttpResponse>,
): SendFailure =>
  result.kind === "not_sent" ? rejected(provider, result.code) : unknown(provider, result.code);

/** A provider may not park a message for longer than this. */
export const maxRetryAfterSeconds = 15 * 60;

/**
 * What an HTTP status alone says, for every provider; `undefined` for 2xx, where the body decides.
 * A provider's own table may only be stricter.
 */
export function outcomeOfStatus(
  provider: string,
  response: HttpResponse,
  now: Date,
): SendFailure | undefined {
  const { status } = response;
  const detail = { httpStatus: status };
  if (status >= 200 && status < 300) return undefined;
  if (status === 401 || status === 403) return rejected(provider, "bad_credentials", detail);
  if (refusedRequests.has(status)) return rejected(provider, "bad_request", detail);

  const retryAfterSeconds = parseRetryAfter(response.retryAfter, now);
  const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  if (status === 429) return rejected(provider, "throttled", { ...detail, ...wait });
  if (status === 503 && retryAfterSeconds !== undefined) {
    return rejected(provider, "unavailable", { ...detail, ...wait });
  }
  return unknown(provider, "provider_error", detail);
}

const refusedRequests: ReadonlySet<number> = new Set([400, 404, 405, 413, 415, 422]);

/** RFC 9110 section 10.2.3: seconds, or a date in the one form that senders must use. */
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Seconds to wait, at most 15 minutes; `undefined` for anything that is not a valid header. */
export function parseRetryAfter(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Math.min(Number(header), maxRetryAfterSeconds);
  if (!httpDate.test(header)) return undefined;
  const seconds = Math.ceil((Date.parse(header) - now.getTime()) / 1000);
  if (Number.isNaN(seconds)) return undefined;
  return Math.min(Math.max(seconds, 0), maxRetryAfterSeconds);
}
