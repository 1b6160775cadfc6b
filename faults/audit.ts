import type { Database } from "@nx/core";
import type { RequestRecord } from "@nx/simulator";
import { sql } from "drizzle-orm";

/** A message that a client was promised: answered with 202. */
export interface Promised {
  readonly id: string;
  readonly phone: string;
}

/** What became of the promises, after Jepsen: everything but `recovered` must be nothing. */
export interface Audit {
  readonly promised: number;
  /** Not in the ledger, or said to be taken although the provider never saw it. */
  readonly lost: number;
  /** Due or marked and not dispatched, or waiting in no queue. */
  readonly stuck: number;
  /** Refused for now, and to be tried again at a known time. */
  readonly waiting: number;
  /** Taken by the provider more than once, with an event for each further time, and without. */
  readonly duplicatedRecorded: number;
  readonly duplicatedUnrecorded: number;
  /** Taken by the provider although the ledger says that it has not left. */
  readonly denied: number;
  /** Of unknown outcome, which a report or 72 hours settle. */
  readonly unknown: number;
  /** Whose worker died, and which another one took over. */
  readonly recovered: number;
  /** Stored twice although the client gave the same key, or promised under two ids. */
  readonly acceptedTwice: number;
}

interface Row extends Record<string, unknown> {
  readonly phone: string;
  readonly status: string;
  readonly outcome: string | null;
  /** An attempt was taken, or may have been. */
  readonly taken: boolean;
  readonly open: boolean;
  readonly waiting: boolean;
  readonly retries: number;
  readonly recovered: boolean;
}

/** Compares the ledger with what the provider saw; every message went to a phone of its own. */
export async function audit(
  database: Database,
  promised: readonly Promised[],
  seen: readonly RequestRecord[],
): Promise<Audit> {
  const rows = await database.orm.execute<Row>(sql`
    select m.recipient as phone, m.status, m.outcome,
      exists (select from unnest(m.progress) parts where parts <> 'x') as taken,
      exists (select from message_queue q where m.id = any(q.message_ids) and q.due_at <= now())
        or exists (select from message_dispatches d where m.id = any(d.message_ids)) as open,
      exists (select from message_queue q
        where m.id = any(q.message_ids) and q.due_at > now()) as waiting,
      coalesce(e.retries, 0) as retries, coalesce(e.recovered, false) as recovered
    from messages m left join (
      select organization_id, message_id,
        (count(*) filter (where type in ('DEFINITE_RETRY', 'AMBIGUOUS_RETRY')))::int as retries,
        bool_or(type in ('LEASE_RECLAIMED', 'ATTEMPT_LATE_RESULT')
          or coalesce(data->>'error', '') = 'connection_lost') as recovered
      from told_events group by 1, 2
    ) e on e.organization_id = m.organization_id and e.message_id = m.id`);
  const known = new Map([...rows].map((row) => [row.phone, row]));
  const taken = new Map<string, number>();
  for (const { accepted, to } of seen)
    if (accepted && to !== null) taken.set(to, (taken.get(to) ?? 0) + 1);

  const wasTaken = (row: Row) => (taken.get(row.phone) ?? 0) > 0;
  const all = [...rows];
  const missing = new Set(promised.flatMap(({ phone }) => (known.has(phone) ? [] : [phone]))).size;
  const invented = all.filter((row) => row.taken && row.outcome === null && !wasTaken(row)).length;
  const twice = [...taken].filter(([, count]) => count > 1);
  const isRecorded = ([phone, count]: [string, number]) =>
    count <= 1 + (known.get(phone)?.retries ?? 0);
  return {
    promised: new Set(promised.map(({ phone }) => phone)).size,
    lost: missing + invented,
    stuck: all.filter(({ open, waiting, status }) => open || (status === "QUEUED" && !waiting))
      .length,
    waiting: all.filter(({ waiting }) => waiting).length,
    duplicatedRecorded: twice.filter(isRecorded).length,
    duplicatedUnrecorded: twice.filter((each) => !isRecorded(each)).length,
    denied:
      all.filter((row) => !row.taken && wasTaken(row)).length +
      [...taken.keys()].filter((phone) => !known.has(phone)).length,
    unknown: all.filter(({ outcome }) => outcome === "unknown").length,
    recovered: all.filter(({ recovered }) => recovered).length,
    acceptedTwice: all.length - known.size + idsBeyondOne(promised),
  };
}

/** Clients that were told the same thing again were told the same id again. */
function idsBeyondOne(promised: readonly Promised[]): number {
  const ids = new Set(promised.map(({ phone, id }) => `${phone} ${id}`));
  return ids.size - new Set(promised.map(({ phone }) => phone)).size;
}
