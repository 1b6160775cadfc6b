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
  type SmsChannel,
  type SmsProvider,
} from "mq-sms";
import { integrationSettings, providerSettings, smsSetting } from "./settings.ts";

/** Whether the application can send text messages now, and if not, why. */
export type SmsState =
  | {
      readonly ready: true;
      readonly provider: ProviderKind;
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
}

/**
 * The application's way to send text messages. It reads the `INTEGRATION` settings, follows their
 * changes while it runs, and never fails to start: without a usable configuration it refuses to
 * send and says why.
 */
export class ApplicationSMSComponent {
  readonly #options: ApplicationSMSOptions;
  #state: SmsState = { ready: false, reason: "not_configured" };
  #provider: SmsProvider | undefined;
  #channel: SmsChannel = createSmsChannel({ providers: [] });
  #health: { readonly at: number; readonly fact: Promise<HealthFact> } | undefined;
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

  stop(): void {
    for (const stop of this.#stopWatching) stop();
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

  /**
   * What an operator should mend that the settings alone do not show: nothing is configured,
   * messages are only printed, or the provider does not answer.
   */
  async problems(): Promise<ConfigProblem[]> {
    const state = this.#state;
    // Of settings that are there and wrong, the configuration itself reports what is wrong.
    if (!state.ready) return state.reason === "not_configured" ? [missingProblem] : [];
    if (state.standIn) return [standInProblem];
    const { reachable } = await this.#checkHealth();
    return reachable ? [] : [unreachableProblem(state.provider)];
  }

  #checkHealth(): Promise<HealthFact> {
    const { now } = this.#options.runtime;
    const at = now().getTime();
    if (this.#health === undefined || at - this.#health.at > healthForMs) {
      const check = this.#provider?.checkHealth?.(AbortSignal.timeout(healthTimeoutMs));
      this.#health = { at, fact: check ?? Promise.resolve({ reachable: true }) };
    }
    return this.#health.fact;
  }

  #configure(): void {
    const { runtime, logger } = this.#options;
    const chosen = this.#choose();
    this.#state = chosen.state;
    this.#health = undefined;
    this.#provider = chosen.state.ready
      ? definitionOf(chosen.state.provider).create(chosen.settings, runtime)
      : undefined;
    this.#channel = createSmsChannel({
      providers: this.#provider ? [this.#provider] : [],
      now: runtime.now,
      newId: () => newUuid(runtime),
    });
    logger.info({
      event: "sms.configured",
      ...(chosen.state.ready
        ? { provider: chosen.state.provider, outcome: chosen.state.standIn ? "stand-in" : "ready" }
        : { outcome: chosen.state.reason }),
    });
  }

  #choose(): { state: SmsState; settings: Record<string, unknown> } {
    const { config, production } = this.#options;
    const refuse = (reason: Unready) =>
      ({ state: { ready: false, reason }, settings: {} }) as const;
    const sms = config.read(smsSetting);
    if (sms.state !== "ok") return refuse(reasonOf(sms));
    const account = config.read(providerSettings[sms.value.provider]);
    if (account.state === "invalid") return refuse(reasonOf(account));
    if (account.state === "ok") {
      const { provider } = sms.value;
      return { state: { ready: true, provider, standIn: false }, settings: account.value };
    }
    // Outside production a flow can be tried before anybody has an account. In production a message
    // that is only printed would be a message lost.
    if (production) return refuse("not_configured");
    return { state: { ready: true, provider: "log-only", standIn: true }, settings: {} };
  }
}

const definitionOf = (kind: ProviderKind): ProviderDefinition => providers[kind];

/** Why settings that are not usable are not. */
const reasonOf = (reading: Exclude<Reading<unknown>, { state: "ok" }>): Unready => {
  if (reading.state === "missing") return "not_configured";
  const away = reading.problems.some(({ code }) => code === "database_unavailable");
  return away ? "database_unavailable" : "invalid_configuration";
};

const problemOf = (
  kind: ProviderKind,
  code: string,
  message: string,
  path = "",
): ConfigProblem => ({
  setting: `INTEGRATION/${kind}`,
  path,
  code,
  message,
});

const missingProblem = problemOf(
  "vnpay",
  "missing",
  "No provider is configured: messages are refused.",
);

const standInProblem = problemOf(
  "vnpay",
  "stand_in",
  "No provider is configured: messages are printed instead of sent.",
);

const unreachableProblem = (kind: ProviderKind): ConfigProblem =>
  problemOf(kind, "unreachable", "Nothing answers at this address.", "/baseUrl");
