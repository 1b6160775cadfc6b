import { type Access, coreProblems, Problem } from "@nx/core";
import { refusal } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import type { OtpGuard } from "../otp/guard/guard.ts";
import {
  GuardBlockPath,
  GuardDecisionPage,
  GuardDecisionQuery,
  GuardIncidentPage,
  GuardIncidentQuery,
  mostRows,
} from "../otp/guard/schemas.ts";

export interface OtpGuardControllerOptions {
  readonly guard: OtpGuard;
  /** Who asks; throws a `Problem` for those who may not. */
  readonly access: (request: Request) => Access;
  /** The OTP scope of an organization: the one that its callers ask for codes in. */
  readonly scopeOf: (access: Access) => string;
}

// In a query every value is a text; `t.Numeric` reads it as a number.
const limit = Type.Optional(
  t.Numeric({ minimum: 1, maximum: mostRows, multipleOf: 1, default: 50 }),
);
const strict = { additionalProperties: false };
const DecisionQueryText = Type.Object({ ...GuardDecisionQuery.properties, limit }, strict);
const IncidentQueryText = Type.Object({ ...GuardIncidentQuery.properties, limit }, strict);

/** The routes of the pumping guard as a plugin: mount it under `/v1`, beside `problems`. */
export const otpGuardController = ({ guard, access, scopeOf }: OtpGuardControllerOptions) =>
  new Elysia({
    name: "nx-otp-guard",
    prefix: "/otp/guard",
    normalize: false,
    tags: ["Pumping guard"],
  })
    .derive(({ request }) => {
      const by = access(request);
      return { scope: scopeOf(by), by };
    })
    .get("/decisions", ({ scope, query }) => guard.decisions(scope, query), {
      query: DecisionQueryText,
      response: { 200: GuardDecisionPage },
      detail: {
        summary: "What was decided about texts, the newest first",
        description: "Of thirty days. `verdict=refused` shows what was kept from leaving, and why.",
      },
    })
    .get("/blocks", ({ scope, query }) => guard.blocks(scope, query), {
      query: IncidentQueryText,
      response: { 200: GuardIncidentPage },
      detail: {
        summary: "Ranges that are blocked, or were",
        description: "A block ends by itself at `until`.",
      },
    })
    .get("/alerts", ({ scope, query }) => guard.alerts(scope, query), {
      query: IncidentQueryText,
      response: { 200: GuardIncidentPage },
      detail: {
        summary: "Conversions that fell",
        description: "Of all, of a country or of a range; an alert refuses nothing.",
      },
    })
    .delete(
      "/blocks/:id",
      async ({ scope, by, params, set }) => {
        if (!(await guard.lift(scope, params.id, by))) throw new Problem(coreProblems.not_found);
        set.status = 204;
      },
      {
        params: GuardBlockPath,
        response: { 204: Type.Void(), 404: refusal(coreProblems.not_found) },
        detail: {
          summary: "Lift a block",
          description: "What led to it is forgiven; only later texts can block the range again.",
        },
      },
    );
