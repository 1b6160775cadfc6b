import type { LimitState } from "./bucket.ts";

/**
 * The headers of a reply: those that most clients know, and those of the IETF
 * (draft-ietf-httpapi-ratelimit-headers). They tell of one limit, the one that matters next.
 */
export const headersOf = (state: LimitState): Record<string, string> => {
  const { scope, limit, windowSeconds, remaining, resetAt, resetSeconds } = state;
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-reset": String(Math.ceil(resetAt.getTime() / 1000)),
    "ratelimit-policy": `"${scope}";q=${limit};w=${windowSeconds}`,
    ratelimit: `"${scope}";r=${remaining};t=${resetSeconds}`,
  };
};
