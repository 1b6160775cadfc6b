import { coreProblems, defineProblems, Problem } from "@nx/core";
import { explainSendError } from "mq-sms";
import type { OtpError } from "./otp/errors.ts";

/** This package's part of the problem catalogue. */
export const identityProblems = defineProblems({
  otp_invalid: { status: 400, title: "The code is wrong or no longer valid." },
  proof_invalid: { status: 400, title: "The proof is unknown, expired or already redeemed." },
  otp_not_found: { status: 404, title: "There is no such verification, or it has ended." },
  otp_blocked: { status: 403, title: "The pumping guard refused this text." },
  challenge_required: { status: 403, title: "Show first that a person is asking." },
  phone_not_allowed: { status: 422, title: "Codes are not sent to numbers of this kind." },
  sms_rejected: { status: 422, title: "The provider refused the message." },
  resend_too_soon: { status: 429, title: "The next message has to wait." },
  sends_exhausted: { status: 429, title: "No more messages for this verification." },
  sms_unavailable: { status: 503, title: "Messages cannot be sent at present." },
  otp_not_configured: { status: 503, title: "Verification is not configured." },
});

/** Seconds after which a caller may ask again when more was asked than the machine can do. */
const busyRetrySeconds = 1;

/** The reply for an error of the OTP service. */
export const toProblem = (error: OtpError): Problem => {
  switch (error.code) {
    case "phone_invalid":
      return new Problem(coreProblems.invalid_request, {
        errors: [
          { path: "/phone", code: error.reason, message: "This is not a usable phone number." },
        ],
      });
    case "limit_exceeded":
      return new Problem(coreProblems.limit_exceeded, {
        detail: `Limit reached: ${error.name}.`,
        retryAfterSeconds: error.retryAfterSeconds,
      });
    case "resend_too_soon":
      return new Problem(identityProblems.resend_too_soon, {
        retryAfterSeconds: error.retryAfterSeconds,
      });
    case "busy":
      return new Problem(coreProblems.busy, { retryAfterSeconds: busyRetrySeconds });
    case "sms_unavailable":
    case "otp_not_configured":
      return new Problem(identityProblems[error.code], { detail: `Reason: ${error.reason}.` });
    case "phone_not_allowed":
      return new Problem(identityProblems.phone_not_allowed, {
        detail: `Reason: ${error.reason}.`,
      });
    case "otp_blocked":
      return new Problem(identityProblems.otp_blocked, {
        detail: `Reasons: ${error.reasons.join(", ")}.`,
      });
    case "sms_rejected":
      return new Problem(identityProblems.sms_rejected, {
        detail: explainSendError(error.error).sentence,
      });
    default:
      return new Problem(identityProblems[error.code]);
  }
};
