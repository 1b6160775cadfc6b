import { attempt } from "./attempt.ts";
import { rejected } from "./outcome.ts";
import { parsePhone, type Region } from "./phone.ts";
import type {
  OutboundSms,
  SendOutcome,
  SendRejected,
  SmsCategory,
  SmsProvider,
} from "./provider.ts";
import { type Circuit, healthOf, newCircuit, recordEvent } from "./routing/circuit.ts";
import { nextStep } from "./routing/failover.ts";
import { planRoute, type RouteAccount, type RoutePlan } from "./routing/plan.ts";
import type { RouteRule } from "./routing/rules.ts";
import { type SmsEncoding, segments } from "./text/segments.ts";

/** A message as the application has it. */
export interface ChannelMessage {
  /** A phone number in any usual form; a national one needs `region`. */
  readonly to: string;
  readonly text: string;
  readonly from?: string;
  /** Transactional unless told otherwise. */
  readonly category?: SmsCategory;
  /** A UUID of yours; one is made where it is absent. */
  readonly id?: string;
  readonly region?: Region;
  /** Kind of the one provider that may be tried. */
  readonly provider?: string;
  /** An earlier send under this `id` ended `unknown`. */
  readonly retryOfUnknown?: boolean;
  /** Seconds after which the text is of no use. */
  readonly validitySeconds?: number;
}

/** One provider's part in a send. */
export interface ChannelAttempt {
  readonly provider: string;
  readonly outcome: SendOutcome;
}

/** What became of a message. */
export interface ChannelResult {
  readonly id: string;
  /** E.164; absent when the number could not be read. */
  readonly to?: string;
  /** Of the text as the last provider sends it, accents taken off where the route has none. */
  readonly segments: number;
  readonly encoding: SmsEncoding;
  /** The last attempt's outcome, or why none was made. */
  readonly outcome: SendOutcome;
  /** The provider of the last attempt. */
  readonly provider?: string;
  /** In the order in which they were made. */
  readonly attempts: readonly ChannelAttempt[];
  /** Which providers it could go through and why; `explainPlan` puts it in words. */
  readonly plan?: RoutePlan;
}

/** Limits of one call. */
export interface ChannelSendOptions {
  readonly signal?: AbortSignal;
  /** No attempt starts after it, and one under way is cut short by it. */
  readonly deadline?: Date;
}

/** Sends through several providers without a database. */
export interface SmsChannel {
  /** Kinds of the providers, in the order in which they are tried. */
  readonly providers: readonly string[];
  send(message: ChannelMessage, options?: ChannelSendOptions): Promise<ChannelResult>;
  /** One result per message, in the order given; uses the providers' bulk calls. */
  sendMany(
    messages: readonly ChannelMessage[],
    options?: ChannelSendOptions,
  ): Promise<ChannelResult[]>;
}

/** What a channel is made of. */
export interface ChannelSetup {
  /** Tried in this order, unless a rule says otherwise; of each kind one. */
  readonly providers: readonly SmsProvider[];
  /** The first that fits a message decides. @default [] */
  readonly rules?: readonly RouteRule[];
  /** Milliseconds for one provider's attempt. @default 15000 */
  readonly attemptTimeoutMs?: number;
  readonly now?: () => Date;
  readonly newId?: () => string;
}

/**
 * A channel tries the next provider only when the last one has surely not taken the message and
 * the reason may not hold elsewhere. An unknown outcome ends the send: another attempt might
 * deliver the message twice. It never repeats an attempt at the same provider. A provider that
 * keeps failing is set back behind the others, and probed until it is well again.
 */
