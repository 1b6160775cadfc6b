import type { Config, Logger } from "@nx/core";
import {
  type ChannelMessage,
  type ChannelResult,
  createNetworkMemory,
  createSmsChannel,
  type ProviderDefinition,
  type ProviderKind,
  type ProviderRuntime,
  providers,
  type SmsChannel,
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
  | {
      readonly ready: false;
      readonly reason: "not_configured" | "invalid_configuration" | "database_unavailable";
    };

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
  #channel: SmsChannel = createSmsChannel({ providers: [] });
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

  #configure(): void {
    const { runtime, logger } = this.#options;
    const chosen = this.#choose();
    this.#state = chosen.state;
    this.#channel = createSmsChannel({
      providers: chosen.state.ready
        ? [definitionOf(chosen.state.provider).create(chosen.settings, runtime)]
        : [],
      now: runtime.now,
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
    const refuse = (reason: Extract<SmsState, { ready: false }>["reason"]) =>
      ({ state: { ready: false, reason }, settings: {} }) as const;
    const sms = config.read(smsSetting);
    if (sms.state !== "ok") return refuse("invalid_configuration");
    const account = config.read(providerSettings[sms.value.provider]);
    if (account.state === "invalid") return refuse("invalid_configuration");
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
