/** `statusCode` of a recipient, with the `status` that stands beside it. */
export const statusCodes: Readonly<Record<string, string>> = {
  "100": "Processed",
  "101": "Success",
  "102": "Queued",
  "401": "RiskHold",
  "402": "InvalidSenderId",
  "403": "InvalidPhoneNumber",
  "404": "UnsupportedNumberType",
  "405": "InsufficientBalance",
  "406": "UserInBlacklist",
  "407": "CouldNotRoute",
  "409": "DoNotDisturbRejection",
  "500": "InternalServerError",
  "501": "GatewayError",
  "502": "RejectedByGateway",
};

/** Those that refuse a recipient. */
export const refusals: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(statusCodes).filter(([code]) => !["100", "101", "102"].includes(code)),
);

/** Words that refuse the whole call: a success status with nobody in `Recipients`. */
export const wholeCallWords: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(refusals).map((word) => [word, "for the whole call, with an empty list"]),
);

/** `failureReason` of a report, and whether the network was never asked (`Rejected`). */
export const failureReasons: Readonly<Record<string, "Rejected" | "Failed">> = {
  InsufficientCredit: "Rejected",
  InvalidLinkId: "Rejected",
  UserIsInactive: "Failed",
  UserInBlackList: "Rejected",
  UserAccountSuspended: "Failed",
  NotNetworkSubcriber: "Failed",
  UserNotSubscribedToProduct: "Rejected",
  UserDoesNotExist: "Failed",
  DeliveryFailure: "Failed",
  DoNotDisturbRejection: "Rejected",
};
