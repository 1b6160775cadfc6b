import type { Config, Reading } from "@nx/core";
import {
  isProviderKind,
  type ProviderKind,
  providers,
  type RateCard,
  type RouteRule,
} from "mq-sms";
import { accountIdOf } from "./account-id.ts";
import { defaultLimits, providerSettings, type SmsSettings, smsSetting } from "./settings.ts";

/** Whether text messages can be sent now, and if not, why. */
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

export type Unready = "not_configured" | "invalid_configuration" | "database_unavailable";

/** An account that is to be used, with its settings. */
export interface ChosenAccount {
  readonly id: string;
  readonly kind: ProviderKind;
  /** Whose it is; the platform's where it is absent. */
  readonly organization?: string;
  readonly settings: Record<string, unknown>;
  /** Of the settings: another one asks for another client. */
  readonly version: number;
  readonly window: number;
  readonly perSecond?: number;
}

/** Where messages may go by the settings of this moment. */
export interface Choice {
  readonly state: SmsState;
  /** In their order of preference. */
  readonly accounts: readonly ChosenAccount[];
  readonly rules: readonly RouteRule[];
  readonly prices?: RateCard;
}

type Settings = Pick<Config, "read" | "readOwn">;

/**
 * Whether an organization may have an account of a kind. What is printed, an operator reads; and an
 * SMPP session is a connection to any address, of which only the operator should choose.
 */
const isOwnKind = (kind: ProviderKind): boolean => kind !== "log-only" && kind !== "smpp";

/** Kinds that an organization may have accounts of. */
export const ownKinds: readonly ProviderKind[] = Object.keys(providers)
  .filter(isProviderKind)
  .filter(isOwnKind);

/** The platform's accounts: those that `INTEGRATION/sms` names and that are configured. */
export const choosePlatform = (config: Settings, production: boolean): Choice => {
  const sms = config.read(smsSetting);
  if (sms.state !== "ok") return refusal(reasonOf(sms));
  const accounts = chosenKinds(sms.value).flatMap((kind) =>
    toAccounts(kind, config.read(providerSettings[kind]), sms.value.limits),
  );
  const { rules, prices } = sms.value;
  if (accounts.length > 0)
    return { state: stateOf(accounts), accounts, rules, ...(prices && { prices }) };
  const first = config.read(providerSettings[sms.value.provider]);
  // Outside production a flow can be tried before anybody has an account. In production a message
  // that is only printed would be a message lost.
  if (first.state !== "missing" || production)
    return refusal(first.state === "ok" ? "not_configured" : reasonOf(first));
  const kind = "log-only";
  return {
    state: { ready: true, provider: kind, fallbacks: [], standIn: true },
    accounts: [{ id: kind, kind, settings: {}, version: 0, window: defaultWindow }],
    rules: [],
  };
};

/**
 * An organization's accounts: first its own, then the platform's of other kinds. One of its own
 * stands in for the platform's of that kind, also while its settings are wrong: what was to go
 * through the one must not leave through the other. Its rules, where it has any, replace the
 * platform's.
 */
export const chooseOwn = (config: Settings, platform: Choice, organization: string): Choice => {
  const sms = config.readOwn(smsSetting, organization);
  if (sms.state === "invalid") return refusal(reasonOf(sms));
  const preferred = sms.state === "ok" ? chosenKinds(sms.value) : [];
  const limits = sms.state === "ok" ? sms.value.limits : defaultLimits;
  const own = [...new Set([...preferred.filter(isOwnKind), ...ownKinds])]
    .map((kind) => ({ kind, reading: config.readOwn(providerSettings[kind], organization) }))
    .filter(({ reading }) => reading.state !== "missing");
  const taken = new Set(own.map(({ kind }) => kind));
  const isPrinted = platform.state.ready && platform.state.standIn;
  const shared = platform.accounts.filter(({ kind }) => !taken.has(kind));
  const accounts = [
    ...own.flatMap(({ kind, reading }) => toAccounts(kind, reading, limits, organization)),
    ...(isPrinted && own.length > 0 ? [] : shared),
  ];
  return {
    state: own.length === 0 ? platform.state : stateOf(accounts),
    accounts,
    rules: sms.state === "ok" ? sms.value.rules : platform.rules,
    ...(platform.prices && { prices: platform.prices }),
  };
};

/** The kinds that a setting names, in their order. */
export const chosenKinds = ({ provider, fallbacks }: SmsSettings): ProviderKind[] => [
  ...new Set([provider, ...fallbacks]),
];

const toAccounts = (
  kind: ProviderKind,
  reading: Reading<Record<string, unknown>>,
  limits: SmsSettings["limits"],
  organization?: string,
): ChosenAccount[] => {
  if (reading.state !== "ok") return [];
  const limit = limits.find(({ provider }) => provider === kind);
  return [
    {
      id: accountIdOf(kind, organization),
      kind,
      ...(organization !== undefined && { organization }),
      settings: reading.value,
      version: reading.version,
      window: limit?.window ?? defaultWindow,
      ...(limit?.perSecond !== undefined && { perSecond: limit.perSecond }),
    },
  ];
};

const defaultWindow = 64;

/** Of accounts that are configured; where there are none, somebody's settings are wrong. */
const stateOf = (accounts: readonly Pick<ChosenAccount, "kind">[]): SmsState => {
  const [first, ...others] = accounts.map(({ kind }) => kind);
  if (first === undefined) return { ready: false, reason: "invalid_configuration" };
  return { ready: true, provider: first, fallbacks: others, standIn: false };
};

const refusal = (reason: Unready): Choice => ({
  state: { ready: false, reason },
  accounts: [],
  rules: [],
});

/** Why settings that are not usable are not. */
const reasonOf = (reading: Exclude<Reading<unknown>, { state: "ok" }>): Unready => {
  if (reading.state === "missing") return "not_configured";
  const away = reading.problems.some(({ code }) => code === "database_unavailable");
  return away ? "database_unavailable" : "invalid_configuration";
};
