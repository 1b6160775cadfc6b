import {
  type Config,
  type ConfigProblem,
  isTestOrganization,
  type Logger,
  newUuid,
  type Reading,
} from "@nx/core";
import {
  type ChannelMessage,
  type ChannelResult,
  createNetworkMemory,
  createSmsChannel,
  type HealthFact,
  type ProviderKind,
  type ProviderRuntime,
  type RateCard,
  type ReceivedFacts,
  type RouteRule,
  type SmsChannel,
  type SmsProvider,
} from "mq-sms";
import {
  type Choice,
  type ChosenAccount,
  chooseOwn,
  choosePlatform,
  chosenKinds,
  type SmsState,
} from "./choose-accounts.ts";
import { type Clients, createClients, type SmsAccount } from "./clients.ts";
import { integrationSettings, providerSettings, smsSetting } from "./settings.ts";

/** How long a look at the provider is good for: health is asked for more often than it changes. */
const healthForMs = 10_000;
const healthTimeoutMs = 2000;

export interface ApplicationSMSOptions {
  readonly config: Pick<Config, "read" | "readOwn" | "owners" | "watch">;
  /** `print` is where the log-only provider puts messages. */
  readonly runtime: ProviderRuntime;
  /** In production a missing configuration is a refusal; elsewhere messages are then printed. */
  readonly production: boolean;
  readonly logger: Logger;
  /**
   * Takes what the providers' sessions (SMPP) receive, by the id of the account and whose it is. The
   * provider is told that we have it when this resolves. Absent: it waits at the provider.
   */
  readonly receive?: (
    account: string,
    facts: ReceivedFacts,
    organization?: string,
  ) => Promise<void>;
  /**
   * Calls for organizations' own accounts, which name any address they like: it must refuse those
   * inside. @default that of `runtime`
   */
  readonly fetchOutside?: ProviderRuntime["fetch"];
}

/** Where messages may go at this moment, for whoever dispatches them. */
export interface SmsRouting {
  /** In their order of preference; none while nothing is usable. */
  readonly accounts: readonly SmsAccount[];
  readonly rules: readonly RouteRule[];
  readonly rates?: RateCard;
}

/**
 * The application's way to send text messages. It reads the `INTEGRATION` settings, follows their
 * changes while it runs, and never fails to start: without a usable configuration it refuses to
 * send and says why.
 */
export class ApplicationSMSComponent {
  readonly #options: ApplicationSMSOptions;
  readonly #clients: Clients;
  #accounts: ReadonlyMap<string, SmsAccount> = new Map();
  #platform = inUse(nothing, new Map());
  /** Of organizations that have something of their own. */
  #own: ReadonlyMap<string, InUse> = new Map();
  #channel: SmsChannel = createSmsChannel({ providers: [] });
  #health: { readonly at: number; readonly facts: Promise<HealthFact[]> } | undefined;
  #stopWatching: (() => void)[] = [];

  constructor(options: ApplicationSMSOptions) {
    // What was learnt about numbers outlives a change of the settings.
    const networks = createNetworkMemory(options.runtime.now);
    this.#options = { ...options, runtime: { networks, ...options.runtime } };
    this.#clients = createClients((account) => this.#runtimeOf(account));
  }

  /** Reads the configuration and follows it from here on. */
  start(): void {
    const { config } = this.#options;
    this.#stopWatching = integrationSettings.map((setting) =>
      config.watch(setting, () => this.#configure()),
    );
    this.#configure();
  }

