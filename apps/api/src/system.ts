import { availableParallelism } from "node:os";
import {
  type Audit,
  type Config,
  type ConfigProblem,
  createAudit,
  createConfig,
  createJobs,
  createLogger,
  createOutboundHttp,
  createRareAudit,
  type Database,
  isTestOrganization,
  type Jobs,
  type Logger,
  migrate,
  type OutboundHttp,
  openDatabase,
  type RareAudit,
  rewrap,
  systemClock,
} from "@nx/core";
import { createGateway, createLimits, type Gateway, type Limits, retentionOf } from "@nx/gateway";
import {
  type Accounts,
  type ApiKeys,
  ApplicationSMSComponent,
  accountScope,
  createAccounts,
  createApiKeys,
  createBounded,
  createOtpService,
  type OtpService,
  otpGuardSetting,
  otpSetting,
} from "@nx/identity";
import {
  consentSettingsOf,
  createOutreach,
  createQuietHours,
  type Outreach,
  quietHoursOf,
  templateApprovalOf,
  zonesOfContacts,
} from "@nx/outreach";
import { maskPhone, type OutboundSms } from "mq-sms";
import { allSettings } from "./all-settings.ts";
import type { Environment } from "./environment.ts";
import { readKeys } from "./keys.ts";
import { seedFromEnvironment } from "./seeds.ts";

