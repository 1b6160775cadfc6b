import { type Config, type ConfigProblem, type Logger, newUuid, type Reading } from "@nx/core";
import {
  type ChannelMessage,
  type ChannelResult,
  createNetworkMemory,
  createSmsChannel,
  type HealthFact,
  type ProviderDefinition,
  type ProviderKind,
  type ProviderRuntime,
  providers,
  type RateCard,
  type ReceivedFacts,
  type RouteRule,
  type SmsChannel,
  type SmsProvider,
} from "mq-sms";
import { integrationSettings, providerSettings, type SmsSettings, smsSetting } from "./settings.ts";

/** Whether the application can send text messages now, and if not, why. */
export type SmsState =
  | {
      readonly ready: true;
      readonly provider: ProviderKind;
      /** Tried in this order where the one before has surely not taken a message. */
      readonly fallbacks: readonly ProviderKind[];
      /** Messages are printed, because outside production nothing was configured. */
      readonly standIn: boolean;
    }
  | { readonly ready: false; readonly reason: Unready };

type Unready = "not_configured" | "invalid_configuration" | "database_unavailable";

/** How long a look at the provider is good for: health is asked for more often than it changes. */
const healthForMs = 10_000;
const healthTimeoutMs = 2000;

export interface ApplicationSMSOptions {
  readonly config: Pick<Config, "read" | "watch">;
  /** `print` is where the log-only provider puts messages. */
  readonly runtime: ProviderRuntime;
  /** In production a missing configuration is a refusal; elsewhere messages are then printed. */
  readonly production: boolean;
  readonly logger: Logger;
  /**
   * Takes what the providers' sessions (SMPP) receive, by the kind of the account. The provider is
   * told that we have it when this resolves. Absent: it waits at the provider.
   */
  readonly receive?: (account: ProviderKind, facts: ReceivedFacts) => Promise<void>;
}

/** An account with its client, and how much it takes at a time. */
export interface SmsAccount {
  readonly id: ProviderKind;
  readonly provider: SmsProvider;
  /** Messages under way at once. */
  readonly window: number;
  readonly perSecond?: number;
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
  #state: SmsState = { ready: false, reason: "not_configured" };
  #providers: readonly SmsProvider[] = [];
  #routing: SmsRouting = { accounts: [], rules: [] };
  #channel: SmsChannel = createSmsChannel({ providers: [] });
  #health: { readonly at: number; readonly facts: Promise<HealthFact[]> } | undefined;
  #stopWatching: (() => void)[] = [];

