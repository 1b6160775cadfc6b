import type { Static, TObject } from "@sinclair/typebox";
import type { CallbackResult, ReceivedFacts, ReportFact } from "./callbacks/facts.ts";
import type { CallbackRequest } from "./callbacks/request.ts";
import type { SendError } from "./errors.ts";

/** What a message is for. Decides order, encryption at rest and what a provider may be asked to do. */
export type SmsCategory = "otp" | "transactional" | "promotional";

/** One message on its way to one phone. Numbers are E.164 inside; each provider reshapes them. */
export interface OutboundSms {
  /**
   * Our UUID of this message. It stays the same over every retry, because some providers
   * recognise duplicates by nothing else.
   */
  readonly id: string;
  /** Recipient in E.164, for example `+84912345678`. */
  readonly to: string;
  readonly text: string;
  /** Sender ID (brandname in Vietnam) or number; absent means the account's default. */
  readonly from?: string;
  readonly category: SmsCategory;
  /**
   * Names this attempt alone: letters, digits, `-` and `_`, at most 40. A provider that can gives
   * it back in its delivery reports, so that a report is matched even if the answer was lost.
   * Absent: the id.
   */
  readonly attempt?: string;
  /** Seconds after which the text is of no use, such as the life of a code; a provider may cap it. */
  readonly validitySeconds?: number;
  /**
   * An earlier attempt with this id ended `unknown`. A provider that then reports a duplicate has
   * told us that the first attempt arrived.
   */
  readonly retryOfUnknown?: boolean;
}

/** Money as a decimal string, because binary fractions lose cents. */
export interface Money {
  readonly amount: string;
  /** ISO 4217 code. */
  readonly currency: string;
}

/** What is known after one attempt. There is no fourth possibility. */
export type SendOutcome = SendAccepted | SendFailure;

/** An attempt that did not end in acceptance. */
export type SendFailure = SendRejected | SendUnknown;

/** The provider surely did not take it: trying again, or elsewhere, cannot double the message. */
export interface SendRejected {
  readonly kind: "rejected";
  readonly error: SendError;
}

/** It may have been sent. Sending again, here or elsewhere, may double it. */
export interface SendUnknown {
  readonly kind: "unknown";
  readonly error: SendError;
}

/** The provider took the message. This is not delivery. */
export interface SendAccepted {
  readonly kind: "accepted";
  /** The ids under which the provider will report; ours where it has none of its own. */
  readonly providerMessageIds: readonly string[];
  readonly segments?: number;
  readonly price?: Money;
  /** Network that serves the number, as the provider told us (number portability included). */
  readonly network?: string;
}

/** What a provider can do, as declared by its own code. */
export interface Capabilities {
  /** Largest number of messages in one call of `sendBatch`; absent where there is no bulk call. */
  readonly bulkSize?: number;
  readonly deliveryReports: boolean;
  readonly inbound: boolean;
  /**
   * What proves that a report or an inbound message is genuine: the provider's signature, a secret
   * path (`token`), or the session on which it comes. `none`: nothing comes.
   */
  readonly callbackProof: "signature" | "token" | "session" | "none";
  /** Whether reports give back `OutboundSms.attempt`. */
  readonly echoesAttempt: boolean;
  /** Whether it can be asked what became of a message. */
  readonly lookup: boolean;
  readonly balance: boolean;
  /** Whether it can be asked how it is, without sending anything. */
  readonly health: boolean;
  readonly unicode: boolean;
  /** Longest text in characters. */
  readonly maxTextLength: number;
  /** `"message-id"`: a repeated id is recognised as a duplicate. */
  readonly idempotency: "none" | "message-id";
}

/**
 * A client of one provider account. An optional capability that a provider lacks is absent, never a
 * stub. No method throws for anything that a provider or the network did: that is an outcome.
 */
export interface SmsProvider {
  readonly kind: string;
  readonly capabilities: Capabilities;
  /** Makes exactly one attempt. `signal` cuts it short; a cut attempt that was written is unknown. */
  send(message: OutboundSms, signal: AbortSignal): Promise<SendOutcome>;
  /** One outcome per message, in the order given. */
  sendBatch?(messages: readonly OutboundSms[], signal: AbortSignal): Promise<SendOutcome[]>;
  /** The text as the phone will show it, and the network bill it; absent: as it was given. */
  prepareText?(text: string): string;
  /**
   * Verifies a callback and returns what it tells. It never throws, and a callback that cannot be
   * verified tells nothing.
   */
  readCallback?(request: CallbackRequest): CallbackResult;
  /**
   * Asks the provider what became of a message. `undefined`: nothing is known, which does not mean
   * that it was not sent.
   */
  lookup?(reference: MessageReference, signal: AbortSignal): Promise<ReportFact | undefined>;
  /** Whether the provider answers, and where that can be told, whether it takes our credentials. */
  checkHealth?(signal: AbortSignal): Promise<HealthFact>;
  /** What is left on a prepaid account; `undefined` where the provider did not say. */
  balance?(signal: AbortSignal): Promise<Money | undefined>;
  /** Ends a session in good order: waits for answers that are due, then disconnects. */
  close?(): Promise<void>;
}

/** What is known of a message whose fate is asked for. */
export interface MessageReference {
  readonly providerMessageId?: string;
  readonly attempt?: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
  /** When the attempt began. */
  readonly sentAt: Date;
}

/** What a look at a provider found. */
export interface HealthFact {
  readonly reachable: boolean;
  /** Absent where the provider cannot be asked without sending. */
  readonly credentialsAccepted?: boolean;
}

/** The calls that a provider needs from the runtime; handed in, so that tests own them. */
export interface ProviderRuntime {
  readonly fetch: (url: string, init: BunFetchRequestInit) => Promise<Response>;
  readonly now: () => Date;
  /** Where the log-only provider puts messages; without it that provider refuses every message. */
  readonly print?: (message: OutboundSms) => void;
  /** What earlier answers told about numbers; absent means a memory of the provider's own. */
  readonly networks?: NetworkMemory;
  /**
   * Takes what a session (SMPP) received. It is acknowledged to the provider when this resolves; a
   * rejection asks the provider to bring it again.
   */
  readonly receive?: (facts: ReceivedFacts) => Promise<void>;
}

/**
 * Remembers which network serves a number. It is asked in the middle of a send: it must answer at
 * once and from memory, and may forget at will.
 */
export interface NetworkMemory {
  recall(to: string): string | undefined;
  remember(to: string, network: string): void;
}

/** A kind of provider: one entry in the list, from which forms, redaction and docs are read. */
export interface ProviderDefinition<Settings extends TObject = TObject> {
  readonly kind: string;
  readonly title: string;
  /** Fields carry `title`, `description`, `default` and, where due, `secret: true`. */
  readonly settings: Settings;
  readonly capabilities: Capabilities;
  /** Problems that the schema alone cannot see, as `{ path, message }`; never a value. */
  check?(settings: Static<Settings>): SettingsProblem[];
  create(settings: Static<Settings>, runtime: ProviderRuntime): SmsProvider;
}

/** What is wrong with a field of the settings. The message never repeats the value. */
export interface SettingsProblem {
  /** JSON pointer, for example `/encryption/key`. */
  readonly path: string;
  readonly message: string;
}
