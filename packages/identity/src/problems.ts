import { coreProblems, defineProblems, Problem } from "@nx/core";
import { explainSendError } from "mq-sms";
import type { AccountError } from "./accounts/errors.ts";
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
  sign_in_failed: { status: 401, title: "The e-mail address or the password is wrong." },
  session_required: { status: 401, title: "Nobody is signed in." },
  sign_up_closed: { status: 403, title: "The first owner has signed up; others are invited." },
  no_account: { status: 403, title: "Nobody here has this phone number." },
  password_wrong: { status: 403, title: "The present password is wrong." },
  csrf_refused: { status: 403, title: "The request does not come from a page of ours." },
  owner_only: { status: 403, title: "Only an owner may do this." },
  sign_in_again: { status: 403, title: "This needs a sign-in of the last 15 minutes." },
  invitation_invalid: { status: 400, title: "The invitation is unknown, expired or used." },
  invitation_for_another: { status: 403, title: "The invitation is for somebody else." },
  sign_in_first: { status: 409, title: "There is an account already: sign in, then accept." },
  no_password: { status: 409, title: "This account signs in without a password." },
  phone_taken: { status: 409, title: "Another account has this phone number." },
  already_member: { status: 409, title: "This person is a member already." },
  last_owner: { status: 409, title: "An organization keeps at least one owner." },
  not_a_parent: { status: 409, title: "A sub-organization has none of its own." },
  details_required: { status: 422, title: "Something is missing to make an account." },
  phone_sign_in_off: { status: 503, title: "Phones cannot be proved here." },
  invitation_not_sent: { status: 503, title: "The invitation could not be sent." },
});

/** Seconds after which a caller may ask again when more was asked than the machine can do. */
const busyRetrySeconds = 1;

/** The reply for an error of the OTP service, or of accounts. */
export const toProblem = (error: OtpError | AccountError): Problem => {
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
    case "not_found":
    case "forbidden":
      return new Problem(coreProblems[error.code]);
    default:
      return new Problem(identityProblems[error.code]);
  }
};
