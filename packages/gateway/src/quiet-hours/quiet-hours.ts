import { type SQL, sql } from "drizzle-orm";
import type { SmsCategory } from "mq-sms";

/** A message that is about to leave, as far as the hour depends on it. */
export interface Departure {
  /** E.164. */
  readonly to: string;
  readonly category: SmsCategory;
  /** When it would leave. */
  readonly at: Date;
}

/** Whether a message may leave at its hour. */
export type HourVerdict =
  /** It may, and until `until` nobody needs to ask again. */
  | { readonly kind: "go"; readonly until: Date }
  /** Not before `until`. */
  | { readonly kind: "wait"; readonly until: Date }
  /** Not at all: the organization wants it so, or there is no such hour. */
  | { readonly kind: "drop" };

/** Of what each organization's quiet hours consist is not the gateway's to know: it asks. */
export interface QuietHours {
  /** Whether messages of a category have such hours at all. Asked for every chunk, so it looks nothing up. */
  concerns(organizationId: string, category: SmsCategory): boolean;
  /** For each departure, in the order given. */
  judge(organizationId: string, departures: readonly Departure[]): Promise<readonly HourVerdict[]>;
  /** How many such messages a number may get in 24 hours; nothing where any number of them. */
  mostADay(organizationId: string, to: string, category: SmsCategory): number | undefined;
}

/** Under which name messages are told that they wait, or ended, for it. */
export const quietHoursReason = "quiet_hours";

/** Key of the event that tells of a wait until a moment: the same wait is told once. */
export const untilKey = (until: SQL): SQL =>
  sql`'until:' || extract(epoch from (${until})::timestamptz)::bigint`;
