import type { OutboundSms, SendOutcome, SmsProvider } from "../provider.ts";

/** A provider without a network, and what it was given. */
export interface RecordingProvider extends SmsProvider {
  readonly sent: readonly OutboundSms[];
}

/** Keeps every message and accepts it, or ends it as `answer` says. */
export function recordingProvider(
  answer: (message: OutboundSms) => SendOutcome = accept,
  kind = "recording",
): RecordingProvider {
  const sent: OutboundSms[] = [];
  return {
    kind,
    sent,
    capabilities: {
      deliveryReports: false,
      inbound: false,
      callbackProof: "none",
      echoesAttempt: false,
      lookup: false,
      balance: false,
      health: false,
      unicode: true,
      maxTextLength: 1600,
      idempotency: "none",
    },
    send: async (message) => {
      sent.push(message);
      return answer(message);
    },
  };
}

const accept = ({ id }: OutboundSms): SendOutcome => ({
  kind: "accepted",
  providerMessageIds: [id],
});
