import { type Database, isUniqueViolation } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { SmsCategory, SmsEncoding } from "mq-sms";
import type { MessageOptions } from "./tables.ts";

/** Which queue a message waits in: what is in a lower lane never waits for a higher one. */
export const lanes = { otp: 0, transactional: 1, bulk: 2 } as const;
export type Lane = (typeof lanes)[keyof typeof lanes];

/** A message that passed every check, ready to be stored. */
export interface NewMessage {
  readonly organizationId: string;
  /** UUIDv7. */
  readonly id: string;
  readonly lane: Lane;
  readonly category: SmsCategory;
  /** E.164. */
  readonly recipient: string;
  readonly sender?: string | undefined;
  /** In clear; absent where it is sealed. */
  readonly body?: string | undefined;
  readonly sealed?: SealedBody | undefined;
  readonly encoding: SmsEncoding;
  readonly segments: number;
  /** RFC 3339; at once where it is absent. */
  readonly notBefore?: string | undefined;
  /** Seconds after which it is of no use, from when it may leave. */
  readonly validitySeconds: number;
  /** RFC 3339: not dispatched after it, however long it is valid. */
  readonly sendBy?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly options?: MessageOptions | undefined;
  readonly idempotency?: IdempotencyKey | undefined;
}

/** A text under a key of its own, and that key under the organization's. */
export interface SealedBody {
  readonly text: string;
  readonly secretKeyId: string;
  readonly wrappedKey: string;
}

/** What makes two requests the same. */
export interface IdempotencyKey {
  readonly route: string;
  readonly key: string;
  /** UUID-shaped digest of the request. */
  readonly fingerprint: string;
}

/** What was stored, or the request that the key stands for already. */
export type Accepted =
  | { readonly kind: "stored"; readonly id: string; readonly createdAt: Date }
  | { readonly kind: "duplicate" };

/** Most messages of one queue row: what one worker takes at a time. */
const chunkSize = 500;

/**
 * Stores messages, their keys, their first events and their place in the queue in one statement:
 * all of them or, when it rejects, none. A message whose idempotency key is taken is not stored.
 */
export async function acceptMessages(
  database: Pick<Database, "orm">,
  messages: readonly NewMessage[],
  newId: () => string,
): Promise<Accepted[]> {
  const keyed = messages.some(({ idempotency }) => idempotency);
  if (!keyed) return store(database, messages, newId, "none");
  try {
    // Hardly any key is taken, and looking first costs as much as storing the message.
    return await store(database, messages, newId, "free");
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return store(database, messages, newId, "maybe taken");
  }
}

/** What is known of the messages' idempotency keys. */
type Keys = "none" | "free" | "maybe taken";

async function store(
  { orm }: Pick<Database, "orm">,
  messages: readonly NewMessage[],
  newId: () => string,
  keys: Keys,
): Promise<Accepted[]> {
  const chunks = chunksOf(messages, newId);
  const sealed = messages.some((message) => message.sealed);
  const rows = await orm.execute<{ at: Date; duplicates: string[] | null }>(sql`
    with chunk as materialized (
      select * from json_to_recordset(${JSON.stringify(toChunkRows(chunks))}::json)
        as chunk(n int, o uuid, q uuid, lane smallint, nb timestamptz)
    ), input as materialized (
      select c.o, c.nb, s.c, s.cat, s."from", s.enc, s.seg, s.valid, m.*
      from json_to_recordset(${JSON.stringify(toShapes(chunks))}::json) as s(
        c int, cat text, "from" text, enc text, seg smallint, valid float8, ids uuid[],
        phones text[], bodies text[], keys text[], fps uuid[], mores json[])
      cross join unnest(ids, phones, bodies, keys, fps, mores) as m(id, "to", body, key, fp, more)
      join chunk c on c.n = s.c
    ), ${freshOf[keys]}, stored as (
      insert into messages (organization_id, id, status, category, recipient, sender, body, sealed,
        encoding, segments, valid_until, created_at, updated_at, campaign_id, options)
      select o, id, 'QUEUED', cat, "to", "from", body, more->>'sealed', enc, seg,
        least((more->>'sendBy')::timestamptz,
          greatest(nb, now()) + valid * interval '1 second'),
        now(), now(), (more->>'campaignId')::uuid, (more->'options')::jsonb
      from fresh
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at)
      select o, id, 'queued', 'QUEUED', now() from fresh
    )${sealed ? keysStored : sql``}, queued as (
      insert into message_queue (organization_id, id, lane, due_at, message_ids)
      select chunk.o, q, lane, coalesce(chunk.nb, now()), array_agg(id)
      from fresh join chunk on chunk.n = fresh.c group by chunk.o, q, lane, chunk.nb
    )
    select now() as at, ${duplicatesOf[keys]} as duplicates`);
  const [written] = rows;
  if (written === undefined) throw new Error("The statement answered nothing");
  const duplicates = new Set(written.duplicates);
  return messages.map(
    ({ id }): Accepted =>
      duplicates.has(id) ? { kind: "duplicate" } : { kind: "stored", id, createdAt: written.at },
  );
}

