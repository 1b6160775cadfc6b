import { type ChannelMessage, maskPhone, type SendOutcome } from "mq-sms";
import type { OtpSender, SenderState } from "./sender.ts";

/** What sends codes by SMS: an `ApplicationSMSComponent`, or a ledger in front of it. */
export interface SmsOutlet {
  /** For the callers of a scope. */
  state(scope: string): SenderState;
  send(
    message: ChannelMessage & { readonly scope: string },
    signal: AbortSignal,
  ): Promise<{ readonly outcome: SendOutcome }>;
}

/** Sends codes by SMS, through whatever the application's SMS component is configured with. */
export const smsOtpSender = (sms: SmsOutlet): OtpSender => ({
  state: (scope) => sms.state(scope),
  send: async ({ id, scope, phone, text, validitySeconds }, signal) => {
    const message = { id, scope, to: phone, text, category: "otp", validitySeconds } as const;
    const { outcome } = await sms.send(message, signal);
    return outcome;
  },
});

/**
 * Prints codes instead of sending them, so that a sign-in can be tried without a provider. Throws
 * in production, where a code on a terminal is a code in a log.
 *
 * @param options.print where the text goes; not the logger, which must never see a code
 */
export const logOnlyOtpSender = (options: {
  readonly production: boolean;
  readonly print: (line: string) => void;
}): OtpSender => {
  if (options.production) throw new Error("logOnlyOtpSender is not for production");
  return {
    state: () => ({ ready: true }),
    send: async ({ id, phone, text }) => {
      options.print(`SMS to ${maskPhone(phone)}: ${text}`);
      return { kind: "accepted", providerMessageIds: [id] };
    },
  };
};
