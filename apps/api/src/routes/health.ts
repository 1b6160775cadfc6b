import { ConfigProblem } from "@nx/core";
import { ProviderHealth } from "@nx/gateway";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { System } from "../system.ts";

const Status = Type.Object({
  status: Type.Union([Type.Literal("ok"), Type.Literal("unavailable")]),
});

/** Whether the process lives, can work, and is configured. None of them tells a value. */
export const healthRoutes = (system: System) =>
  new Elysia({ tags: ["Health"] })
    .get("/healthz", () => ({ status: "ok" as const }), {
      response: Status,
      detail: { summary: "The process answers" },
    })
    .get(
      "/readyz",
      async ({ status }) =>
        (await system.isReady())
          ? status(200, { status: "ok" })
          : status(503, { status: "unavailable" }),
      {
        response: {
          200: Status,
          503: Type.Object(Status.properties, { examples: [{ status: "unavailable" }] }),
        },
        detail: { summary: "The database answers and is migrated" },
      },
    )
    .get(
      "/health/config",
      async () => {
        // Anybody may read this: what organizations have to mend is told to them.
        const problems = (await system.problems()).filter(
          ({ organization }) => organization === undefined,
        );
        return {
          status: problems.length === 0 ? ("ok" as const) : ("problems" as const),
          environment: system.environment.name,
          sms: system.sms.state(),
          problems,
        };
      },
      {
        response: Type.Object({
          status: Type.Union([Type.Literal("ok"), Type.Literal("problems")]),
          environment: Type.String(),
          sms: Type.Object({
            ready: Type.Boolean(),
            provider: Type.Optional(Type.String()),
            standIn: Type.Optional(Type.Boolean()),
            reason: Type.Optional(Type.String()),
          }),
          problems: Type.Array(ConfigProblem),
        }),
        detail: {
          summary: "Every problem of the configuration",
          description: "Always 200: a wrong setting does not make the process unhealthy.",
        },
      },
    )
    .get("/health/providers", async () => ({ providers: await system.gateway.providerHealth() }), {
      response: Type.Object({ providers: Type.Array(ProviderHealth) }),
      detail: {
        summary: "How each provider account is",
        description:
          "The same from every process. Always 200: a provider that is down makes no process unhealthy.",
      },
    });
