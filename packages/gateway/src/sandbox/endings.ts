import { type ReportFact, rejected, type SendErrorCode, type SendFailure, unknown } from "mq-sms";

/** What becomes of a message in the sandbox. */
export interface Ending {
  /** For the documentation. */
  readonly does: string;
  /** What the provider answers instead of taking it. */
  readonly failure?: SendFailure;
  /** What is reported after it was taken; absent: nothing ever is. */
  readonly report?: Pick<ReportFact, "status" | "error">;
  /** Milliseconds from taking it to the report. */
  readonly afterMs?: number;
}

/** Id and kind of the one account of every test twin. */
export const sandboxAccount = "sandbox";

const because = (code: SendErrorCode) => ({ code, provider: sandboxAccount });

/** What happens to a number that has no ending of its own. */
const delivered: Ending = {
  does: "accepted, and delivered at once",
  report: { status: "delivered" },
};

/** By the last three digits of the number. */
export const endings: Readonly<Record<string, Ending>> = {
  "302": { ...delivered, does: "accepted, and delivered after 5 seconds", afterMs: 5000 },
  "305": { does: "accepted, and never reported on" },
  "306": {
    does: "accepted, then its time runs out: `EXPIRED`",
    report: { status: "expired", error: because("validity_expired") },
  },
  "404": {
    does: "refused, the number is wrong: `REJECTED`, `invalid_recipient`",
    failure: rejected(sandboxAccount, "invalid_recipient"),
  },
  "410": {
    does: "accepted, then the network does not deliver it: `FAILED`, `blocked_recipient`",
    report: { status: "failed", error: because("blocked_recipient") },
  },
  "503": {
    does: "not taken, the provider is away: tried again after 30 s, 2 min and 8 min",
    failure: rejected(sandboxAccount, "unavailable"),
  },
  "504": {
    does: 'taken, and the answer never comes: `SUBMITTED` with `outcome: "unknown"`',
    failure: unknown(sandboxAccount, "timeout"),
  },
};

/** What becomes of a message to this phone (E.164). */
export const endingOf = (phone: string): Ending => endings[phone.slice(-3)] ?? delivered;

/** The endings as a Markdown table, for docs/test-mode.md. */
export const endingsTable = (): string =>
  [
    "| Number ends in | What happens |",
    "| --- | --- |",
    ...Object.entries(endings).map(([digits, { does }]) => `| …${digits} | ${does} |`),
    `| anything else | ${delivered.does} |`,
  ].join("\n");
