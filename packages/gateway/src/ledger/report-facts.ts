import { sql } from "drizzle-orm";
import { explainSendError, type ReportFact } from "mq-sms";
import { storableName, storableText } from "../storable.ts";

/** Where ids and jitter come from. */
export interface Chance {
  readonly newId: () => string;
  /** In [0, 1). */
  readonly random: () => number;
}

/** What the report names its message by. */
export const nameOf = ({ providerMessageId, attempt }: ReportFact): string | undefined =>
  storable(providerMessageId ?? attempt, storableName);
/** What else it names it by. */
export const otherOf = ({ providerMessageId, attempt }: ReportFact): string | undefined =>
  providerMessageId === undefined ? undefined : storable(attempt, storableName);
/** The phone that it names. */
export const phoneOf = ({ to }: ReportFact): string | undefined => storable(to);

const storable = (text: string | undefined, as = storableText): string | undefined =>
  text === undefined ? undefined : as(text);

/** That it failed, for a reason that may pass. */
export const mayPass = ({ status, error }: ReportFact): boolean =>
  status === "failed" && error !== undefined && explainSendError(error).retryable;

/** What the event of a report tells: nothing of the phone. */
export const toldOf = (account: string, { status, at, error }: ReportFact) => ({
  account,
  report: status,
  providerAt: storable(at),
  error: error?.code,
  providerCode: storable(error?.providerCode),
});

/** How long it took from submission to report, in milliseconds. */
export const tookMs = sql`(date_part('epoch', now() - submitted_at) * 1000)::int`;
