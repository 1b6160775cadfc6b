import {
  type Access,
  type Config,
  createConfig,
  createKeyring,
  createLogger,
  type Database,
  newUuid,
  type OutboundHttp,
  systemClock,
  testOrganizationOf,
} from "@nx/core";
import { problems, requestId } from "@nx/core/elysia";
import { createGateway, type Gateway, systemTiming } from "@nx/gateway";
import { callbackController, gatewayController, sandboxController } from "@nx/gateway/elysia";
import { ApplicationSMSComponent, integrationSettings } from "@nx/identity";
import { Elysia } from "elysia";
import { providersRoutes } from "../routes/providers.ts";
import { routesRoutes } from "../routes/routes.ts";
import { field } from "./api-process.ts";

/** Two organizations, and the test twin of the first. */
export type Tenant = "ours" | "theirs" | "twin";

/** The parts of the app that tenants share, over a database of a test, with providers of its own. */
export interface Tenants {
  readonly ids: Readonly<Record<Tenant, string>>;
  readonly config: Config;
  readonly gateway: Gateway;
  readonly sms: ApplicationSMSComponent;
  /** Hosts that were called, in order. */
  readonly hosts: string[];
  /** Decides what a host answers. */
  answer: (url: URL) => Response;
  call(
    as: Tenant,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; json: unknown; headers: Headers; text: string }>;
  /** What a provider calls; resolves to the status. */
  form(path: string, fields: URLSearchParams): Promise<number>;
  stop(): Promise<void>;
}

/** Starts everything; stop it before its database is closed. */
export async function startTenants(
  database: Database,
  { outside }: { readonly outside?: OutboundHttp } = {},
): Promise<Tenants> {
  const logger = createLogger({ level: "silent" });
  const keys = createKeyring([{ id: "k1", key: Buffer.alloc(32, 1).toString("base64") }]);
  const keyring = keys.ok ? { keyring: keys.keyring } : {};
  const config = createConfig({
    database,
    environment: "test",
    settings: integrationSettings,
    logger,
    clock: systemClock,
    ...keyring,
  });
  await config.start();
  const hosts: string[] = [];
  const sms = new ApplicationSMSComponent({
    config,
    logger,
    production: true,
    ...(outside && { fetchOutside: outside.fetch }),
    runtime: {
      now: systemClock.now,
      fetch: async (url) => {
        hosts.push(new URL(url).host);
        return tenants.answer(new URL(url));
      },
    },
  });
  sms.start();
  const gateway = createGateway({
    database,
    routing: (organization) => sms.routing(organization),
    accounts: () => sms.accounts(),
    logger,
    timing: { ...systemTiming, pollMs: 5 },
    ...keyring,
  });
  gateway.start();

  const ours = newUuid(systemClock);
  const ids = { ours, theirs: newUuid(systemClock), twin: testOrganizationOf(ours) };
  const access = (request: Request): Access => {
    const as = request.headers.get("x-as");
    if (as !== "ours" && as !== "theirs" && as !== "twin") throw new Error("Nobody asks");
    const mode = as === "twin" ? "test" : "live";
    return { organizationId: ids[as], actor: `user:${as}`, mode, requestId: "r-1" };
  };
  const options = { config, sms, gateway, outside, access };
  const app = new Elysia({ normalize: false })
    .use(requestId())
    .use(problems({ logger }))
    .use(
      callbackController({
        gateway,
        logger,
        account: (id) => {
          const account = sms.account(id);
          const organizationId = account?.organization ?? ids.ours;
          return account && { provider: account.provider, organizationId };
        },
      }),
    )
    .group("/v1", (v1) =>
      v1
        .use(
          gatewayController({
            gateway,
            organization: (request) => access(request).organizationId,
          }),
        )
        .use(sandboxController({ gateway, access }))
        .use(providersRoutes(options))
        .use(routesRoutes(options)),
    );

  const tenants: Tenants = {
    ids,
    config,
    gateway,
    sms,
    hosts,
    answer: () => Response.json({ status: "00", messageId: crypto.randomUUID() }),
    async call(as, method, path, body) {
      const init = {
        method,
        headers: { "x-as": as, ...(body !== undefined && { "content-type": "application/json" }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      };
      const reply = await app.handle(new Request(`http://localhost${path}`, init));
      const text = await reply.text();
      const json: unknown = text.startsWith("{") ? JSON.parse(text) : undefined;
      return { status: reply.status, headers: reply.headers, json, text };
    },
    async form(path, body) {
      const request = new Request(`http://localhost${path}`, { method: "POST", body });
      return (await app.handle(request)).status;
    },
    async stop() {
      await gateway.stop();
      await sms.stop();
      await config.stop();
    },
  };
  return tenants;
}

/** Ids of the accounts in a reply of `GET /v1/providers`. */
export const idsIn = (json: unknown): unknown[] => {
  const data = field(json, "data");
  return Array.isArray(data) ? data.map((each) => field(each, "id")) : [];
};
