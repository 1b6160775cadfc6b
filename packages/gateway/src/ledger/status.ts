import { type Static, Type } from "@sinclair/typebox";
import type { ReportStatus } from "mq-sms";

/** Where a message stands, as the API shows it. `SENDING` is one under a dispatch mark. */
export const MessageStatus = Type.Union([
  Type.Literal("QUEUED"),
  Type.Literal("SENDING"),
  Type.Literal("SUBMITTED"),
  Type.Literal("SENT"),
  Type.Literal("DELIVERED"),
  Type.Literal("FAILED"),
  Type.Literal("REJECTED"),
  Type.Literal("EXPIRED"),
  Type.Literal("CANCELLED"),
]);
export type MessageStatus = Static<typeof MessageStatus>;

/** Nothing is to be done about these any more; a late report may still change some of them. */
export const finalStatuses: readonly MessageStatus[] = [
  "DELIVERED",
  "FAILED",
  "REJECTED",
  "EXPIRED",
  "CANCELLED",
];

/**
 * Reports in the order in which they outrank each other; the order among the failures only makes
 * the result the same whichever came first. `0` is also an attempt whose outcome is unknown. The
 * functions `message_progress` and `message_status` of the database fold them.
 */
export const reportRanks: Readonly<Record<ReportStatus, number>> = {
  unknown: 0,
  submitted: 1,
  sent: 2,
  expired: 3,
  rejected: 4,
  failed: 5,
  delivered: 6,
};

/** Progress of an attempt that the provider surely did not take. */
export const refusedProgress = "x";

/** Progress of an attempt that the provider took: one digit for each id that it gave. */
export const takenProgress = (parts: number): string =>
  String(reportRanks.submitted).repeat(Math.max(parts, 1));

/** Progress of an attempt that may have been taken. */
export const unknownProgress = String(reportRanks.unknown);