  constructor(options: ApplicationSMSOptions) {
    // What was learnt about numbers outlives a change of the settings.
    const networks = createNetworkMemory(options.runtime.now);
    this.#options = { ...options, runtime: { networks, ...options.runtime } };
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
    await closeAll(this.#providers);
  }

  state(): SmsState {
    return this.#state;
  }

  /**
   * Sends one message with the configuration of this moment. The outcome says whether the provider
   * took it; without a usable configuration it is `rejected` with `not_configured`.
   */
  send(message: ChannelMessage, signal?: AbortSignal): Promise<ChannelResult> {
    return this.#channel.send(message, signal && { signal });
  }

  /** The channel of this moment, for whoever sends many; it has no provider while not ready. */
  channel(): SmsChannel {
    return this.#channel;
  }

  /** The accounts and rules of this moment, for a ledger that dispatches by itself. */
  routing(): SmsRouting {
    return this.#routing;
  }

  /**
   * What an operator should mend that the settings alone do not show: nothing is configured,
   * messages are only printed, or the provider does not answer.
   */
  async problems(): Promise<ConfigProblem[]> {
    const state = this.#state;
    const kinds = this.#chosenKinds();
    // Of settings that are there and wrong, the configuration itself reports what is wrong.
    const missing = kinds.filter((kind) => this.#accountOf(kind).state === "missing");
    if (!state.ready) return missing.slice(0, 1).map((kind) => problemOf(kind, notConfigured));
    if (state.standIn) return missing.slice(0, 1).map((kind) => problemOf(kind, standIn));
    const facts = await this.#checkHealth();
    return [
      ...missing.map((kind) => problemOf(kind, notConfigured)),
      ...this.#providers.flatMap(({ kind }, index) => healthProblems(kind, facts[index])),
    ];
  }

  #checkHealth(): Promise<HealthFact[]> {
    const { now } = this.#options.runtime;
    const at = now().getTime();
    if (this.#health === undefined || at - this.#health.at > healthForMs) {
      const limit = AbortSignal.timeout(healthTimeoutMs);
      const looks = this.#providers.map((provider) => provider.checkHealth?.(limit));
      this.#health = { at, facts: Promise.all(looks.map(async (look) => (await look) ?? healthy)) };
    }
    return this.#health.facts;
  }

  #configure(): void {
    const { runtime, logger } = this.#options;
    const before = this.#providers;
    const chosen = this.#choose();
    this.#state = chosen.state;
    this.#health = undefined;
    this.#providers = chosen.accounts.map(([kind, settings]) =>
      definitionOf(kind).create(settings, this.#runtimeOf(kind)),
    );
    this.#routing = {
      accounts: chosen.accounts.flatMap(([id], index) => {
        const provider = this.#providers[index];
        return provider ? [{ id, provider, ...limitOf(id, chosen.limits) }] : [];
      }),
      rules: chosen.rules,
      ...(chosen.prices && { rates: chosen.prices }),
    };
    this.#channel = createSmsChannel({
      providers: this.#providers,
      rules: chosen.rules,
      now: runtime.now,
      newId: () => newUuid(runtime),
    });
    // Sends that are under way end on the old sessions.
    void closeAll(before);
    logger.info({
      event: "sms.configured",
      ...(chosen.state.ready
        ? { provider: chosen.state.provider, outcome: chosen.state.standIn ? "stand-in" : "ready" }
        : { outcome: chosen.state.reason }),
    });
  }

  #runtimeOf(kind: ProviderKind): ProviderRuntime {
    const { runtime, receive } = this.#options;
    return receive ? { ...runtime, receive: (facts) => receive(kind, facts) } : runtime;
  }

  #choose(): Choice {
    const sms = this.#options.config.read(smsSetting);
    if (sms.state !== "ok") return refusal(reasonOf(sms));
    const accounts = this.#chosenKinds().flatMap((kind): Account[] => {
      const account = this.#accountOf(kind);
      return account.state === "ok" ? [[kind, account.value]] : [];
    });
    const [first, ...others] = accounts;
    if (first !== undefined) {
      const fallbacks = others.map(([kind]) => kind);
      const state = { ready: true, provider: first[0], fallbacks, standIn: false } as const;
      const { rules, limits, prices } = sms.value;
      return { state, accounts, rules, limits, ...(prices && { prices }) };
    }
    const account = this.#accountOf(sms.value.provider);
    // Outside production a flow can be tried before anybody has an account. In production a message
    // that is only printed would be a message lost.
    const mayPrint = account.state === "missing" && !this.#options.production;
    if (!mayPrint) return refusal(account.state === "ok" ? "not_configured" : reasonOf(account));
    return {
      state: { ready: true, provider: "log-only", fallbacks: [], standIn: true },
      accounts: [["log-only", {}]],
      rules: [],
      limits: [],
    };
  }

  #chosenKinds(): ProviderKind[] {
    const sms = this.#options.config.read(smsSetting);
    return sms.state === "ok" ? [...new Set([sms.value.provider, ...sms.value.fallbacks])] : [];
  }

  #accountOf(kind: ProviderKind): Reading<Record<string, unknown>> {
    return this.#options.config.read(providerSettings[kind]);
  }
}

/** A provider with the settings of our account there. */
type Account = readonly [ProviderKind, Record<string, unknown>];

interface Choice {
  readonly state: SmsState;
  readonly accounts: readonly Account[];
  readonly rules: readonly RouteRule[];
  readonly limits: SmsSettings["limits"];
  readonly prices?: RateCard;
}

const refusal = (reason: Unready): Choice => ({
  state: { ready: false, reason },
  accounts: [],
  rules: [],
  limits: [],
});

const defaultWindow = 64;

const limitOf = (kind: ProviderKind, limits: SmsSettings["limits"]) => {
  const limit = limits.find(({ provider }) => provider === kind);
  return {
    window: limit?.window ?? defaultWindow,
    ...(limit?.perSecond !== undefined && { perSecond: limit.perSecond }),
  };
};

const closeAll = async (closing: readonly SmsProvider[]): Promise<void> => {
  await Promise.all(closing.map((provider) => provider.close?.()));
};

const definitionOf = (kind: ProviderKind): ProviderDefinition => providers[kind];

/** Why settings that are not usable are not. */
const reasonOf = (reading: Exclude<Reading<unknown>, { state: "ok" }>): Unready => {
  if (reading.state === "missing") return "not_configured";
  const away = reading.problems.some(({ code }) => code === "database_unavailable");
  return away ? "database_unavailable" : "invalid_configuration";
};

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
