import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { Taken } from "./provider.ts";

/** What a run came to, and the promises that it broke. */
export interface Verdict {
  readonly messages: number;
  readonly lost: number;
  readonly stuck: number;
  readonly duplicatedRecorded: number;
  readonly duplicatedUnrecorded: number;
  readonly recovered: number;
  /** A sentence for each promise that was broken. */
  readonly broken: readonly string[];
}

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly recipient: string;
  readonly organization_id: string;
  readonly category: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly attempts: number;
  readonly account: string | null;
  readonly taken: boolean;
  readonly open: boolean;
  readonly events: { type: string; key: string; at: string }[];
}

/** Reads the ledger after everything has come to rest, and holds it against the outside truth. */
export async function checkWorld(
  database: Database,
  promised: ReadonlyMap<string, string>,
  taken: readonly Taken[],
  delivered: ReadonlySet<string>,
): Promise<Verdict> {
  const rows = await database.orm.execute<Row>(sql`
    select m.id, m.recipient, m.organization_id, m.category, m.status, m.outcome, m.attempts, m.account,
      exists (select from unnest(m.progress) parts where parts <> 'x') as taken,
      exists (select from message_queue q where m.id = any(q.message_ids))
        or exists (select from message_dispatches d where m.id = any(d.message_ids)) as open,
      (select json_agg(json_build_object('type', type, 'key', key, 'at', at) order by at, position, key)
        from message_events e where e.message_id = m.id) as events
    from messages m order by m.id`);
  const all = [...rows];
  const known = new Map(all.map((row) => [row.id, row]));
  const calls = new Map<string, Taken[]>();
  for (const call of taken) calls.set(call.messageId, [...(calls.get(call.messageId) ?? []), call]);

  const broken: string[] = [];
  const require = (holds: boolean, sentence: string): void => {
    if (!holds) broken.push(sentence);
  };
  for (const id of promised.values()) require(known.has(id), `1: ${id} was promised and is lost`);
  for (const id of calls.keys()) require(known.has(id), `2: ${id} was sent and is not known`);

  const phones = new Set(all.map(({ recipient }) => recipient));
  require(phones.size === all.length, `9: ${all.length} messages for ${phones.size} keys`);

  let duplicatedRecorded = 0;
  let duplicatedUnrecorded = 0;
  for (const row of all) {
    const sent = calls.get(row.id)?.length ?? 0;
    const count = (...types: string[]) =>
      row.events.filter(({ type }) => types.includes(type)).length;
    const allowed = 1 + count("AMBIGUOUS_RETRY", "DEFINITE_RETRY");
    if (sent > 1 && sent <= allowed) duplicatedRecorded += 1;
    if (sent > allowed) duplicatedUnrecorded += 1;
    require(sent <= allowed, `3: ${row.id} was sent ${sent} times, ${allowed} are recorded`);
    if (row.category !== "otp")
      require(sent <= 1, `4: ${row.id} is held and was sent ${sent} times`);
    if (row.taken && row.outcome === null && row.status !== "EXPIRED")
      require(sent >= 1, `5: ${row.id} is ${row.status} and was never sent`);
    if (!row.taken) require(sent === 0, `5: ${row.id} is ${row.status} and was sent`);
    require(isFinal(row.status), `6: ${row.id} came to rest as ${row.status}`);
    require(!row.open, `6: ${row.id} is ${row.status} and still in the queue or marked`);
    const numbers = row.events.flatMap(({ key }) => /^attempt:(\d+)$/.exec(key)?.[1] ?? []);
    require(numbers
      .map(Number)
      .every((_, index) =>
        numbers.includes(String(index + 1)),
      ), `7: ${row.id} has attempts ${numbers}`);
    require(numbers.length === row.attempts, `7: ${row.id} counts ${row.attempts} attempts`);
    const finals = row.events.filter(({ type }) => type === row.status);
    require(finals.length === 1, `8: ${row.id} became ${row.status} in ${finals.length} events`);
    const [first] = row.events;
    require(first?.type === "QUEUED", `8: ${row.id} begins with ${first?.type}`);
    const isDelivered = row.status === "DELIVERED";
    require(isDelivered ===
      delivered.has(row.id), `11, 12: ${row.id} is ${row.status} by its reports`);
    const own = calls.get(row.id) ?? [];
    require(own.every(({ attempt }) =>
      attempt.startsWith(row.id.replaceAll("-", "")),
    ), `12: ${row.id} was sent under another name`);
  }
  return {
    messages: all.length,
    lost: [...promised.values()].filter((id) => !known.has(id)).length,
    stuck: all.filter(({ open, status }) => open || !isFinal(status)).length,
    duplicatedRecorded,
    duplicatedUnrecorded,
    recovered: all.filter(({ events }) =>
      events.some(({ type }) => type === "LEASE_RECLAIMED" || type === "ATTEMPT_LATE_RESULT"),
    ).length,
    broken,
  };
}

const isFinal = (status: string): boolean =>
  ["DELIVERED", "FAILED", "REJECTED", "EXPIRED", "CANCELLED"].includes(status);
