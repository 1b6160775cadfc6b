import { DatabaseUnavailable } from "@nx/core";
import type { Asker, LimitedRequest } from "@nx/gateway/elysia";
import { clientAddress } from "../client-address.ts";
import type { System } from "../system.ts";
import { identifiedOf } from "./caller.ts";
import { ruleOf } from "./rules.ts";

/** Under whose limits a request is: those of its key and organization, or of its address. */
export const limitSubject =
  ({ environment }: System) =>
  ({ request, route, peer }: LimitedRequest): Asker | undefined => {
    const rule = ruleOf(request.method, route);
    if (rule === undefined || rule === "open") return undefined;
    const identified = identifiedOf(request);
    // Nobody can tell whose it is: that costs no address anything, and the request ends with it.
    if (identified?.ok === false && identified.error instanceof DatabaseUnavailable)
      throw identified.error;
    if (!identified?.ok || identified.caller.kind === "anonymous")
      return { ip: clientAddress(request, peer(), environment.trustedProxies) };
    const { caller } = identified;
    const { organizationId } = caller.access;
    switch (caller.kind) {
      case "operator":
        return undefined;
      case "service":
        return { key: { id: "service" }, organizationId };
      case "key":
        return { key: { id: caller.key.id, ...caller.key.limits }, organizationId };
      case "member":
        return { organizationId };
    }
  };
