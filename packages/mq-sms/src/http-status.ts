import type { HttpResponse } from "./http.ts";
import { rejected, unknown } from "./outcome.ts";
import type { SendFailure } from "./provider.ts";

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
