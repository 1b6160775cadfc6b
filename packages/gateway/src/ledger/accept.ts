import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
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
 *
 * @param lease the worker in this process that will dispatch them at once; absent: any worker
 */
export async function acceptMessages(
  { orm }: Pick<Database, "orm">,
  messages: readonly NewMessage[],
  { newId, lease }: { readonly newId: () => string; readonly lease?: Lease | undefined },
): Promise<{ accepted: Accepted[]; chunks: ReadonlyMap<string, NewMessage[]> }> {
  const chunks = chunksOf(messages, newId);
  const rows = [...chunks].flatMap(([queueId, members]) =>
    members.map((message) => toRow(message, queueId)),
  );
  const keyed = messages.some(({ idempotency }) => idempotency);
  const sealed = messages.some((message) => message.sealed);
  const stored = await orm.execute<{ id: string; created_at: Date }>(sql`
    with input as materialized (
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as input(
        o uuid, id uuid, q uuid, lane smallint, cat text, "to" text, "from" text, body text,
        sealed text, sk uuid, wk text, enc text, seg smallint, nb timestamptz, valid float8,
        by timestamptz, camp uuid, opt jsonb, route text, key text, fp uuid)
    )${
      keyed
        ? sql`, taken as (
      insert into idempotency_keys
        (organization_id, route, key, fingerprint, message_ids, created_at)
      select o, route, key, fp, array[id], now() from input where key is not null
      on conflict do nothing
      returning message_ids[1] as id
    ), fresh as materialized (
      select * from input where key is null or id in (select id from taken)
    )`
        : sql`, fresh as materialized (select * from input)`
    }, stored as (
      insert into messages (organization_id, id, status, category, recipient, sender, body, sealed,
        encoding, segments, valid_until, created_at, updated_at, campaign_id, options)
      select o, id, 'QUEUED', cat, "to", "from", body, sealed, enc, seg,
        least(by, greatest(nb, now()) + valid * interval '1 second'), now(), now(), camp, opt
      from fresh
      returning id, created_at
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at)
      select o, id, 'queued', 'QUEUED', now() from fresh
    )${
      sealed
        ? sql`, keys as (
      insert into message_keys (organization_id, message_id, secret_key_id, wrapped, expires_at)
      select o, id, sk, wk, now() + valid * interval '1 second' from fresh where sk is not null
    )`
        : sql``
    }, queued as (
      insert into message_queue
        (organization_id, id, lane, due_at, message_ids, lease, lease_until)
      select o, q, lane, coalesce(nb, now()), array_agg(id),
        case when nb is null then ${lease?.id ?? null}::uuid end,
        case when nb is null then now() + ${lease?.seconds ?? null}::float8 * interval '1 second' end
      from fresh group by o, q, lane, nb
    )
    select id, created_at from stored`);
  const createdAt = new Map([...stored].map((row) => [row.id, row.created_at]));
  const accepted = messages.map(({ id }): Accepted => {
    const at = createdAt.get(id);
    return at ? { kind: "stored", id, createdAt: at } : { kind: "duplicate" };
  });
  return { accepted, chunks };
}

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

const toRow = (message: NewMessage, queueId: string) => ({
  o: message.organizationId,
  id: message.id,
  q: queueId,
  lane: message.lane,
  cat: message.category,
  to: message.recipient,
  from: message.sender,
  body: message.body,
  sealed: message.sealed?.text,
  sk: message.sealed?.secretKeyId,
  wk: message.sealed?.wrappedKey,
  enc: message.encoding,
  seg: message.segments,
  nb: message.notBefore,
  valid: message.validitySeconds,
  by: message.sendBy,
  camp: message.campaignId,
  opt: message.options,
  route: message.idempotency?.route,
  key: message.idempotency?.key,
  fp: message.idempotency?.fingerprint,
});
