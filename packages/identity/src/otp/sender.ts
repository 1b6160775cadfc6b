import type { SendOutcome } from "mq-sms";

/** A code on its way to a phone. */
export interface OtpMessage {
  /** UUID of this message, for the provider's duplicate detection. */
  readonly id: string;
  /** Of the caller who asked for it. */
  readonly scope: string;
  /** E.164. */
  readonly phone: string;
  /** The whole text, with the code in it. */
  readonly text: string;
  /** Life of the code: a text that comes later is of no use. */
  readonly validitySeconds: number;
}

/** Whether a sender can send now; the reason is a stable word, for example `not_configured`. */
export type SenderState =
  | { readonly ready: true }
  | { readonly ready: false; readonly reason: string };

/** The outlet of the OTP service: it knows codes and limits, the sender knows how texts travel. */
export interface OtpSender {
  /** For the callers of a scope. */
  state(scope: string): SenderState;
  send(message: OtpMessage, signal: AbortSignal): Promise<SendOutcome>;
}
