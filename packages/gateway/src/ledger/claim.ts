import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { SmsCategory } from "mq-sms";
import type { Lane, Lease } from "./accept.ts";
import type { MessageOptions } from "./tables.ts";

/** Messages that a worker holds: nobody else dispatches them while the lease lasts. */
export interface Chunk {
  readonly organizationId: string;
  readonly id: string;
  readonly lane: Lane;
  /** How often a worker died with it before anything was dispatched. */
  readonly reclaims: number;
  readonly messages: readonly QueuedMessage[];
}

/** A message as a worker needs it. */
export interface QueuedMessage {
  readonly id: string;
  readonly category: SmsCategory;
  readonly recipient: string;
  readonly sender: string | null;
  readonly body: string | null;
  readonly sealed: string | null;
  readonly secretKeyId: string | null;
  readonly wrappedKey: string | null;
  /** Attempts made so far. */
  readonly attempts: number;
  /** `account:code` of those that surely did not take it. */
  readonly refusals: readonly string[];
  readonly outcome: "unknown" | null;
  /** Unix seconds. */
  readonly validUntil: number;
  readonly secondsLeft: number;
  readonly options: MessageOptions | null;
}

type Row = {
  [Key in keyof QueuedMessage]: QueuedMessage[Key];
} & { organizationId: string; queueId: string; lane: Lane; reclaims: number };

/** Organizations looked at in one claim. */
const widestLook = 64;

/**
 * Takes up to `count` due chunks of a lane, of each organization in turn, beginning after the
 * organization `after`, so that no backlog keeps another organization waiting. A chunk whose worker
 * died is taken as any other: none of its messages was marked, so none has left.
 */
export async function claimChunks(
  { orm }: Pick<Database, "orm">,
  request: {
    readonly lane: Lane;
    readonly count: number;
    /** Most of one organization. */
    readonly each: number;
    readonly lease: Lease;
    readonly after: string | undefined;
    /** Organizations that are not to be served now. */
    readonly skip: readonly string[];
  },
): Promise<Chunk[]> {
  const { lane, count, each, lease, skip } = request;
  const after = request.after ?? "00000000-0000-0000-0000-000000000000";
  const rows = await orm.execute<Row>(sql`
    with recursive waiting as (
      (select organization_id, 1 as n from message_queue
       where lane = ${lane} and organization_id > ${after}::uuid
       order by organization_id limit 1)
      union all
      select (select q.organization_id from message_queue q
              where q.lane = ${lane} and q.organization_id > w.organization_id
              order by q.organization_id limit 1), w.n + 1
      from waiting w where w.organization_id is not null and w.n < ${widestLook}
    ), due as materialized (
      select q.organization_id, q.id
      from (select * from waiting where organization_id <> all(${sql.param(skip)}::uuid[])) w
      cross join lateral (
        select q.organization_id, q.id, row_number() over () as turn from (
          select organization_id, id from message_queue
          where lane = ${lane} and organization_id = w.organization_id and due_at <= now()
            and (lease is null or lease_until < now())
          order by due_at limit ${each} for update skip locked) q
      ) q order by q.turn, w.n limit ${count}
    ), claimed as (
      update message_queue q set lease = ${lease.id}::uuid,
        lease_until = now() + ${lease.seconds}::float8 * interval '1 second',
        reclaims = q.reclaims + case when q.lease is null then 0 else 1 end
      from due where q.organization_id = due.organization_id and q.id = due.id
      returning q.*
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at)
      select c.organization_id, m, 'reclaim:' || c.reclaims, 'LEASE_RECLAIMED', now()
      from claimed c cross join unnest(c.message_ids) m where c.reclaims > 0
      on conflict do nothing
    )
    ${loadFrom(sql`claimed c`)}`);
  return toChunks([...rows]);
}

/** The columns of {@link Row} for the queue rows in `source`, which is called `c`. */
const loadFrom = (source: ReturnType<typeof sql>) => sql`
  select c.organization_id as "organizationId", c.id as "queueId", c.lane, c.reclaims,
    m.id, m.category, m.recipient, m.sender, m.body, m.sealed,
    k.secret_key_id as "secretKeyId", k.wrapped as "wrappedKey", m.attempts, m.refusals,
    m.outcome, m.options, extract(epoch from m.valid_until)::float8 as "validUntil",
    extract(epoch from m.valid_until - now())::float8 as "secondsLeft"
  from ${source} cross join unnest(c.message_ids) as member(id)
  cross join lateral (
    select * from messages where organization_id = c.organization_id and id = member.id limit 1) m
  left join message_keys k on m.sealed is not null
    and k.organization_id = m.organization_id and k.message_id = m.id`;

function toChunks(rows: readonly Row[]): Chunk[] {
  const chunks = new Map<string, Chunk & { messages: QueuedMessage[] }>();
  for (const row of rows) {
    const { organizationId, queueId, lane, reclaims, ...message } = row;
    let chunk = chunks.get(queueId);
    if (chunk === undefined) {
      chunk = { organizationId, id: queueId, lane, reclaims, messages: [] };
      chunks.set(queueId, chunk);
    }
    chunk.messages.push(message);
  }
  return [...chunks.values()];
}

/** Gives chunks back unharmed, for another worker to take at once. */
export async function releaseChunks({ orm }: Pick<Database, "orm">, lease: string): Promise<void> {
  await orm.execute(sql`
    update message_queue set lease = null, lease_until = null where lease = ${lease}::uuid`);
}

/** Makes the leases of a living worker last for so many seconds from now. */
export async function keepLeases(
  { orm }: Pick<Database, "orm">,
  lease: string,
  seconds: number,
): Promise<void> {
  await orm.execute(sql`
    update message_queue set lease_until = now() + ${seconds}::float8 * interval '1 second'
    where lease = ${lease}::uuid`);
}