export function createSmsChannel({
  providers,
  rules = [],
  attemptTimeoutMs = 15_000,
  now = () => new Date(),
  newId = () => crypto.randomUUID(),
}: ChannelSetup): SmsChannel {
  const accounts: readonly RouteAccount[] = providers.map((provider) => ({
    id: provider.kind,
    kind: provider.kind,
    capabilities: provider.capabilities,
    ...(provider.prepareText && { prepareText: provider.prepareText }),
  }));
  const circuits = new Map<string, Circuit>();
  const circuitOf = (kind: string): Circuit => circuits.get(kind) ?? newCircuit;

  async function sendMany(
    messages: readonly ChannelMessage[],
    options: ChannelSendOptions = {},
  ): Promise<ChannelResult[]> {
    const sends = messages.map((message) => openSend(message, message.id ?? newId(), planOf));
    for (let due = byProvider(sends); due.size > 0; due = byProvider(sends)) {
      await Promise.all(
        providers.map((provider) => sendThrough(provider, due.get(provider.kind) ?? [], options)),
      );
    }
    return sends.map((send) => toResult(send, textOf(send)));
  }

  function planOf(sms: OutboundSms, only: string | undefined): RoutePlan {
    const at = now();
    const health = new Map(accounts.map(({ id }) => [id, healthOf(circuitOf(id), at)]));
    const message = only === undefined ? sms : { ...sms, provider: only };
    return planRoute(message, { accounts, rules, health, at });
  }

  async function sendThrough(
    provider: SmsProvider,
    due: readonly OpenSend[],
    options: ChannelSendOptions,
  ): Promise<void> {
    if (due.length === 0) return;
    const batch = due.map(({ sms }) => sms);
    const begun = now();
    const { kind } = provider;
    circuits.set(kind, recordEvent(circuitOf(kind), { kind: "begun" }, begun));
    const outcomes = await attempt(provider, batch, () => limitOf(options));
    const ended = now();
    const tookMs = (ended.getTime() - begun.getTime()) / batch.length;
    for (const [index, outcome] of outcomes.entries()) {
      due[index]?.attempts.push({ provider: kind, outcome });
      const event = { kind: "ended", outcome, tookMs } as const;
      circuits.set(kind, recordEvent(circuitOf(kind), event, ended));
    }
  }

  /** The text that the network bills, which the provider may have changed. */
  function textOf({ sms, attempts }: OpenSend): string {
    const last = providers.find(({ kind }) => kind === attempts.at(-1)?.provider);
    return last?.prepareText?.(sms.text) ?? sms.text;
  }

  function limitOf({ signal, deadline }: ChannelSendOptions): AbortSignal {
    const left = deadline === undefined ? attemptTimeoutMs : deadline.getTime() - now().getTime();
    if (left <= 0) return AbortSignal.abort();
    const timeout = AbortSignal.timeout(Math.min(left, attemptTimeoutMs));
    return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  }

  return {
    providers: providers.map(({ kind }) => kind),
    sendMany,
    send: async (message, options) => {
      const [result] = await sendMany([message], options);
      if (result === undefined) throw new Error("A message has no result");
      return result;
    },
  };
}

/** A send under way. */
interface OpenSend {
  readonly sms: OutboundSms;
  /** Where it may go, or why it may go to no provider at all. */
  readonly route: RoutePlan | SendRejected;
  readonly attempts: ChannelAttempt[];
}

function openSend(
  message: ChannelMessage,
  id: string,
  planOf: (sms: OutboundSms, only: string | undefined) => RoutePlan,
): OpenSend {
  const phone = parsePhone(message.to, message.region);
  const sms: OutboundSms = {
    id,
    to: phone.ok ? phone.e164 : "",
    text: message.text,
    category: message.category ?? "transactional",
    ...(message.from === undefined ? {} : { from: message.from }),
    ...(message.retryOfUnknown === true ? { retryOfUnknown: true } : {}),
    ...(message.validitySeconds === undefined ? {} : { validitySeconds: message.validitySeconds }),
  };
  const refusal = phone.ok ? textRefusal(message.text) : rejected("channel", "invalid_recipient");
  return { sms, route: refusal ?? planOf(sms, message.provider), attempts: [] };
}

/** Sends that are not at their end, by the provider that is next. */
function byProvider(sends: readonly OpenSend[]): ReadonlyMap<string, OpenSend[]> {
  const due = new Map<string, OpenSend[]>();
  for (const send of sends) {
    const { route, attempts } = send;
    if ("kind" in route) continue;
    const tried = attempts.map(({ provider, outcome }) => ({ account: provider, outcome }));
    const step = nextStep(route, tried);
    if (step.kind === "end") continue;
    const { account } = step.candidate;
    const together = due.get(account);
    if (together === undefined) due.set(account, [send]);
    else together.push(send);
  }
  return due;
}

/** NUL and lone surrogates cannot be stored or encoded: providers fail on them in their own ways. */
const textRefusal = (text: string): SendRejected | undefined =>
  text === "" || /[\0\p{Cs}]/u.test(text) ? rejected("channel", "bad_content") : undefined;

function toResult({ sms, route, attempts }: OpenSend, text: string): ChannelResult {
  const { segments: count, encoding } = segments(text);
  const last = attempts.at(-1);
  return {
    id: sms.id,
    ...(sms.to === "" ? {} : { to: sms.to }),
    segments: count,
    encoding,
    outcome: last?.outcome ?? ("kind" in route ? route : unroutable(route)),
    ...(last === undefined ? {} : { provider: last.provider }),
    attempts,
    ...("kind" in route ? {} : { plan: route }),
  };
}

/** No account can carry it: the reason is that of the last one that was left out. */
function unroutable({ excluded }: RoutePlan): SendRejected {
  const code = excluded.findLast(({ reason }) => reason.code !== "not_forced")?.reason.code;
  if (code === "no_unicode") return rejected("channel", "unicode_not_supported");
  if (code === "too_long") return rejected("channel", "message_too_long");
  return rejected("channel", code === undefined ? "not_configured" : "no_route");
}
