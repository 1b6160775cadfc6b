import { auditController, problems, requestId, securityHeaders } from "@nx/core/elysia";
import {
  analyticsController,
  budgetsController,
  callbackController,
  creditController,
  deadLettersController,
  eventsController,
  exportController,
  gatewayAliases,
  gatewayController,
  privacyController,
  rateCardsController,
  rateLimits,
  sandboxController,
  usageController,
  webhooksController,
} from "@nx/gateway/elysia";
import {
  accountsController,
  apiKeysController,
  membersController,
  organizationsController,
  otpController,
  otpGuardController,
} from "@nx/identity/elysia";
import {
  automationsController,
  autoReplyRulesController,
  campaignsController,
  consentController,
  contactsController,
  conversationsController,
  expectationsController,
  groupsController,
  importsController,
  inboxAlias,
  labelsController,
  quarantineController,
  quickRepliesController,
  segmentsController,
  templatesController,
} from "@nx/outreach/elysia";
import { Elysia } from "elysia";
import {
  accessOf,
  keyManagerOf,
  operatorOf,
  organizationOf,
  otpCaller,
  sentByOf,
} from "./access/access.ts";
import { guard, identification } from "./access/guard.ts";
import { limitSubject } from "./access/limit-subject.ts";
import { clientAddress } from "./client-address.ts";
import { aliasRoutes } from "./routes/aliases.ts";
import { healthRoutes } from "./routes/health.ts";
import { providersRoutes } from "./routes/providers.ts";
import { referenceRoutes } from "./routes/reference.ts";
import { routesRoutes } from "./routes/routes.ts";
import { settingsRoutes } from "./routes/settings.ts";
import { defaultOrganization, type System } from "./system.ts";

/** Mounts the packages' controllers and what all of them share. */
export const createApp = (system: System) => {
  const {
    accounts,
    apiKeys,
    audit,
    config,
    environment,
    gateway,
    limits,
    logger,
    otp,
    outreach,
    sms,
  } = system;
  const access = accessOf;
  const ledger = { gateway, organization: organizationOf, sentBy: sentByOf };
  const people = { outreach, access, sentBy: sentByOf };
  const administration = { config, sms, gateway, outside: system.outside, access };
  const address = ({ request, peer }: { request: Request; peer: string | undefined }) =>
    clientAddress(request, peer, environment.trustedProxies);
  return new Elysia({ normalize: false })
    .use(requestId())
    .use(securityHeaders())
    .use(problems({ logger: system.logger }))
    .use(accessLog(system))
    .use(identification(system))
    .use(rateLimits({ limits, subject: limitSubject(system), logger }))
    .use(guard(system))
    .use((app) => app.use(referenceRoutes(() => app)))
    .use(healthRoutes(system))
    .use(
      callbackController({
        gateway: system.gateway,
        account: (id) => accountOf(system, id),
        logger: system.logger,
      }),
    )
    .use(gatewayAliases(ledger))
    .group("/api/sms", (aliases) =>
      aliases
        .use(providersRoutes(administration, { tags: ["Aliases"] }))
        .use(contactsController(people, { tags: ["Aliases"] }))
        .use(groupsController(people, { tags: ["Aliases"] }))
        .use(campaignsController(people, { tags: ["Aliases"] }))
        .use(inboxAlias(people)),
    )
    .use(
      aliasRoutes([
        contactsController(people),
        importsController(people),
        groupsController(people),
        campaignsController(people),
        templatesController(people),
        providersRoutes(administration),
        apiKeysController({ apiKeys, access: keyManagerOf }),
        webhooksController({ gateway, access }),
        analyticsController(ledger),
      ]),
    )
    .group("/v1", (v1) =>
      v1
        .use(otpController({ otp, caller: otpCaller(system) }))
        .use(exportController({ gateway, access }))
        .use(gatewayController(ledger))
        .use(deadLettersController({ gateway, access }))
        .use(eventsController(ledger))
        .use(analyticsController(ledger))
        .use(contactsController(people))
        .use(importsController(people))
        .use(groupsController(people))
        .use(segmentsController(people))
        .use(campaignsController(people))
        .use(automationsController(people))
        .use(accountsController({ accounts, address }))
        .use(membersController({ accounts, operator: operatorOf }))
        .use(organizationsController({ accounts, operator: operatorOf }))
        .use(apiKeysController({ apiKeys, access: keyManagerOf }))
        .use(providersRoutes(administration))
        .use(routesRoutes(administration))
        .use(sandboxController({ gateway, access }))
        .use(webhooksController({ gateway, access }))
        .use(budgetsController({ gateway, access }))
        .use(creditController({ gateway, access, bookkeeper: access }))
        .use(rateCardsController({ gateway, access, bookkeeper: access }))
        .use(usageController({ gateway, access }))
        .use(templatesController(people))
        .use(privacyController({ gateway, access }))
        .use(conversationsController(people))
        .use(labelsController(people))
        .use(quickRepliesController(people))
        .use(autoReplyRulesController(people))
        .use(expectationsController(people))
        .use(quarantineController(people))
        .use(consentController({ outreach, gateway, access }))
        .use(auditController({ audit, access }))
        .use(
          otpGuardController({
            guard: otp.guard,
            access,
            scopeOf: ({ organizationId }) => organizationId,
          }),
        )
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
