import type { ReportFact, ReportStatus } from "../../callbacks/facts.ts";
import type { SendError } from "../../errors.ts";
import { twilioCodes, twilioKind } from "./codes.ts";

/** Words of Twilio for where an outgoing message stands. */
const statuses: Readonly<Record<string, ReportStatus>> = {
  accepted: "submitted",
  scheduled: "submitted",
  queued: "submitted",
  sending: "submitted",
  sent: "sent",
  partially_delivered: "sent",
  delivered: "delivered",
  read: "delivered",
  undelivered: "failed",
  failed: "failed",
  canceled: "failed",
};

const expired = "30036";

/** What a status word and an error code say; `undefined` for words that are not known. */
export function readStatus(
  word: string,
  errorCode: string | undefined,
): Pick<ReportFact, "status" | "error"> | undefined {
  const status = Object.hasOwn(statuses, word) ? statuses[word] : undefined;
  if (status !== "failed") return status && { status };
  const error = errorOf(word, errorCode);
  return { status: errorCode === expired ? "expired" : "failed", error };
}

function errorOf(word: string, errorCode: string | undefined): SendError {
  const provider = twilioKind;
  if (word === "canceled") return { code: "cancelled", provider };
  if (errorCode === undefined) return { code: "delivery_failed", provider };
  const code = twilioCodes[Number(errorCode)]?.error ?? "unrecognized_code";
  return { code, provider, providerCode: errorCode };
}
