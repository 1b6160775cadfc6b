import type { SendOutcome } from "mq-sms";
import type { OtpMessage, OtpSender, SenderState } from "../otp/sender.ts";

/** A sender that keeps what it was given, for tests that need a code and no provider. */
export interface RecordingSender extends OtpSender {
  /** Oldest first. */
  readonly messages: readonly OtpMessage[];
  /** The code in the newest message to this phone (E.164). Throws when there is none. */
  lastOtp(phone: string): string;
  /** What the following sends end in, instead of `accepted`. */
  answer(outcome: SendOutcome): void;
  /** What `state` says from now on. */
  become(state: SenderState): void;
}

/** Accepts everything until told otherwise. */
export const recordingSender = (): RecordingSender => {
  const messages: OtpMessage[] = [];
  let outcome: SendOutcome | undefined;
  let state: SenderState = { ready: true };
  return {
    messages,
    state: () => state,
    become: (next) => {
      state = next;
    },
    answer: (next) => {
      outcome = next;
    },
    send: async (message) => {
      messages.push(message);
      return outcome ?? { kind: "accepted", providerMessageIds: [message.id] };
    },
    lastOtp: (phone) => {
      const text = messages.findLast((message) => message.phone === phone)?.text ?? "";
      const code = /\b\d{6,10}\b/.exec(text)?.[0];
      if (code === undefined) throw new Error("no code was sent to this phone");
      return code;
    },
  };
};
