import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { SmsCategory } from "mq-sms";
import type { Lane } from "./accept.ts";
import { isDue } from "./due-lanes.ts";
import { only } from "./only.ts";
import type { Lease } from "./queue-rows.ts";
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

/** Columns of a row's messages, and of the few that have more, by their ids, the rest. */
type Members = readonly [
  ids: string[] | null,
  categories: SmsCategory[],
  recipients: string[],
  senders: (string | null)[],
  bodies: (string | null)[],
  validUntil: number[],
  rare: Readonly<Record<string, Rare>> | null,
];

type Rare = Pick<QueuedMessage, "sealed" | "attempts" | "refusals" | "outcome" | "options"> & {
  readonly key: { readonly id: string; readonly wrapped: string } | null;
};

/** What one look at a lane found. */
export interface Look {
  readonly chunks: readonly Chunk[];
  /** The next look begins after this organization; nothing where all of them had their turn. */
  readonly next: string | undefined;
}

type Claimed = { organizationId: string; id: string };

/** Nothing was claimed where there is no id. */
type Seen = { organizationId: string | null; id: string | null; next: string | null };

type Row = {
  organizationId: string;
  id: string;
  lane: Lane;
  reclaims: number;
  /** Unix seconds. */
  at: number;
  members: Members;
};

/** Organizations looked at in one claim, whatever of theirs is due. */
const widestLook = 256;

/**
 * Takes up to `count` due chunks of a lane, of each organization in turn, beginning after the
 * organization `after`: whoever goes on with `next` keeps none waiting for the backlog of others. A
 * chunk whose worker died is taken as any other: none of its messages was marked, so none has left.
 * What the messages are is read by a statement of its own, because this one locks rows (`only.ts`).
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
): Promise<Look> {
  const { lane, count, each, lease, skip } = request;
  const after = request.after ?? "00000000-0000-0000-0000-000000000000";
  const rows = await orm.execute<Seen>(sql`
    with recursive waiting as (
      (select organization_id, 1 as n from message_queue
       where lane = ${lane} and not stopped and organization_id > ${after}::uuid
       order by organization_id limit 1)
      union all
      select (select q.organization_id from message_queue q
              where q.lane = ${lane} and not q.stopped and q.organization_id > w.organization_id
              order by q.organization_id limit 1), w.n + 1
      from waiting w where w.organization_id is not null and w.n < ${widestLook}
    ), due as materialized (
      select q.organization_id, q.id, q.turn, w.n
      from (select * from waiting where organization_id <> all(${sql.param(skip)}::uuid[])) w
      cross join lateral (
        select q.organization_id, q.id, row_number() over () as turn from (
          select organization_id, id from message_queue
          where lane = ${lane} and not stopped and organization_id = w.organization_id
            and ${isDue}
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
    select claimed.organization_id as "organizationId", claimed.id, next
    from (select case
        when (select count(*) from due) = ${count} then
          (select organization_id from due order by turn desc, n desc limit 1)
        else (select organization_id from waiting where n = ${widestLook}) end as next) place
    left join claimed on true`);
  const claimed = [...rows].filter(isClaimed);
  return {
    chunks: claimed.length === 0 ? [] : await loadChunks({ orm }, claimed, lease.id),
    next: rows[0]?.next ?? undefined,
  };
}

const isClaimed = (row: Seen): row is Seen & Claimed => row.id !== null;

/**
 * Reads the messages of claimed rows. Of JSON, arrays of one kind of value cost least: a list for each
 * message looks up for each of its values anew how it is written.
 */
async function loadChunks(
  { orm }: Pick<Database, "orm">,
  claimed: readonly Claimed[],
  lease: string,
): Promise<Chunk[]> {
  const list = (of: (row: Claimed) => string) => sql.param(claimed.map(of));
  const rows = await orm.execute<Row>(sql`
    select c.organization_id as "organizationId", c.id, c.lane, c.reclaims,
      date_part('epoch', now()) as at, (
        select json_build_array(array_agg(m.id), array_agg(m.category), array_agg(m.recipient),
          array_agg(m.sender), array_agg(m.body), array_agg(date_part('epoch', m.valid_until)),
          json_object_agg(m.id, json_build_object('sealed', m.sealed, 'attempts', m.attempts,
              'refusals', m.refusals, 'outcome', m.outcome, 'options', m.options, 'key', (
                select json_build_object('id', secret_key_id, 'wrapped', wrapped) from message_keys
                where organization_id = c.organization_id and message_id = m.id)))
            filter (where m.attempts > 0 or m.sealed is not null or m.options is not null))
        from messages m
        where m.organization_id = c.organization_id and m.id = any(c.message_ids)
          and m.id between c.message_ids[1] and c.message_ids[cardinality(c.message_ids)]
      ) as members
    from message_queue c
    where c.organization_id = any(${list(({ organizationId }) => organizationId)}::uuid[])
      and c.id = any(${list(({ id }) => id)}::uuid[]) and c.lease = ${lease}::uuid`);
  return [...rows].map(toChunk);
}

/** What nearly all have. */
const plain: Rare = {
  sealed: null,
  key: null,
  attempts: 0,
  refusals: [],
  outcome: null,
  options: null,
};

const toChunk = ({ organizationId, id, lane, reclaims, at, members }: Row): Chunk => ({
  organizationId,
  id,
  lane,
  reclaims,
  messages: toMessages(members, at),
});

function toMessages(
  [ids, categories, recipients, senders, bodies, validUntil, rare]: Members,
  at: number,
): QueuedMessage[] {
  return (ids ?? []).map((id, n) => {
    const until = valueAt(validUntil, n);
    const { sealed, key, attempts, refusals, outcome, options } = rare?.[id] ?? plain;
    return {
      id,
      category: valueAt(categories, n),
      recipient: valueAt(recipients, n),
      sender: valueAt(senders, n),
      body: valueAt(bodies, n),
      validUntil: until,
      secondsLeft: until - at,
      sealed,
      secretKeyId: key?.id ?? null,
      wrappedKey: key?.wrapped ?? null,
      attempts,
      refusals,
      outcome,
      options,
    };
  });
}

function valueAt<T>(column: readonly T[], n: number): T {
  const value = column[n];
  if (value === undefined) throw new Error("A column is shorter than the others");
  return value;
}

/** Gives chunks back unharmed, for another worker to take at once. */
export async function releaseChunks({ orm }: Pick<Database, "orm">, lease: string): Promise<void> {
  await orm.execute(sql`
    update message_queue set lease = null, lease_until = null where lease = ${lease}::uuid`);
}

/**
 * Makes the leases of chunks that a living worker holds last for so many seconds from now. Only of
 * these: a row whose claim was committed but never answered belongs to nobody, and comes free.
 */
export async function keepLeases(
  { orm }: Pick<Database, "orm">,
  lease: Lease,
  chunks: readonly Pick<Chunk, "organizationId" | "id">[],
): Promise<void> {
  const organizations = chunks.map(({ organizationId }) => organizationId);
  const ids = chunks.map(({ id }) => id);
  await orm.execute(sql`
    update message_queue q
    set lease_until = now() + ${lease.seconds}::float8 * interval '1 second'
    from unnest(${sql.param(organizations)}::uuid[], ${sql.param(ids)}::uuid[]) as held(o, q)
    where q.organization_id = ${only("held.o")} and q.id = ${only("held.q")}
      and q.lease = ${lease.id}::uuid`);
}
