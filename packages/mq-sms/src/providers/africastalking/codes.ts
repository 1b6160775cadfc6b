import type { ReportStatus } from "../../callbacks/facts.ts";
import type { SendErrorCode } from "../../errors.ts";

/** The name of this provider in settings, errors and routing. */
export const africasTalkingKind = "africastalking";

/** What a status code of a recipient means to us. */
export interface AfricasTalkingCode {
  /** The provider's word; it stands alone where a whole call is refused. */
  readonly name: string;
  readonly outcome: "accepted" | "rejected" | "unknown";
  /** Absent for acceptance alone. */
  readonly error?: SendErrorCode;
}

const accepted = (name: string): AfricasTalkingCode => ({ name, outcome: "accepted" });
const refused = (error: SendErrorCode, name: string): AfricasTalkingCode => ({
  name,
  outcome: "rejected",
  error,
});
const unclear = (error: SendErrorCode, name: string): AfricasTalkingCode => ({
  name,
  outcome: "unknown",
  error,
});

/** Status codes of recipients. Any other one is an unknown outcome. */
export const africasTalkingCodes: Readonly<Record<number, AfricasTalkingCode>> = {
  100: accepted("Processed"),
  101: accepted("Sent"),
  102: accepted("Queued"),
  // It may be released, and then it is sent.
  401: unclear("held_for_review", "RiskHold"),
  402: refused("bad_sender", "InvalidSenderId"),
  403: refused("invalid_recipient", "InvalidPhoneNumber"),
  404: refused("invalid_recipient", "UnsupportedNumberType"),
  405: refused("insufficient_balance", "InsufficientBalance"),
  406: refused("opted_out", "UserInBlacklist"),
  407: refused("no_route", "CouldNotRoute"),
  409: refused("blocked_recipient", "DoNotDisturbRejection"),
  500: unclear("provider_error", "InternalServerError"),
  501: unclear("provider_error", "GatewayError"),
  502: refused("bad_content", "RejectedByGateway"),
};

/** The words of delivery reports, with what they mean where no reason is given. */
export const reportWords: Readonly<
  Record<string, { readonly status: ReportStatus; readonly error?: SendErrorCode }>
> = {
  Sent: { status: "sent" },
  Submitted: { status: "sent" },
  Buffered: { status: "sent" },
  // In a report this is delivery; in the answer to a send it is acceptance alone.
  Success: { status: "delivered" },
  Rejected: { status: "rejected", error: "blocked_recipient" },
  Failed: { status: "failed", error: "delivery_failed" },
  AbsentSubscriber: { status: "failed", error: "handset_unreachable" },
  Expired: { status: "expired", error: "validity_expired" },
};

/** `failureReason` of reports, spelled as the provider spells it. */
export const failureReasons: Readonly<Record<string, SendErrorCode>> = {
  InsufficientCredit: "insufficient_balance",
  InvalidLinkId: "bad_request",
  UserIsInactive: "invalid_recipient",
  UserInBlackList: "opted_out",
  UserAccountSuspended: "blocked_recipient",
  NotNetworkSubcriber: "invalid_recipient",
  UserNotSubscribedToProduct: "blocked_recipient",
  UserDoesNotExist: "invalid_recipient",
  DeliveryFailure: "delivery_failed",
  DoNotDisturbRejection: "blocked_recipient",
};
