import { coreProblems, Problem } from "@nx/core";
import { requestIdOf } from "@nx/core/elysia";
import { Elysia } from "elysia";
import type { System } from "../system.ts";
import { admit } from "./admit.ts";
import { setCaller } from "./caller.ts";
import { identify } from "./identify.ts";
import { rules } from "./rules.ts";

/**
 * Finds out who sent a request and whether its route is for them, before any route runs. What a
 * request says of its organization is never believed: only its credential counts.
 */
export const guard = (system: System) =>
  new Elysia({ name: "guard" }).onTransform(
    { as: "global" },
    async ({ request, route, server, set }) => {
      const rule = rules[`${request.method} ${route}`] ?? rules[`ALL ${route}`];
      // A route without a rule opens to nobody, whatever they show.
      if (rule === undefined) throw new Problem(coreProblems.not_found);
      if (rule === "open") return;
      const peer = server?.requestIP(request)?.address;
      const caller = await identify(system, { request, peer, requestId: requestIdOf(set) });
      admit(rule, caller);
      setCaller(request, caller);
    },
  );
