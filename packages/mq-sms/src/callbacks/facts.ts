import type { SendError } from "../errors.ts";
import type { Money } from "../provider.ts";

/**
 * Where a message stands by the provider's word. `unknown`: the network does not know, and what was
 * known before still holds. `failed`, `rejected` and `expired` carry an error.
 */
export type ReportStatus =
  | "submitted"
  | "sent"
  | "delivered"
  | "failed"
  | "rejected"
  | "expired"
  | "unknown";

/** One delivery report about one message, or about one part of it. A fact, never an instruction. */
export interface ReportFact {
  readonly status: ReportStatus;
  /** The id that the provider gave on acceptance. At least this or `attempt` is there. */
  readonly providerMessageId?: string;
  /** `OutboundSms.attempt` (or its `id`), where the provider gives it back. */
  readonly attempt?: string;
  /** Why it did not arrive; `explainSendError` says whether a new attempt makes sense. */
  readonly error?: SendError;
  /** The phone, E.164. */
  readonly to?: string;
  /** By the provider's clock, ISO 8601 in UTC. */
  readonly at?: string;
  readonly segments?: number;
  readonly price?: Money;
  /** Network that served the number (MCC and MNC where the provider tells those). */
  readonly network?: string;
}

/** A message that somebody sent to one of our numbers. */
export interface InboundFact {
  /** The phone in E.164, or a short code or name as it came. */
  readonly from: string;
  /** Our number or short code, in the provider's form. */
  readonly to: string;
  readonly text: string;
  /** For duplicates: providers repeat callbacks. Absent where the provider has no id. */
  readonly providerMessageId?: string;
  readonly at?: string;
  /** Set on one part of a long text that the provider does not join; see `createPartJoiner`. */
  readonly part?: InboundPart;
  /** Parts never came: the text has gaps. */
  readonly incomplete?: true;
  readonly network?: string;
}

/** Which part of which long text: parts with the same `from`, `to` and `reference` belong together. */
export interface InboundPart {
  readonly reference: string;
  /** From 1. */
  readonly number: number;
  readonly total: number;
}

/** Somebody told the provider, not us, that they want no more messages, or want them again. */
export interface ConsentFact {
  /** E.164. */
  readonly phone: string;
  readonly optedOut: boolean;
  /** Our sender that it is about; absent means all. */
  readonly sender?: string;
}

/** What a verified callback, or an SMPP session, told. */
export interface ReceivedFacts {
  readonly reports: readonly ReportFact[];
  readonly inbound: readonly InboundFact[];
  readonly consents: readonly ConsentFact[];
}

/** Why a callback was not believed. */
export type CallbackRefusal =
  /** The account has no secret to verify with: nothing can be believed, so nothing is. */
  | "not_configured"
  /** The provider's signature, or the token in the path, is missing. */
  | "unsigned"
  | "bad_signature"
  /** The signature is right and too old (or from the future). */
  | "stale"
  /** Signed for another account. */
  | "other_account"
  | "too_large"
  /** A method that the provider does not use. */
  | "bad_method";

/** What became of a callback, and the HTTP status to answer with. */
export type CallbackResult = CallbackRead | CallbackRefused;

/**
 * The sender has proved that it is the provider. Facts may be empty: words that are not known are
 * taken note of (`unrecognized`) and answered with 200, or providers repeat them for a day.
 */
export interface CallbackRead extends ReceivedFacts {
  readonly kind: "read";
  readonly httpStatus: 200;
  /**
   * `token`: the path was secret, the content is not signed. It is a hint about a message that was
   * really sent through this account to that phone, and about nothing else.
   */
  readonly proof: "signature" | "token";
  /** What could not be understood, in words of ours: never the provider's values. */
  readonly unrecognized?: string;
}

/** Nothing of the callback may be used. */
export interface CallbackRefused {
  readonly kind: "refused";
  readonly reason: CallbackRefusal;
  readonly httpStatus: 400 | 403 | 405 | 413 | 503;
  /**
   * For a signature over a URL: the URL of our own for which it would have been right. Then the
   * configured callback URL is not the one that the provider calls.
   */
  readonly wouldMatch?: string;
}

const statusOf: Readonly<Record<CallbackRefusal, CallbackRefused["httpStatus"]>> = {
  not_configured: 503,
  unsigned: 403,
  bad_signature: 403,
  stale: 403,
  other_account: 403,
  too_large: 413,
  bad_method: 405,
};

/** A refusal with the HTTP status that belongs to it. */
export const refuse = (
  reason: CallbackRefusal,
  detail: Partial<Pick<CallbackRefused, "wouldMatch" | "httpStatus">> = {},
): CallbackRefused => ({ kind: "refused", reason, httpStatus: statusOf[reason], ...detail });

/** A callback that was verified. */
export const readFacts = (
  proof: CallbackRead["proof"],
  facts: Partial<ReceivedFacts> & Pick<CallbackRead, "unrecognized">,
): CallbackRead => ({
  kind: "read",
  httpStatus: 200,
  proof,
  reports: [],
  inbound: [],
  consents: [],
  ...facts,
});
