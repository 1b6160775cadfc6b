import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { ReportFact } from "mq-sms";
import { reportRanks } from "../packages/gateway/src/ledger/status.ts";
import { isToldOf } from "../packages/gateway/src/messages/read.ts";
import type { Call } from "./provider.ts";
import type { Verdict } from "./verdict.ts";

/** What is known from outside. */
export interface Outside {
  /** How many messages clients asked for until they were promised. */
  readonly asked: number;
  /** Ids that were answered with a promise. */
  readonly promised: readonly string[];
  readonly calls: readonly Call[];
  /** Most calls of an account in any second, where it has a rate. */
  readonly rates: ReadonlyMap<string, number>;
}

interface Event {
  readonly key: string;
  readonly type: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly error: string | null;
}

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly recipient: string;
  readonly category: string;
  readonly status: string;
  readonly attempts: number;
  readonly progress: readonly string[];
  /** Still in the queue, or marked. */
  readonly open: boolean;
  /** In the order in which they were written. */
  readonly events: readonly Event[];
}

/** Reads the ledger after everything has come to rest, and holds it against the outside truth. */
export async function checkLedger(database: Database, outside: Outside): Promise<Verdict> {
  const { calls, promised } = outside;
  const rows = [
    ...(await database.orm.execute<Row>(sql`
      select m.id, m.recipient, m.category, m.status, m.attempts, m.progress,
        exists (select from message_queue q where m.id = any(q.message_ids))
          or exists (select from message_dispatches d where m.id = any(d.message_ids)) as open,
        (select json_agg(json_build_object('key', key, 'type', type, 'error', data->>'error',
            'at', (extract(epoch from at) * 1000)::int8) order by at, position, key)
          from told_events e where e.message_id = m.id) as events
      from messages m order by m.id`)),
  ];
  const apart = await database.orm.execute<{ id: string }>(sql`
    select id from messages m where
      (select count(*) from told_events e where e.message_id = m.id)
        <> (select count(*) from message_events e where e.message_id = m.id)
          + (select count(*) from message_events where ${isToldOf(sql`m`)})`);
  const noted = await database.orm.execute<{ sentence: string }>(sql`select sentence from broken`);

  const known = new Set(rows.map(({ id }) => id));
  const lost = promised.filter((id) => !known.has(id));
  const ghosts = calls.filter(({ messageId }) => !known.has(messageId));
  const phones = new Set(rows.map(({ recipient }) => recipient)).size;
  const isOnce = phones === rows.length && phones === outside.asked;
  const callsOf = new Map<string, Call[]>();
  for (const call of calls)
    callsOf.set(call.messageId, [...(callsOf.get(call.messageId) ?? []), call]);
  const broken = [
    ...[...noted].map(({ sentence }) => sentence),
    ...[...apart].map(({ id }) => `7: of ${id}, more or less was told than it says`),
    ...lost.map((id) => `1: ${id} was promised and is lost`),
    ...ghosts.map(({ messageId }) => `2: ${messageId} was sent and is not known`),
    ...(isOnce ? [] : [`9: ${rows.length} messages for ${phones} of ${outside.asked} keys`]),
    ...rows.flatMap((row) => [...brokenOf(row, callsOf.get(row.id) ?? [])]),
    ...[...outside.rates].flatMap(([account, most]) => [...tooFast(calls, account, most)]),
  ];

  const sent = (row: Row): number => takenOf(callsOf.get(row.id) ?? []).length;
  return {
    messages: rows.length,
    lost: lost.length,
    stuck: rows.filter(({ open, status }) => open || !isFinal(status)).length,
    duplicatedRecorded: rows.filter((row) => sent(row) > 1 && sent(row) <= allowedOf(row)).length,
    duplicatedUnrecorded: rows.filter((row) => sent(row) > allowedOf(row)).length,
    recovered: rows.filter(({ events }) => events.some(isRecovery)).length,
    broken,
  };
}

const isRecovery = ({ type }: Event): boolean =>
  type === "LEASE_RECLAIMED" || type === "ATTEMPT_LATE_RESULT";

const takenOf = (calls: readonly Call[]): readonly Call[] => calls.filter(({ taken }) => taken);

const count = ({ events }: Row, ...types: string[]): number =>
  events.filter(({ type }) => types.includes(type)).length;

/** How often it may have been sent, by what was written down before. */
const allowedOf = (row: Row): number => 1 + count(row, "AMBIGUOUS_RETRY", "DEFINITE_RETRY");

