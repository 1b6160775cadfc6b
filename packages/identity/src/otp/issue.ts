import { newUuid } from "@nx/core";
import { explainSendError, type SendError } from "mq-sms";
import { type Challenge, type ChallengeView, storeCode, withdrawCode } from "./challenge.ts";
import { randomCode, randomReference } from "./code.ts";
import type { ReadyContext } from "./context.ts";
import { done, failed, type OtpError, type OtpResult } from "./errors.ts";
import type { HashedCode } from "./hash.ts";
import type { Limit } from "./limits.ts";
import { giveBackHits } from "./take-limits.ts";
import { type Locale, renderText } from "./texts.ts";

/** A challenge whose message is under way. */
export interface IssuedChallenge extends ChallengeView {
  /** The tag in the text, so that a screen can say which of two messages it means. */
  readonly reference: string;
}

/** How one message of a challenge is to be made. */
export interface Issue {
  readonly challenge: Challenge;
  readonly locale: Locale;
  /** Counted for this message; given back when it surely did not leave. */
  readonly counted: readonly Limit[];
  /** False for a number that must not get a text while the caller must not learn it. */
  readonly deliver: boolean;
  /** Whether the caller may be told that the provider refused this very recipient. */
  readonly disclose: boolean;
}

/**
 * Makes a code, stores its hash, and only then sends it: a provider that answers late can never
 * deliver a code that nobody remembers. No transaction is open while the provider is waited for.
 */
export const issueCode = async (
  context: ReadyContext,
  issue: Issue,
): Promise<OtpResult<IssuedChallenge>> => {
  const { current: settings, hasher, database } = context;
  const { challenge } = issue;
  const code = randomCode(
    settings.longCodePurposes.includes(challenge.purpose)
      ? settings.longCodeLength
      : settings.codeLength,
  );
  const hashed = await hasher.hash(code, { ...challenge, challengeId: challenge.id });
  if (hashed === "busy") return withdraw(context, issue, undefined, { code: "busy" });
  const stored = issue.deliver ? hashed : undefined;
  const view = await storeCode(database, challenge.id, stored, settings);
  if (!view) return failed({ code: "otp_not_found" });

  const reference = randomReference();
  const refusal = issue.deliver ? await send(context, issue, { code, reference }) : undefined;
  return refusal ? withdraw(context, issue, hashed, refusal) : done({ ...view, reference });
};

/** Undefined when the message left or may have left. */
const send = async (
  context: ReadyContext,
  { challenge, locale, disclose }: Issue,
  { code, reference }: { code: string; reference: string },
): Promise<OtpError | undefined> => {
  const { current: settings, sender, clock, logger } = context;
  const text = renderText(
    settings.texts[locale],
    {
      code,
      minutes: String(Math.floor(settings.ttlSeconds / 60)),
      brand: settings.brand,
      reference,
    },
    settings.webOtpDomain,
  );
  const { ttlSeconds: validitySeconds } = settings;
  const { scope, phone } = challenge;
  const message = { id: newUuid(clock), scope, phone, text, validitySeconds };
  const outcome = await sender.send(
    message,
    AbortSignal.timeout(settings.sendTimeoutSeconds * 1000),
  );
  const error = outcome.kind === "accepted" ? undefined : outcome.error;
  logger[error ? "warn" : "info"]({
    event: "otp.sent",
    outcome: outcome.kind,
    phone: challenge.phone,
    ...(error && { errorCode: error.code, provider: error.provider }),
    ...(error?.providerCode !== undefined && { providerCode: error.providerCode }),
  });
  return outcome.kind === "rejected" ? refusalOf(outcome.error, disclose) : undefined;
};

/**
 * Our own fault or the provider's is told to everybody, as an outage. That this one recipient was
 * refused is told to servers only: browsers could use it to find out about numbers.
 */
const refusalOf = (error: SendError, disclose: boolean): OtpError | undefined => {
  if (explainSendError(error).fault !== "recipient")
    return { code: "sms_unavailable", reason: error.code };
  return disclose ? { code: "sms_rejected", error } : undefined;
};

const withdraw = async (
  { database }: ReadyContext,
  { challenge, counted }: Issue,
  code: HashedCode | undefined,
  error: OtpError,
): Promise<{ ok: false; error: OtpError }> => {
  await withdrawCode(database, challenge.id, code);
  await giveBackHits(database.orm, counted);
  return failed(error);
};
