import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { isSubmittedLately } from "./fold-reports.ts";
import { reportRanks, unknownProgress } from "./status.ts";
import { inSweep } from "./sweep.ts";

/**
 * The ages at which a kind of attempts is asked about: `unknown` ones may have been taken, `taken`
 * ones have no final report yet.
 */
export interface LookupPass {
  readonly of: "unknown" | "taken";
  /** Seconds since the submission: from, and up to the next look at the same attempt. */
  readonly from: number;
  readonly to: number;
}

/** An attempt that its provider is to be asked about. */
export interface LookupAttempt {
  readonly account: string;
  /** The provider's id, or our token where its answer was lost. */
  readonly externalId: string;
  readonly organizationId: string;
  readonly messageId: string;
  readonly attempt: number;
  readonly part: number;
  /** Milliseconds since 1970. */
  readonly submittedAt: number;
  readonly recipient: string;
  readonly body: string | null;
  readonly sealed: string | null;
  readonly secretKeyId: string | null;
  readonly wrappedKey: string | null;
}

/** What one slice of a pass brought, and whether the pass has caught up. */
export interface LookupSlice {
  readonly attempts: readonly LookupAttempt[];
  readonly done: boolean;
}

/** Attempts of one slice. Those that were submitted at the same moment stay together. */
const mostAttempts = 200;

/** Digits of progress after which more may be reported. */
const openRanks = [unknownProgress, String(reportRanks.submitted), String(reportRanks.sent)];

/**
 * Takes the next slice of a pass. What is open cannot be found by an index, because no index holds a
 * column of `messages` that changes; so each pass goes over the submissions in order of time, as the
 * end of unreported messages does, and looks at each once. It reads the few pages of those minutes
 * (BRIN), and the rows of `messages` that belong to them. How far it has come is committed before
 * anybody is asked: a provider is asked once in each pass at most, by whichever process, and what a
 * process that dies has not asked is asked by the next pass. A pass that has fallen behind skips what
 * has become old enough for the next one.
 */
export async function takeLookups(
  database: Pick<Database, "transaction">,
  pass: LookupPass,
  accounts: readonly string[],
  sliceSeconds: number,
): Promise<LookupSlice> {
  const name = `lookup:${pass.of}:${pass.from}`;
  const youngest = sql`now() - ${pass.from}::float8 * interval '1 second'`;
  const ranks = pass.of === "unknown" ? [unknownProgress] : openRanks;
  const take = sql`
    with mark as materialized (
      select greatest(swept_until, now() - ${pass.to}::float8 * interval '1 second') as since
      from message_sweeps where name = ${name}
    ), span as materialized (
      select since, greatest(since,
        least(${youngest}, since + ${sliceSeconds}::float8 * interval '1 second')) as until
      from mark
    ), due as materialized (
      select s.*, m.recipient, m.body, m.sealed
      from message_submissions s cross join lateral (
        select recipient, body, sealed from messages
        where organization_id = s.organization_id and id = s.message_id
          and status in ('SUBMITTED', 'SENT')
          and substr(progress[s.attempt], s.part, 1) = any(${sql.param(ranks)}::text[])
        limit 1) m
      where s.submitted_at > (select since from span)
        and s.submitted_at <= (select until from span)
        and s.account = any(${sql.param(accounts)}::text[])
        and (s.external_id = replace(s.message_id::text, '-', '') || '-' || s.attempt)
          = ${pass.of === "unknown"}::boolean
      order by s.submitted_at fetch first ${mostAttempts} rows with ties
    ), reached as materialized (
      select case when count(*) < ${mostAttempts} then (select until from span)
        else max(submitted_at) end as at
      from due
    ), swept as (
      update message_sweeps set swept_until = reached.at, runs = runs + 1
      from reached where name = ${name}
    )
    select reached.at >= ${youngest} as done, due.account, due.external_id as "externalId",
      due.organization_id as "organizationId", due.message_id as "messageId", due.attempt, due.part,
      (extract(epoch from due.submitted_at) * 1000)::float8 as "submittedAt",
      due.recipient, due.body, due.sealed, k.secret_key_id as "secretKeyId",
      k.wrapped as "wrappedKey"
    from reached left join due on true left join message_keys k on due.sealed is not null
      and k.organization_id = due.organization_id and k.message_id = due.message_id`;
  const rows = await inSweep(database, name, youngest, (tx) => tx.execute<Row>(take));
  return {
    attempts: [...rows].flatMap(({ done, ...attempt }) => (isAttempt(attempt) ? [attempt] : [])),
    done: rows[0]?.done ?? true,
  };
}

type Nullable<T> = { [Key in keyof T]: T[Key] | null };
type Row = Nullable<LookupAttempt> & { done: boolean };

/** Where nothing is due there is one row, which says only whether the pass has caught up. */
const isAttempt = (row: Nullable<LookupAttempt>): row is LookupAttempt => row.messageId !== null;

/**
 * Notes the id that a provider told for an attempt whose answer was lost, so that later reports find
 * it. Answers false when the id is another attempt's: then the provider has found a message that only
 * looks the same, and nothing is known of this one.
 */
export async function learnName(
  { orm }: Pick<Database, "orm">,
  attempt: LookupAttempt,
  name: string,
): Promise<boolean> {
  const { account, organizationId, messageId } = attempt;
  const rows = await orm.execute<{ own: boolean }>(sql`
    with known as materialized (
      select message_id, attempt from message_submissions
      where account = ${account} and external_id = ${name}
        and ${isSubmittedLately}
    ), added as (
      insert into message_submissions
        (account, external_id, organization_id, message_id, attempt, part, submitted_at)
      select ${account}, ${name}, ${organizationId}::uuid, ${messageId}::uuid,
        ${attempt.attempt}::smallint, ${attempt.part}::smallint,
        to_timestamp(${attempt.submittedAt}::float8 / 1000)
      where not exists (select from known)
    )
    select not exists (select from known
      where message_id <> ${messageId}::uuid or attempt <> ${attempt.attempt}::smallint) as own`);
  return rows[0]?.own ?? false;
}
