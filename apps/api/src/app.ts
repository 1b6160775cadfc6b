import { problems, requestId, securityHeaders, strictJson } from "@nx/core/elysia";
import { otpController } from "@nx/identity/elysia";
import { Elysia } from "elysia";
import { smsController } from "mq-sms/elysia";
import { otpCaller, requireToken } from "./auth.ts";
import { healthRoutes } from "./routes/health.ts";
import { referenceRoutes } from "./routes/reference.ts";
import { settingsRoutes } from "./routes/settings.ts";
import type { System } from "./system.ts";

/** Mounts the packages' controllers and what all of them share. */
export const createApp = (system: System) =>
  new Elysia({ normalize: false })
    .use(requestId())
    .use(securityHeaders())
    .use(problems({ logger: system.logger }))
    .use(accessLog(system))
    .use(referenceRoutes())
    .use(healthRoutes(system))
    .group("/v1", (v1) =>
      v1
        .use(otpController({ otp: system.otp, caller: otpCaller(system) }))
        .use(messages(system))
        .use(settingsRoutes(system)),
    );

/** What the typed client is made from. */
export type App = ReturnType<typeof createApp>;

const messages = (system: System) =>
  new Elysia({ normalize: false })
    .use(strictJson())
    .derive(({ request }) => requireToken(request, system))
    .use(
      smsController({
        channel: () => {
          const state = system.sms.state();
          return state.ready ? system.sms.channel() : { unavailable: state.reason };
        },
      }),
    );

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
