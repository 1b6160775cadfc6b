import { coreProblems, defineProblems, Problem } from "@nx/core";
import { explainSendError } from "mq-sms";
import type { OtpError } from "./otp/errors.ts";

/** This package's part of the problem catalogue. */
export const identityProblems = defineProblems({
  otp_invalid: { status: 400, title: "The code is wrong or no longer valid." },
  proof_invalid: { status: 400, title: "The proof is unknown, expired or already redeemed." },
  otp_not_found: { status: 404, title: "There is no such verification, or it has ended." },
  phone_not_allowed: { status: 422, title: "Codes are not sent to numbers of this kind." },
  sms_rejected: { status: 422, title: "The provider refused the message." },
  resend_too_soon: { status: 429, title: "The next message has to wait." },
  sends_exhausted: { status: 429, title: "No more messages for this verification." },
  sms_unavailable: { status: 503, title: "Messages cannot be sent at present." },
  otp_not_configured: { status: 503, title: "Verification is not configured." },
  api_key_revoked: { status: 401, title: "The key is revoked." },
  api_key_expired: { status: 401, title: "The key, or its secret before a rotation, has expired." },
  api_key_in_address: { status: 401, title: "A key does not belong in an address." },
  address_not_allowed: { status: 403, title: "The key does not open from this address." },
  origin_not_allowed: { status: 403, title: "The key does not open from this web origin." },
  api_key_beyond_rights: { status: 403, title: "The key allows more than your credentials do." },
  api_key_not_found: { status: 404, title: "There is no such key." },
  api_key_ended: { status: 409, title: "The key is revoked or expired." },
  api_keys_exhausted: { status: 409, title: "There are as many live keys as there may be." },
  rotation_under_way: { status: 409, title: "The secret before the last rotation is still valid." },
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
    case "sms_rejected":
      return new Problem(identityProblems.sms_rejected, {
        detail: explainSendError(error.error).sentence,
      });
    default:
      return new Problem(identityProblems[error.code]);
  }
};
