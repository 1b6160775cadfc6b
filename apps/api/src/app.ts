import type { Access } from "@nx/core";
import { problems, requestId, securityHeaders } from "@nx/core/elysia";
import {
  analyticsController,
  callbackController,
  deadLettersController,
  eventsController,
  gatewayAliases,
  gatewayController,
  sandboxController,
} from "@nx/gateway/elysia";
import { otpController } from "@nx/identity/elysia";
import { Elysia } from "elysia";
import { organizationOf, otpCaller, requireOperator } from "./auth.ts";
import { healthRoutes } from "./routes/health.ts";
import { providersRoutes } from "./routes/providers.ts";
import { referenceRoutes } from "./routes/reference.ts";
import { routesRoutes } from "./routes/routes.ts";
import { settingsRoutes } from "./routes/settings.ts";
import { defaultOrganization, type System } from "./system.ts";

/** Mounts the packages' controllers and what all of them share. */
export const createApp = (system: System) => {
  const ledger = {
    gateway: system.gateway,
    organization: (request: Request) => organizationOf(request, system),
  };
  const administration = {
    config: system.config,
    sms: system.sms,
    gateway: system.gateway,
    production: system.environment.production,
    access: (request: Request): Access => {
      requireOperator(request, system);
      return { organizationId: defaultOrganization, actor: "operator", mode: "live" };
    },
  };
  const access = (request: Request): Access => ({
    organizationId: organizationOf(request, system),
    actor: "service",
    mode: "live",
  });
  return new Elysia({ normalize: false })
    .use(requestId())
    .use(securityHeaders())
    .use(problems({ logger: system.logger }))
    .use(accessLog(system))
    .use(referenceRoutes())
    .use(healthRoutes(system))
    .use(
      callbackController({
        gateway: system.gateway,
        account: (id) => accountOf(system, id),
        logger: system.logger,
      }),
    )
    .use(gatewayAliases(ledger))
    .group("/api/sms", (aliases) => aliases.use(providersRoutes(administration, { hide: true })))
    .group("/v1", (v1) =>
      v1
        .use(otpController({ otp: system.otp, caller: otpCaller(system) }))
        .use(gatewayController(ledger))
        .use(deadLettersController(ledger))
        .use(eventsController(ledger))
        .use(analyticsController(ledger))
        .use(sandboxController({ gateway: system.gateway, access }))
        .use(providersRoutes(administration))
        .use(routesRoutes(administration))
        .use(settingsRoutes(system)),
    );
};

/** What the typed client is made from. */
export type App = ReturnType<typeof createApp>;

const accountOf = ({ sms }: System, id: string) => {
  const account = sms.account(id);
  return (
    account && {
      provider: account.provider,
      organizationId: account.organization ?? defaultOrganization,
    }
  );
};

/** One line a request: what was asked for and how it ended, never what was said. */
const accessLog = ({ logger }: System) => {
  const started = new WeakMap<Request, number>();
  return new Elysia({ name: "access-log" })
    .onRequest(({ request }) => {
      started.set(request, performance.now());
    })
    .onAfterResponse({ as: "global" }, ({ request, route, set, responseValue }) => {
      const status = responseValue instanceof Response ? responseValue.status : Number(set.status);
      logger.info({
        event: "http.request",
        method: request.method,
        route: route || "unmatched",
        status: status || 200,
        durationMs: Math.round(performance.now() - (started.get(request) ?? 0)),
        requestId: String(set.headers["x-request-id"]),
      });
    });
};
