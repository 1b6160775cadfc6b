import { sessionTokenOf } from "./cookies.ts";
import { type AccountResult, done, refused } from "./errors.ts";
import { isCsrfToken } from "./session-token.ts";

const reading = new Set(["GET", "HEAD", "OPTIONS"]);
/** Bodies of our routes, none of which a form can send. */
const ours = /^(application\/json|text\/(csv|tab-separated-values))\s*(;|$)/i;

/**
 * Whether a page of ours sent this request: a content type that no form can have, and the browser's
 * own word that it comes from here (or an origin that is trusted). Requests that only read pass.
 */
export const checkOrigin = (
  { method, headers }: Request,
  origins: readonly string[],
): AccountResult<void> => {
  if (reading.has(method)) return done(undefined);
  const origin = headers.get("origin");
  const isOurs =
    headers.get("sec-fetch-site") === "same-origin" ||
    (origin !== null && origins.includes(origin));
  return isOurs && ours.test(headers.get("content-type") ?? "")
    ? done(undefined)
    : refused("csrf_refused");
};

/** The same for a request that acts by its session: it also knows the session's CSRF token. */
export const checkSessionRequest = (
  request: Request,
  origins: readonly string[],
): AccountResult<void> => {
  const fromUs = checkOrigin(request, origins);
  if (!fromUs.ok || reading.has(request.method)) return fromUs;
  const session = sessionTokenOf(request);
  const given = request.headers.get("x-csrf-token");
  return session !== undefined && given !== null && isCsrfToken(given, session)
    ? done(undefined)
    : refused("csrf_refused");
};
