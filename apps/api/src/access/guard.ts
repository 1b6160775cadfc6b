import { coreProblems, Problem } from "@nx/core";
import { requestIdOf } from "@nx/core/elysia";
import { Elysia } from "elysia";
import type { System } from "../system.ts";
import { admit } from "./admit.ts";
import { callerOf, setIdentified } from "./caller.ts";
import { identify } from "./identify.ts";
import { ruleOf } from "./rules.ts";

/**
 * Finds out who sent a request. What a request says of its organization is never believed: only its
 * credential counts. Ends no request yet, because a wrong credential counts against the limits.
 */
export const identification = (system: System) =>
  new Elysia({ name: "identification" }).onTransform(
    { as: "global" },
    async ({ request, route, server, set }) => {
      const rule = ruleOf(request.method, route);
      if (rule === undefined || rule === "open" || rule === "visitors") return;
      const peer = () => server?.requestIP(request)?.address;
      const arrival = { request, peer, requestId: requestIdOf(set) };
      setIdentified(
        request,
        await identify(system, arrival).then(
          (caller) => ({ ok: true, caller }),
          (error: unknown) => ({ ok: false, error }),
        ),
      );
    },
  );

/** Ends the request of whoever its route is not for, before any route runs, and has that noted. */
export const guard = ({ rareAudit }: Pick<System, "rareAudit">) =>
  new Elysia({ name: "guard" }).onTransform({ as: "global" }, ({ request, route }) => {
    const rule = ruleOf(request.method, route);
    // A route without a rule opens to nobody, whatever they show.
    if (rule === undefined) throw new Problem(coreProblems.not_found);
    if (rule === "open" || rule === "visitors") return;
    const { method } = request;
    const caller = callerOf(request);
    try {
      admit(rule, caller, method);
    } catch (error) {
      if (isDenial(error) && caller.access !== undefined)
        rareAudit.note({ ...caller.access, action: "access.denied", target: `${method} ${route}` });
      throw error;
    }
  });

/** Somebody known has asked for what is not theirs; being asked to sign in again is none. */
const isDenial = (error: unknown): boolean =>
  error instanceof Problem && error.code === coreProblems.forbidden.code;
