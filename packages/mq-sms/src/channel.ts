import { attempt } from "./attempt.ts";
import { explainSendError } from "./errors.ts";
import { rejected } from "./outcome.ts";
import { parsePhone, type Region } from "./phone.ts";
import type {
  OutboundSms,
  SendOutcome,
  SendRejected,
  SmsCategory,
  SmsProvider,
} from "./provider.ts";
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
  /** Tried in this order. */
  readonly providers: readonly SmsProvider[];
  /** Milliseconds for one provider's attempt. @default 15000 */
  readonly attemptTimeoutMs?: number;
  readonly now?: () => Date;
  readonly newId?: () => string;
}

/**
 * A channel tries the next provider only when the last one has surely not taken the message and
 * the reason may not hold elsewhere. An unknown outcome ends the send: another attempt might
 * deliver the message twice. It never repeats an attempt at the same provider.
 */
export function createSmsChannel({
  providers,
  attemptTimeoutMs = 15_000,
  now = () => new Date(),
  newId = () => crypto.randomUUID(),
}: ChannelSetup): SmsChannel {
  async function sendMany(
    messages: readonly ChannelMessage[],
    options: ChannelSendOptions = {},
  ): Promise<ChannelResult[]> {
    const sends = messages.map((message) => openSend(message, message.id ?? newId()));
    for (const provider of providers) {
      const due = sends.filter((send) => mayTry(send, provider));
      const batch = due.map(({ sms }) => sms);
      const outcomes = await attempt(provider, batch, () => limitOf(options));
      for (const [index, outcome] of outcomes.entries()) {
        due[index]?.attempts.push({ provider: provider.kind, outcome });
      }
    }
    return sends.map((send) => toResult(send, textOf(send)));
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
  /** Kind of the one provider that may be tried. */
  readonly only: string | undefined;
  /** Why the message may go to no provider at all. */
  readonly refusal: SendRejected | undefined;
  readonly attempts: ChannelAttempt[];
}

function openSend(message: ChannelMessage, id: string): OpenSend {
  const phone = parsePhone(message.to, message.region);
  const sms: OutboundSms = {
    id,
    to: phone.ok ? phone.e164 : "",
    text: message.text,
    category: message.category ?? "transactional",
    ...(message.from === undefined ? {} : { from: message.from }),
    ...(message.retryOfUnknown === true ? { retryOfUnknown: true } : {}),
  };
  const refusal = phone.ok ? textRefusal(message.text) : rejected("channel", "invalid_recipient");
  return { sms, only: message.provider, refusal, attempts: [] };
}

/** NUL and lone surrogates cannot be stored or encoded: providers fail on them in their own ways. */
const textRefusal = (text: string): SendRejected | undefined =>
  text === "" || /[\0\p{Cs}]/u.test(text) ? rejected("channel", "bad_content") : undefined;

function mayTry({ only, refusal, attempts }: OpenSend, provider: SmsProvider): boolean {
  if (refusal !== undefined || (only !== undefined && only !== provider.kind)) return false;
  const last = attempts.at(-1)?.outcome;
  if (last === undefined) return true;
  return last.kind === "rejected" && explainSendError(last.error).mayFailOver;
}

function toResult({ sms, refusal, attempts }: OpenSend, text: string): ChannelResult {
  const { segments: count, encoding } = segments(text);
  const last = attempts.at(-1);
  return {
    id: sms.id,
    ...(sms.to === "" ? {} : { to: sms.to }),
    segments: count,
    encoding,
    outcome: last?.outcome ?? refusal ?? rejected("channel", "not_configured"),
    ...(last === undefined ? {} : { provider: last.provider }),
    attempts,
  };
}