/** What is wrong with one message. */
function* brokenOf(row: Row, calls: readonly Call[]): Generator<string> {
  const { id, category, status, progress, events } = row;
  const sent = takenOf(calls).length;
  if (sent > allowedOf(row))
    yield `3: ${id} was sent ${sent} times, ${allowedOf(row)} are recorded`;
  const perhapsTaken = progress.filter((parts) => parts !== "x").length;
  const most = (category === "otp" ? 2 : 1) + count(row, "ATTEMPT_FAILED");
  if (perhapsTaken > most) yield `4: ${id} (${category}) may have been taken ${perhapsTaken} times`;
  if (!isFinal(status)) yield `6: ${id} came to rest as ${status}`;
  if (row.open) yield `6: ${id} is ${status} and still in the queue or marked`;
  if (events[0]?.type !== "QUEUED") yield `8: ${id} begins with ${events[0]?.type}`;
  if (count(row, status) !== 1) yield `8: ${id} became ${status} in ${count(row, status)} events`;

  const numbers = events.flatMap(({ key }) => /^attempt:(\d+)$/.exec(key)?.[1] ?? []).map(Number);
  const isWhole = numbers.toSorted((a, b) => a - b).every((number, index) => number === index + 1);
  if (!isWhole || numbers.length !== row.attempts)
    yield `7: ${id} counts ${row.attempts} attempts and has ${numbers}`;

  for (const [index, parts] of progress.entries()) {
    const tries = calls.filter(({ attempt }) => attempt === index + 1);
    const reports = tries.flatMap(({ reported }) => reported);
    yield* brokenAttempt(`${id} in attempt ${index + 1}`, parts, takenOf(tries).length, reports);
  }
  if (!statusesOf(row).includes(status)) yield `11: ${id} is ${status} by ${progress}`;
  for (const call of calls) yield* brokenCall(row, calls, call);
}

/** What the ledger holds of an attempt, against what was done and said outside. */
function* brokenAttempt(
  name: string,
  parts: string,
  taken: number,
  reports: readonly ReportFact["status"][],
): Generator<string> {
  if (taken > 1) yield `3: ${name} was sent ${taken} times`;
  if (parts === "x" && taken > 0) yield `5: ${name} was refused and is sent`;
  if (parts !== "x" && parts !== "0" && taken === 0)
    yield `5: ${name} is ${parts} and was not sent`;
  const highest = Math.max(...reports.map((status) => reportRanks[status]));
  if (reports.length > 0 && parts !== String(highest))
    yield `11, 12: ${name} is ${parts}, and ${reports} was reported`;
  if (reports.length === 0 && !["x", "0", "1"].includes(parts))
    yield `12: ${name} is ${parts}, and nothing was reported`;
}

/** The states that follow, at the very end, from what is known of each attempt. */
function statusesOf(row: Row): readonly string[] {
  const { progress } = row;
  if (progress.includes("6")) return ["DELIVERED"];
  if (progress.some((parts) => ["0", "1", "2"].includes(parts))) return ["EXPIRED"];
  // What was to be sent once more may have been called off instead.
  if (progress.includes("5") && count(row, "ATTEMPT_FAILED") === 0) return ["FAILED"];
  return ["FAILED", "REJECTED", "EXPIRED", "CANCELLED"];
}

/** Waits before attempts after a refusal, in seconds. */
const waits = [30, 120, 480];
/** Wait before the attempt after one of unknown fate, in seconds. */
const unknownWait = 10;

/** Whether a call was announced, and not made too early. */
function* brokenCall(row: Row, calls: readonly Call[], call: Call): Generator<string> {
  const { attempt, account, at } = call;
  if (attempt === 1) return;
  const name = `${row.id} in attempt ${attempt}`;
  const retry = row.events.find(({ key }) => key === `retry:${attempt}`);
  if (retry === undefined || retry.at > at) yield `3: ${name} was not announced`;

  const before = row.events.find(({ key }) => key === `attempt:${attempt - 1}`);
  const waited = (at - (before?.at ?? at)) / 1000;
  const earlier = calls.filter((other) => other.attempt < attempt);
  const eventOf = (other: Call) => row.events.find(({ key }) => key === `attempt:${other.attempt}`);
  // Who has not refused it may be asked at once.
  const isElsewhere = earlier.every(
    (other) => other.account !== account || eventOf(other)?.type !== "ATTEMPT_REFUSED",
  );
  const failed = row.events.find(({ key }) => key === `r${attempt - 1}.1.5`);
  if (failed?.type === "ATTEMPT_FAILED" && at - failed.at < 30_000)
    yield `19: ${name} came ${(at - failed.at) / 1000} s after the failure`;
  if (before?.type === "ATTEMPT_UNKNOWN" && waited < unknownWait)
    yield `19: ${name} came ${waited} s after one of unknown fate`;
  if (before?.type === "ATTEMPT_REFUSED" && !isElsewhere && waited < (waits[attempt - 2] ?? 480))
    yield `19: ${name} came after ${waited} s`;

  for (const other of earlier) {
    const heard = eventOf(other);
    const { notBefore } = other;
    if (heard?.error === "throttled" && other.account === account && at < (notBefore ?? at))
      yield `20: ${name} came ${((notBefore ?? at) - at) / 1000} s before it was wanted`;
  }
}

/** Seconds in which an account was called more often than its rate allows. */
function* tooFast(calls: readonly Call[], account: string, most: number): Generator<string> {
  const times = calls.filter((call) => call.account === account).map(({ at }) => at);
  for (const from of times) {
    const together = times.filter((at) => at >= from && at < from + 1000).length;
    if (together > most) yield `20: ${account} was called ${together} times in a second`;
  }
}

const isFinal = (status: string): boolean =>
  ["DELIVERED", "FAILED", "REJECTED", "EXPIRED", "CANCELLED"].includes(status);
