import type { SendOutcome } from "../../provider.ts";
import { isGsm7 } from "../../text/gsm7.ts";
import { stripVietnamese } from "../../text/strip-vietnamese.ts";
import { vnpayCodes } from "./constants.ts";
import type { PreparedSms } from "./request.ts";
import type { TMQSMSClientConfig } from "./settings.ts";

/** One request of the single call, before it is written. */
export interface Attempt {
  readonly sms: PreparedSms;
  readonly encrypt: boolean;
}

/**
 * How to send a refused message once more so that it passes, under the same id; `undefined` when
 * nothing can be corrected. The refusal is what makes it safe: the first request was not taken.
 */
export function correctionOf(
  config: TMQSMSClientConfig,
  attempt: Attempt,
  outcome: SendOutcome,
): Attempt | undefined {
  if (outcome.kind !== "rejected") return undefined;
  switch (outcome.error.providerCode) {
    case vnpayCodes.mustBeEncrypted:
      return config.encryption.mode !== "off" && !attempt.encrypt
        ? { ...attempt, encrypt: true }
        : undefined;
    case vnpayCodes.mustNotBeEncrypted:
      // Under `all` the operator has asked that nothing ever travels plain.
      return config.encryption.mode === "viettel" && attempt.encrypt
        ? { ...attempt, encrypt: false }
        : undefined;
    case vnpayCodes.unicodeNotSupported: {
      const text = stripVietnamese(attempt.sms.text);
      return config.text.retryUnaccented && text !== attempt.sms.text && isGsm7(text)
        ? { ...attempt, sms: { ...attempt.sms, text } }
        : undefined;
    }
    default:
      return undefined;
  }
}
