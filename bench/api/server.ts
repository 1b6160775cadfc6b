/** `bun server.ts <database> <kind>`: accepts messages over HTTP and dispatches none. */
import { createLogger, migrate, openDatabase } from "@nx/core";
import { problems, requestId, securityHeaders } from "@nx/core/elysia";
import { createGateway, rateSetting } from "@nx/gateway";
import { gatewayController } from "@nx/gateway/elysia";
import { Elysia } from "elysia";
import { recordingProvider } from "mq-sms/testing";
import { readEnvironment } from "../../apps/api/src/environment.ts";
import { serve } from "../../apps/api/src/serve.ts";
import { createSystem, defaultOrganization } from "../../apps/api/src/system.ts";
import { type ApiKind, apiKinds } from "./kinds.ts";

const [, , databaseUrl = "", name] = Bun.argv;
const kind = apiKinds.find((one) => one.name === name);
if (kind === undefined) throw new Error(`There is no kind ${name}`);
process.on("disconnect", () => process.exit(0));
process.send?.(kind.app ? await serveApp(kind) : { port: await serveRoute(), key: "" });

async function serveRoute(): Promise<number> {
  const database = await openDatabase({ url: databaseUrl });
  await migrate(database);
  const logger = createLogger({ level: "error" });
  const account = { id: "one", provider: recordingProvider(undefined, "one"), window: 1 };
  const gateway = createGateway({
    database,
    routing: () => ({ accounts: [account], rules: [] }),
    logger,
    dispatch: false,
  });
  gateway.start();
  const app = new Elysia({ normalize: false })
    .use(requestId())
    .use(securityHeaders())
    .use(problems({ logger }))
    .group("/v1", (v1) =>
      v1.use(gatewayController({ gateway, organization: () => defaultOrganization })),
    )
    .listen({ port: 0, hostname: "127.0.0.1" });
  return app.server?.port ?? 0;
}

async function serveApp({ limits, budget }: ApiKind) {
  const { environment } = readEnvironment({
    ENVIRONMENT: "bench",
    DATABASE_URL: databaseUrl,
    HOST: "127.0.0.1",
    PORT: "0",
    LOG_LEVEL: "error",
    WORKER: "off",
    LIMITS_ENABLED: String(limits),
    VNPAY_BASE_URL: "http://127.0.0.1:9/vnpay",
    VNPAY_ALLOW_INSECURE_LOOPBACK: "true",
    VNPAY_PARTNER_CODE: "900001",
    VNPAY_SECRET: "secret-of-the-bench",
    VNPAY_SENDER: "NXDEMO",
    VNPAY_KEYWORD: "NXDEMO",
  });
  const system = await createSystem(environment, []);
  await system.start();
  const many = { perMinute: 1_000_000, perDay: 100_000_000 };
  const numbers = { organization: many, global: { perSecond: 1_000_000 } };
  const patched = await system.config.patch(rateSetting, numbers, { actor: "bench" });
  if (!patched.ok) throw new Error(JSON.stringify(patched.problems));
  if (budget) {
    const { money } = system.gateway;
    const by = { actor: "bench" };
    const rates = [{ account: "vnpay", perSegment: "300" }];
    await money.putRateCard(defaultOrganization, { currency: "VND", rates }, by);
    const amount = "900000000000";
    const body = { name: "all", amount, currency: "VND", period: "month" } as const;
    await money.createBudget(defaultOrganization, body, by);
  }
  const made = await system.apiKeys.create(
    {
      organizationId: defaultOrganization,
      actor: "operator",
      mode: "live",
      scopes: ["admin:*"],
    },
    {
      kind: "sk_live",
      name: "bench",
      scopes: ["sms:send"],
      limits: { perMinute: 100_000, perDay: 100_000_000 },
    },
  );
  if (!made.ok) throw new Error(made.error.code);
  return { port: serve(system).port, key: made.value.key };
}