const insertKeys = sql`
      insert into idempotency_keys
        (organization_id, route, key, fingerprint, message_ids, created_at)
      select o, coalesce(more->>'route', 'messages'), key, fp, array[id], now()
      from input where key is not null`;

/** The messages to store. Only the first of a key is, whoever else asks at the same time. */
const freshOf: Readonly<Record<Keys, SQL>> = {
  none: sql`fresh as materialized (select * from input)`,
  free: sql`taken as (${insertKeys}), fresh as materialized (select * from input)`,
  "maybe taken": sql`taken as (${insertKeys}
      on conflict do nothing returning message_ids[1] as id
    ), fresh as materialized (
      select * from input where key is null or id in (select id from taken)
    )`,
};

const duplicatesOf: Readonly<Record<Keys, SQL>> = {
  none: sql`null::uuid[]`,
  free: sql`null::uuid[]`,
  "maybe taken": sql`(select array_agg(id) from input where id not in (select id from fresh))`,
};

const keysStored = sql`, keys as (
      insert into message_keys (organization_id, message_id, secret_key_id, wrapped, expires_at)
      select o, id, (more->>'secretKeyId')::uuid, more->>'wrappedKey',
        now() + valid * interval '1 second'
      from fresh where more->>'sealed' is not null
    )`;

/** Who holds a row, and for how long from now. */
export interface Lease {
  readonly id: string;
  readonly seconds: number;
}

/** Messages of one organization, lane and time together, in the order given. */
function chunksOf(
  messages: readonly NewMessage[],
  newId: () => string,
): ReadonlyMap<string, NewMessage[]> {
  const chunks = new Map<string, NewMessage[]>();
  const open = new Map<string, { id: string; members: NewMessage[] }>();
  for (const message of messages) {
    const place = `${message.organizationId} ${message.lane} ${message.notBefore ?? ""}`;
    let chunk = open.get(place);
    if (chunk === undefined || chunk.members.length === chunkSize) {
      chunk = { id: newId(), members: [] };
      open.set(place, chunk);
      chunks.set(chunk.id, chunk.members);
    }
    chunk.members.push(message);
  }
  return chunks;
}

const toChunkRows = (chunks: ReadonlyMap<string, readonly NewMessage[]>) =>
  [...chunks].map(([q, [first]], n) => ({
    n,
    q,
    o: first?.organizationId,
    lane: first?.lane,
    nb: first?.notBefore,
  }));

/** What shares everything but the texts is said once; of these, what few have is in `more`. */
function toShapes(chunks: ReadonlyMap<string, readonly NewMessage[]>): readonly Shape[] {
  return [...chunks.values()].flatMap((members, c) => {
    const shapes = new Map<string, Shape>();
    for (const message of members) {
      const { category, sender, encoding, segments, validitySeconds } = message;
      const like = `${category} ${encoding} ${segments} ${validitySeconds} ${sender}`;
      let shape = shapes.get(like);
      if (shape === undefined) {
        shape = toShape(c, message);
        shapes.set(like, shape);
      }
      shape.ids.push(message.id);
      shape.phones.push(message.recipient);
      shape.bodies.push(message.body ?? null);
      shape.keys.push(message.idempotency?.key ?? null);
      shape.fps.push(message.idempotency?.fingerprint ?? null);
      shape.mores.push(moreOf(message) ?? null);
    }
    return [...shapes.values()];
  });
}

/** Messages that differ in their texts only. */
interface Shape {
  /** Number of the chunk. */
  readonly c: number;
  readonly cat: SmsCategory;
  readonly from: string | undefined;
  readonly enc: SmsEncoding;
  readonly seg: number;
  readonly valid: number;
  readonly ids: string[];
  readonly phones: string[];
  readonly bodies: (string | null)[];
  readonly keys: (string | null)[];
  readonly fps: (string | null)[];
  readonly mores: (object | null)[];
}

const toShape = (c: number, message: NewMessage): Shape => ({
  c,
  cat: message.category,
  from: message.sender,
  enc: message.encoding,
  seg: message.segments,
  valid: message.validitySeconds,
  ids: [],
  phones: [],
  bodies: [],
  keys: [],
  fps: [],
  mores: [],
});

function moreOf({ sealed, sendBy, campaignId, options, idempotency }: NewMessage) {
  const route = idempotency && idempotency.route !== "messages" ? idempotency.route : undefined;
  if (!sealed && !sendBy && !campaignId && !options && !route) return undefined;
  return {
    sealed: sealed?.text,
    secretKeyId: sealed?.secretKeyId,
    wrappedKey: sealed?.wrappedKey,
    sendBy,
    campaignId,
    options,
    route,
  };
}
