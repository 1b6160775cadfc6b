import { Elysia } from "elysia";

const header = "x-request-id";
const sane = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * Gives every request an id, the caller's `X-Request-Id` where that is 1 to 64 letters, digits,
 * `.`, `_` or `-`. It is echoed on every reply, errors and 404 included, and is `requestId` in
 * handlers.
 */
export const requestId = () =>
  new Elysia({ name: "nx-request-id" })
    .onRequest(({ request, set }) => {
      const given = request.headers.get(header);
      set.headers[header] = given !== null && sane.test(given) ? given : crypto.randomUUID();
    })
    .derive({ as: "global" }, ({ set }) => ({ requestId: requestIdOf(set) }));

/** The id of the request that a reply belongs to; empty where the plugin is not mounted. */
export const requestIdOf = (set: { headers: Record<string, unknown> }): string => {
  const id = set.headers[header];
  return typeof id === "string" ? id : "";
};