/** Everything that a process of this application works with. */
export interface System {
  readonly environment: Environment;
  readonly logger: Logger;
  readonly database: Database;
  readonly config: Config;
  readonly sms: ApplicationSMSComponent;
  readonly otp: OtpService;
  readonly gateway: Gateway;
  readonly outreach: Outreach;
  readonly accounts: Accounts;
  readonly apiKeys: ApiKeys;
  readonly limits: Limits;
  readonly audit: Audit;
  readonly rareAudit: RareAudit;
  /** Calls for organizations' own provider accounts. Absent outside production: they call anything. */
  readonly outside: OutboundHttp | undefined;
  readonly jobs: Jobs;
  /** Bearer tokens; undefined ones open nothing. */
  readonly tokens: { readonly operator: string | undefined; readonly service: string | undefined };
  /** The database answers, is migrated, and the settings were read from it. */
  isReady(): Promise<boolean>;
  /** Everything that an operator should mend, without any value. */
  problems(): Promise<ConfigProblem[]>;
  /** Never fails for a database that is down or a setting that is wrong: it goes on trying. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Everything belongs to one organization until there are several. */
export const defaultOrganization = "00000000-0000-7000-8000-000000000001";

/** How long to wait before trying an unreachable database again. */
const retryMs = 2000;
const purgeMs = 3_600_000;

/**
 * The one place where packages are wired to each other.
 *
 * @param print where messages go that are printed instead of sent
 * @param open opens the database
 */
export const createSystem = async (
  environment: Environment,
  environmentProblems: readonly ConfigProblem[],
  print: (line: string) => void = console.log,
  open: typeof openDatabase = openDatabase,
): Promise<System> => {
  const clock = systemClock;
  const logger = createLogger({ level: environment.logLevel });
  const database = await open({ url: environment.databaseUrl });
  const keys = await readKeys(environment);
  const config = createConfig({
    database,
    environment: environment.name,
    settings: allSettings,
    logger,
    clock,
    ...(keys.secrets && { keyring: keys.secrets }),
  });
  const outside = environment.production ? createOutboundHttp() : undefined;
  const sms = new ApplicationSMSComponent({
    config,
    logger,
    production: environment.production,
    runtime: { fetch, now: clock.now, print: (message) => print(describe(message, environment)) },
    ...(outside && { fetchOutside: outside.fetch }),
    receive: (account, facts, organization = defaultOrganization) =>
      gateway.receive(organization, account, facts),
  });
  const gateway = createGateway({
    database,
    routing: (organization) => sms.routing(organization),
    accounts: () => sms.accounts(),
    keyring: keys.secrets,
    logger,
    clock,
    dispatch: environment.worker,
    retention: retentionOf(config),
    quietHours: createQuietHours({
      settings: quietHoursOf(config),
      zonesOf: zonesOfContacts(database),
    }),
    readConsent: (organization, said) => outreach.consent.readKeyword(organization, said),
    answerKeyword: (organization, keyword) => outreach.consent.answerKeyword(organization, keyword),
    outbound: { allow: environment.webhookNetworks },
    alsoErase: [(person, signal) => outreach.erase(person, signal)],
    alsoExport: [(person) => outreach.exportPerson(person)],
    composeTexts: (organization, requests) => outreach.templates.compose(organization, requests),
  });
  const outreach = createOutreach({
    database,
    gateway,
    logger,
    clock,
    consent: consentSettingsOf(config),
    retention: retentionOf(config),
    templateApproval: templateApprovalOf(config),
  });
  const limits = createLimits({ database, config });
  const audit = createAudit({ database, keyring: keys.secrets, clock, logger });
  const jobs = createJobs({
    database,
    jobs: [...gateway.jobs, ...outreach.jobs, ...audit.jobs],
    logger,
    clock,
    work: environment.worker,
  });
  // One-time codes and passwords share the cores.
  const hashing = createBounded({
    concurrency: availableParallelism(),
    queue: 64,
    maxWaitMs: 2000,
  });
  const otp = createOtpService({
    database,
    hashing,
    sender: {
      // The sandbox of a test twin needs no configuration.
      state: (scope) =>
        isTestOrganization(scope) ? { ready: true } : sms.state(organizationOf(scope)),
      // Codes go through the ledger like everything else, on its first lane.
      send: ({ scope, phone, ...message }, signal) =>
        gateway.sendNow(organizationOf(scope), { to: phone, ...message }, signal),
    },
    peppers: keys.peppers,
    settings: () => config.read(otpSetting),
    guardSettings: (organization) =>
      config.read(otpGuardSetting, organization ? { organization } : {}),
    onIncident: ({ effect, scope }) =>
      logger.warn({ event: `otp.pumping_${effect}`, organization: scope }),
    logger,
    clock,
  });

  const rareAudit = createRareAudit({ database, clock, logger });
  const accounts = createAccounts({
    database,
    rareAudit,
    firstOrganizationId: defaultOrganization,
    invitationLink: (token) => `${environment.publicUrl}/invitation#${token}`,
    otp,
    hashing,
    clock,
    logger,
  });
  const apiKeys = createApiKeys({ database, clock, logger });

  let prepared = false;
  let seedProblems: readonly ConfigProblem[] = [];
  const timers: ReturnType<typeof setTimeout>[] = [];
  let stopped = false;

  const prepare = async (): Promise<void> => {
    try {
      await migrate(database);
      if (keys.secrets) await rewrap(database, keys.secrets);
      seedProblems = await seedFromEnvironment(config, environment.seeds);
      prepared = true;
    } catch (error) {
      logger.error({ event: "database.not_prepared", error });
      if (!stopped) timers.push(setTimeout(prepare, retryMs));
    }
  };

  return {
    environment,
    logger,
    database,
    config,
    sms,
    otp,
    gateway,
    outreach,
    accounts,
    apiKeys,
    limits,
    audit,
    rareAudit,
    outside,
    jobs,
    tokens: { operator: keys.operatorToken, service: keys.apiKey },

    isReady: async () =>
      prepared &&
      !config.problems().some(({ code }) => code === "database_unavailable") &&
      (await database.ping().then(
        () => true,
        () => false,
      )),

    problems: async () => [
      ...environmentProblems,
      ...keys.problems,
      ...(prepared
        ? []
        : [
            {
              setting: "database",
              path: "",
              code: "not_prepared",
              message: "The database cannot be reached or migrated.",
            },
          ]),
      ...seedProblems,
      ...config.problems(),
      ...(await sms.problems()),
    ],

    start: async () => {
      sms.start();
      await prepare();
      await config.start();
      gateway.start();
      if (environment.worker) outreach.start();
      await apiKeys.start();
      await jobs.start();
      timers.push(
        setInterval(() => {
          otp.purge().catch((error) => logger.warn({ event: "otp.purge_failed", error }));
          accounts.purge().catch((error) => logger.warn({ event: "accounts.purge_failed", error }));
        }, purgeMs),
      );
    },

    stop: async () => {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      await Promise.all([jobs.stop(), outreach.stop(), gateway.stop(), apiKeys.stop()]);
      await sms.stop();
      await rareAudit.idle();
      await config.stop();
      await database.close();
    },
  };
};

/** The scope of one-time codes is the organization that they are for. */
const organizationOf = (scope: string): string =>
  scope === accountScope ? defaultOrganization : scope;

/** In production even a message that is only printed keeps its text to itself. */
const describe = ({ to, text, category }: OutboundSms, { production }: Environment): string =>
  `SMS not sent (log-only) to ${maskPhone(to)}: ${production ? `[${category}]` : text}`;
