import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { ReportFact } from "mq-sms";
import type { NewMessage } from "../ledger/accept.ts";
import { cancelMessages } from "../ledger/cancel.ts";
import { claimChunks } from "../ledger/claim.ts";
import { expireUnreported } from "../ledger/expire.ts";
import { markDispatches } from "../ledger/mark.ts";
import { reapDispatches } from "../ledger/reap.ts";
import { type AttemptResult, recordLateResults, recordResults } from "../ledger/record.ts";
import type { TestLedger } from "./test-ledger.ts";

/** One attempt: what was claimed and marked, and has perhaps no result yet. */
interface Attempt {
  readonly dispatchId: string;
  readonly messageId: string;
  readonly account: string;
  readonly attempt: number;
  /** How it ends: its worker tells it once. */
  readonly ends: number;
}

/** Under which name a provider knows a part of an attempt. */
export const nameOf = (
  { messageId, attempt }: Pick<Attempt, "messageId" | "attempt">,
  part: number,
) => `${messageId}-${attempt}-${part}`;

/** May pass: it is sent once more. */
export const passing = {
  status: "failed",
  error: { code: "handset_unreachable", provider: "one" },
} as const;
const reports: readonly Pick<ReportFact, "status" | "error">[] = [
  ...([{ status: "delivered" }, { status: "sent" }, { status: "failed" }, passing] as const),
  ...([{ status: "expired" }, { status: "sent" }, { status: "submitted" }, passing] as const),
];

/** How an attempt may end, and of how many parts a provider then reports. */
const resultKinds: readonly [ResultKind, ...ResultKind[]] = [
  { parts: 1, result: { progress: "1", otherwise: "SUBMITTED", event: "SUBMITTED" } },
  { parts: 1, result: { progress: "1", otherwise: "SUBMITTED", event: "SUBMITTED" } },
  { parts: 2, result: { progress: "11", otherwise: "SUBMITTED", event: "SUBMITTED" } },
  {
    parts: 0,
    result: { progress: "0", otherwise: "SUBMITTED", event: "ATTEMPT_UNKNOWN", error: "timeout" },
  },
  {
    parts: 0,
    result: {
      ...{ progress: "x", otherwise: "QUEUED", event: "ATTEMPT_REFUSED", error: "unavailable" },
      again: { lane: 1, afterSeconds: 0 },
    },
  },
  {
    parts: 0,
    result: { progress: "x", otherwise: "FAILED", event: "FAILED", error: "unavailable" },
  },
];
/** What `mark` is told for an attempt that ends as the last of these. */
export const refusedForGood = resultKinds.length - 1;

interface ResultKind {
  readonly parts: number;
  readonly result: Pick<AttemptResult, "progress" | "otherwise" | "event" | "error" | "again">;
}

/**
 * Plays with a ledger: each step is one thing that happens to some of its messages.
 *
 * @param accept takes messages in, by default as the ledger does
 */
export function createPlay(
  database: Database,
  ledger: TestLedger,
  accept: (messages: readonly NewMessage[]) => Promise<unknown> = (messages) =>
    ledger.accept(...messages),
) {
  const accepted: string[] = [];
  const attempts: Attempt[] = [];
  /** Under which names providers may report. */
  const names: { readonly account: string; readonly name: string }[] = [];
  const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];
  const campaigns = [undefined, ledger.newId(), ledger.newId()];
  const prices = [
    undefined,
    { amount: "0.0075", currency: "USD" },
    { amount: "850", currency: "VND" },
  ];

  const resultOf = ({ ends, ...attempt }: Attempt): AttemptResult => {
    const kind = resultKinds[ends % resultKinds.length] ?? resultKinds[0];
    const price = kind.parts > 0 ? pick(prices, ends >> 3) : undefined;
    return {
      ...{ organizationId: ledger.organizationId, ...attempt, tookMs: 1, price },
      names: Array.from({ length: kind.parts }, (_, part) => nameOf(attempt, part + 1)),
      ...kind.result,
    };
  };

  const steps = {
    async accept(n: number) {
      const messages = Array.from({ length: 1 + (n % 4) }, (_, i) =>
        ledger.message({
          category: n % 3 === 0 ? "promotional" : "transactional",
          segments: 1 + (n % 2),
          campaignId: campaigns[(n + i) % 3],
        }),
      );
      accepted.push(...messages.map(({ id }) => id));
      await accept(messages);
    },
    /** Marks what is due; the results come later, or never. */
    async mark(n: number) {
      await ledger.makeDue();
      const lease = { id: ledger.newId(), seconds: 30 };
      const {
        chunks: [chunk],
      } = await claimChunks(database, {
        ...{ lane: 1, count: 1, each: 1, lease, after: undefined, skip: [] },
      });
      if (chunk === undefined) return;
      const dispatchId = ledger.newId();
      const account = n % 2 === 0 ? "one" : "two";
      const { organizationId, id: queueId, lane, messages } = chunk;
      const messageIds = messages.map(({ id }) => id);
      await markDispatches(
        database,
        [{ organizationId, queueId, dispatchId, account, lane, messageIds }],
        { lease: lease.id, callSeconds: 1, leaseSeconds: 30 },
      );
      for (const { id, attempts: before } of messages)
        attempts.push({ dispatchId, messageId: id, account, attempt: before + 1, ends: n });
    },
    async record(n: number) {
      const [attempt] = attempts.splice(n % (attempts.length + 1), 1);
      if (attempt === undefined) return;
      const result = resultOf(attempt);
      names.push(...result.names.map((name) => ({ account: attempt.account, name })));
      const { late } = await recordResults(database, [result], ledger.newId);
      await recordLateResults(database, late, ledger.newId);
    },
    async report(n: number) {
      const known = pick(names, n);
      if (known === undefined) return;
      const price = pick(prices, n >> 4);
      await ledger.report(known.account, {
        ...(pick(reports, n >> 2) ?? { status: "sent" }),
        providerMessageId: known.name,
        ...(price && { price }),
      });
    },
    async cancel(n: number) {
      const id = pick(accepted, n);
      if (id !== undefined) await cancelMessages(database, ledger.organizationId, [id]);
    },
    /** Workers die, and their attempts are of unknown fate. */
    async reap() {
      await database.orm.execute(
        sql`update message_dispatches set lease_until = now() - interval '1 second'`,
      );
      await reapDispatches(database, { newId: ledger.newId, random: () => 0 });
    },
    /** Nothing was heard of them for three days. */
    async expire() {
      const age = sql`now() - interval '72 hours 5 minutes'`;
      await database.orm.execute(sql`update messages set updated_at = ${age}`);
      await database.orm.execute(sql`update message_submissions set submitted_at = ${age}`);
      await database.orm.execute(
        sql`update message_sweeps set swept_until = ${age} - interval '1 minute'`,
      );
      await expireUnreported(database);
      await database.orm.execute(
        sql`update message_submissions set submitted_at = now() - interval '1 hour'`,
      );
    },
  };
  return { steps, accepted };
}

/** How often each happens, beside the others; time itself passes alone. */
export const playWeights = [
  ["accept", 6],
  ["mark", 6],
  ["record", 12],
  ["report", 16],
  ["cancel", 2],
  ["reap", 1],
] as const;
