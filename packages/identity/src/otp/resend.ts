import type { Orm } from "@nx/core";
import { eq } from "drizzle-orm";
import { type Challenge, extendChallenge, secondsOfCooldown } from "./challenge.ts";
import { type Caller, type OtpContext, ready, senderProblem } from "./context.ts";
import { failed, type OtpResult } from "./errors.ts";
import { claimText } from "./guard/claim.ts";
import { type IssuedChallenge, issueCode } from "./issue.ts";
import { refuse } from "./refuse.ts";
import type { OtpSettings } from "./settings.ts";
import { otpChallenges } from "./tables.ts";
import { chooseLocale, type Locale } from "./texts.ts";

/** What is asked for. */
export interface ResendInput {
  /** UUID of the challenge. */
  readonly id: string;
  readonly locale?: Locale | undefined;
  readonly acceptLanguage?: string | undefined;
}

/**
 * Sends a new code under the same challenge. Guesses that were used stay used, and the code before
 * it stays good, because the two texts may arrive in either order.
 */
export const resendOtp = async (
  context: OtpContext,
  caller: Caller,
  input: ResendInput,
): Promise<OtpResult<IssuedChallenge>> => {
  const prepared = ready(context, caller.scope);
  if (!prepared.ok) return prepared;
  const settings = prepared.value.current;
  const unavailable = senderProblem(prepared.value, caller);
  if (unavailable) return failed(unavailable);

  const claimed = await claimText(prepared.value, caller, "resend", (tx) =>
    extend(tx, { id: input.id, scope: caller.scope }, settings),
  );
  if (!claimed.ok) return claimed;
  return issueCode(prepared.value, {
    ...claimed.value,
    locale: chooseLocale(input.locale, input.acceptLanguage, settings.defaultLocale),
    disclose: caller.trusted,
  });
};

const extend = async (
  tx: Orm,
  place: Pick<Challenge, "id" | "scope">,
  settings: OtpSettings,
): Promise<Challenge> => {
  const challenge = await extendChallenge(tx, place, settings);
  if (challenge === "gone") return refuse({ code: "otp_not_found" });
  if (challenge === "exhausted") return refuse({ code: "sends_exhausted" });
  if (challenge === "too-soon")
    return refuse({
      code: "resend_too_soon",
      retryAfterSeconds: await secondsOfCooldown(tx, eq(otpChallenges.id, place.id)),
    });
  return challenge;
};
