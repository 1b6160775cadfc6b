import { Elysia } from "elysia";

/** The headers of an API's replies: nothing is sniffed, kept in a cache or asked for in clear. */
export const securityHeaders = () =>
  new Elysia({ name: "nx-security-headers" }).onRequest(({ set }) => {
    set.headers["x-content-type-options"] = "nosniff";
    set.headers["cache-control"] = "no-store";
    set.headers["strict-transport-security"] = "max-age=31536000; includeSubDomains";
  });