  /** Ends the providers' sessions in good order. */
  async stop(): Promise<void> {
    for (const stop of this.#stopWatching) stop();
    await Promise.all([...this.#accounts.values()].map(({ provider }) => provider.close?.()));
  }

  /** Of the platform, or for an organization. */
  state(organization?: string): SmsState {
    return this.#of(organization).state;
  }

  /**
   * Sends one message through the platform's accounts of this moment. The outcome says whether the
   * provider took it; without a usable configuration it is `rejected` with `not_configured`.
   */
  send(message: ChannelMessage, signal?: AbortSignal): Promise<ChannelResult> {
    return this.#channel.send(message, signal && { signal });
  }

  /** The channel of this moment, for whoever sends many; it has no provider while not ready. */
  channel(): SmsChannel {
    return this.#channel;
  }

  /**
   * The accounts and rules of this moment, of the platform or for an organization, for a ledger that
   * dispatches by itself. A test twin has none, whatever is configured for it.
   */
  routing(organization?: string): SmsRouting {
    return this.#of(organization).routing;
  }

  /** Everybody's accounts. */
  accounts(): readonly SmsAccount[] {
    return [...this.#accounts.values()];
  }

  /** The account of an id, whoever's it is. */
  account(id: string): SmsAccount | undefined {
    return this.#accounts.get(id);
  }

  /**
   * What an operator should mend that the settings alone do not show: nothing is configured,
   * messages are only printed, or the provider does not answer.
   */
  async problems(): Promise<ConfigProblem[]> {
    const { state, routing } = this.#platform;
    const kinds = this.#chosenKinds();
    // Of settings that are there and wrong, the configuration itself reports what is wrong.
    const missing = kinds.filter((kind) => this.#accountOf(kind).state === "missing");
    if (!state.ready) return missing.slice(0, 1).map((kind) => problemOf(kind, notConfigured));
    if (state.standIn) return missing.slice(0, 1).map((kind) => problemOf(kind, standIn));
    const facts = await this.#checkHealth();
    return [
      ...missing.map((kind) => problemOf(kind, notConfigured)),
      ...routing.accounts.flatMap(({ id }, index) => healthProblems(id, facts[index])),
    ];
  }

  #checkHealth(): Promise<HealthFact[]> {
    const { now } = this.#options.runtime;
    const at = now().getTime();
    if (this.#health === undefined || at - this.#health.at > healthForMs) {
      const limit = AbortSignal.timeout(healthTimeoutMs);
      const looks = this.#platform.routing.accounts.map(({ provider }) =>
        provider.checkHealth?.(limit),
      );
      this.#health = { at, facts: Promise.all(looks.map(async (look) => (await look) ?? healthy)) };
    }
    return this.#health.facts;
  }

  #of(organization: string | undefined): InUse {
    if (organization === undefined) return this.#platform;
    if (isTestOrganization(organization)) return inUse(nothing, this.#accounts);
    return this.#own.get(organization) ?? this.#platform;
  }

  #configure(): void {
    const { config, production, logger, runtime } = this.#options;
    const before = this.#platform.routing.accounts;
    const platform = choosePlatform(config, production);
    const own = ownersIn(config).map(
      (organization) => [organization, chooseOwn(config, platform, organization)] as const,
    );
    const wanted = [platform, ...own.map(([, choice]) => choice)].flatMap(
      ({ accounts }) => accounts,
    );
    this.#accounts = this.#clients.keep([
      ...new Map(wanted.map((account) => [account.id, account])).values(),
    ]);
    this.#platform = inUse(platform, this.#accounts);
    this.#own = new Map(own.map(([id, choice]) => [id, inUse(choice, this.#accounts)]));

    const { state, routing } = this.#platform;
    const providers = routing.accounts.map(({ provider }) => provider);
    const isSame = (provider: SmsProvider, index: number) => provider === before[index]?.provider;
    if (providers.length !== before.length || !providers.every(isSame)) this.#health = undefined;
    this.#channel = createSmsChannel({
      providers,
      rules: routing.rules,
      now: runtime.now,
      newId: () => newUuid(runtime),
    });
    logger.info({
      event: "sms.configured",
      ...(state.ready
        ? { provider: state.provider, outcome: state.standIn ? "stand-in" : "ready" }
        : { outcome: state.reason }),
    });
  }

  #runtimeOf({ id, organization }: ChosenAccount): ProviderRuntime {
    const { runtime, receive, fetchOutside } = this.#options;
    return {
      ...runtime,
      ...(receive && { receive: (facts: ReceivedFacts) => receive(id, facts, organization) }),
      ...(organization !== undefined && fetchOutside && { fetch: fetchOutside }),
    };
  }

  #chosenKinds(): ProviderKind[] {
    const sms = this.#options.config.read(smsSetting);
    return sms.state === "ok" ? chosenKinds(sms.value) : [];
  }

  #accountOf(kind: ProviderKind): Reading<Record<string, unknown>> {
    return this.#options.config.read(providerSettings[kind]);
  }
}

/** A choice with its clients. */
interface InUse {
  readonly state: SmsState;
  readonly routing: SmsRouting;
}

const inUse = (
  { state, accounts, rules, prices }: Choice,
  clients: ReadonlyMap<string, SmsAccount>,
): InUse => ({
  state,
  routing: {
    accounts: accounts.flatMap(({ id }) => clients.get(id) ?? []),
    rules,
    ...(prices && { rates: prices }),
  },
});

const nothing: Choice = {
  state: { ready: false, reason: "not_configured" },
  accounts: [],
  rules: [],
};

/** Organizations with something of their own. What a test twin has is never used. */
const ownersIn = (config: Pick<Config, "owners">): string[] =>
  [...new Set(integrationSettings.flatMap(config.owners))].filter((id) => !isTestOrganization(id));

type Problem = Pick<ConfigProblem, "code" | "message">;

const problemOf = (kind: ProviderKind | string, problem: Problem): ConfigProblem => ({
  setting: `INTEGRATION/${kind}`,
  path: "",
  ...problem,
});

const notConfigured: Problem = {
  code: "missing",
  message: "The provider is chosen and not configured: nothing is sent through it.",
};

const standIn: Problem = {
  code: "stand_in",
  message: "No provider is configured: messages are printed instead of sent.",
};

const healthy: HealthFact = { reachable: true };

const healthProblems = (kind: string, fact: HealthFact = healthy): ConfigProblem[] => {
  if (!fact.reachable) {
    return [problemOf(kind, { code: "unreachable", message: "The provider does not answer." })];
  }
  if (fact.credentialsAccepted !== false) return [];
  const message = "The provider refuses the account's credentials.";
  return [problemOf(kind, { code: "bad_credentials", message })];
};
