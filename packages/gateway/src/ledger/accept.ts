import { type Database, isUniqueViolation } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { Money, SmsCategory, SmsEncoding } from "mq-sms";
import type { Hold } from "../money/hold.ts";
import { decided, held, type Shortage, shortages, toShortage, type Unpaid } from "../money/take.ts";
import { quietHoursReason, untilKey } from "../quiet-hours/quiet-hours.ts";
import { createKinds } from "./kinds.ts";
import { type LeaseFor, queueRowsOf } from "./queue-rows.ts";
import { isStopped } from "./stops.ts";
import type { MessageOptions } from "./tables.ts";
import { last, others, position } from "./together.ts";

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
  /** RFC 3339: when the quiet hours end for which it waits, which is told; `notBefore` decides. */
  readonly quietUntil?: string | undefined;
  /** Seconds after which it is of no use, from when it may leave. */
  readonly validitySeconds: number;
  /** RFC 3339: not dispatched after it, however long it is valid. */
  readonly sendBy?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly options?: MessageOptions | undefined;
  readonly idempotency?: IdempotencyKey | undefined;
  /** API key that sends it, for budgets of keys; not stored. */
  readonly keyId?: string | undefined;
  /** By the account that goes first; not stored. */
  readonly estimatedPrice?: Money | undefined;
  /** What it takes out of budgets; refused where one of them lacks it. */
  readonly hold?: Hold | undefined;
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
  | {
      readonly kind: "stored";
      readonly id: string;
      /** RFC 3339. */
      readonly createdAt: string;
      /** Queue row that is leased from birth: whoever asked for the lease dispatches it. */
      readonly leasedRow?: string;
    }
  | { readonly kind: "duplicate" }
  | { readonly kind: "unpaid"; readonly shortage: Shortage };

/**
 * Stores messages, their keys, their first events and their place in the queue in one statement:
 * all of them or, when it rejects, none. A message whose idempotency key is taken is not stored.
 *
 * @param leaseFor lanes whose messages, where they are due at once, are leased from birth
 */
export async function acceptMessages(
  database: Pick<Database, "orm">,
  messages: readonly NewMessage[],
  newId: () => string,
  leaseFor: LeaseFor = () => undefined,
): Promise<Accepted[]> {
  const keyed = messages.some(({ idempotency }) => idempotency);
  if (!keyed) return storeMessages(database, messages, "none", newId, leaseFor);
  try {
    // Hardly any key is taken, and looking first costs as much as storing the message.
    return await storeMessages(database, messages, "free", newId, leaseFor);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return storeMessages(database, messages, "maybe taken", newId, leaseFor);
  }
}

/** What is known of the messages' idempotency keys. */
type Keys = "none" | "free" | "maybe taken";

/** The one statement. Of keys that are said to be free and are not, it rejects, and stores nothing. */
export async function storeMessages(
  { orm }: Pick<Database, "orm">,
  messages: readonly NewMessage[],
  keys: Keys,
  newId: () => string,
  leaseFor: LeaseFor,
): Promise<Accepted[]> {
  const { ordered, rows: queueRows, leasedRows } = queueRowsOf(messages, newId, leaseFor);
  const shapes = shapesOf(ordered);
  const paid = messages.some(({ hold }) => hold);
  const sealed = messages.some((message) => message.sealed);
  const waits = messages.some(({ quietUntil }) => quietUntil !== undefined);
  const list = <T>(of: (message: NewMessage) => T) => sql.param(ordered.map(of));
  const rows = await orm.execute<Written>(sql`
    with given as materialized (
      select ${list(({ id }) => id)}::uuid[] as ids
    ), shape as materialized (
      select * from json_to_recordset(${JSON.stringify(shapes.rows)}::json) as shape(
        n int, o uuid, nb timestamptz, cat text, "from" text, enc text, seg smallint, valid float8,
        camp uuid)
    ), input as materialized (
      select shape.*, m.* from unnest(
        ${sql.param(shapes.places)}::int[], (select ids from given),
        ${list(({ recipient }) => recipient)}::text[], ${list(({ body }) => body ?? null)}::text[],
        ${list(({ idempotency }) => idempotency?.key ?? null)}::text[],
        ${list(({ idempotency }) => idempotency?.fingerprint ?? null)}::uuid[],
        ${list(moreOf)}::json[]
      ) as m(s, id, "to", body, key, fp, more) join shape on n = s
    ), ${paid ? sql`${decided(messages)}, ` : sql``}${freshOf(keys, paid)}, stored as (
      insert into messages (organization_id, id, status, category, recipient, sender, body, sealed,
        encoding, segments, valid_until, created_at, updated_at, campaign_id, options, queued_in)
      select o, id, 'QUEUED', cat, "to", "from", body, more->>'sealed', enc, seg,
        least((more->>'sendBy')::timestamptz,
          greatest(nb, now()) + valid * interval '1 second'),
        now(), now(), camp, (more->'options')::jsonb, ${position}
      from fresh
    ), chunk as materialized (
      select chunk.*, ${keys === "maybe taken" || paid ? storedMembers : members} as ids
      from json_to_recordset(${JSON.stringify(queueRows)}::json) as chunk(
        o uuid, q uuid, lane smallint, nb timestamptz, lease uuid, lasts float8, camp uuid,
        first int, last int)
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at, others)
      select o, ${last("ids")}, 'queued', 'QUEUED', now(), ${others("ids")}
      from chunk where ids <> '{}'
    )${sealed ? keysStored : sql``}${waits ? waitTold : sql``}, queued as (
      insert into message_queue
        (organization_id, id, lane, due_at, message_ids, lease, lease_until, campaign_id, stopped)
      select o, q, lane, coalesce(nb, now()), ids, lease, now() + lasts * interval '1 second', camp,
        ${isStopped(sql`o`, sql`camp`)}
      from chunk where ids <> '{}'
    )${paid ? held : sql``}
    select now() as at, ${duplicatesOf[keys]} as duplicates, ${paid ? shortages : sql`null`} as unpaid`);
  const [written] = rows;
  if (written === undefined) throw new Error("The statement answered nothing");
  const createdAt = written.at.toISOString();
  const duplicates = new Set(written.duplicates);
  const unpaid = new Map(written.unpaid?.map((each) => [each.id, toShortage(each)]));
  return messages.map(({ id }): Accepted => {
    if (duplicates.has(id)) return { kind: "duplicate" };
    const shortage = unpaid.get(id);
    if (shortage) return { kind: "unpaid", shortage };
    const leasedRow = leasedRows.get(id);
    return { kind: "stored", id, createdAt, ...(leasedRow && { leasedRow }) };
  });
}

/** Those of a chunk: its part of the ids, which are in ascending order there. */
const members = sql`((select ids from given))[first:last]`;

/** Where not all that were given may be stored. */
const storedMembers = sql`array(
        select id from unnest(${members}) id where id in (select id from fresh) order by id)`;

const insertKeys = (from: SQL): SQL => sql`
      insert into idempotency_keys
        (organization_id, route, key, fingerprint, message_ids, created_at)
      select o, coalesce(more->>'route', 'messages'), key, fp, array[id], now()
      from ${from} where key is not null`;

/**
 * The messages to store, without those for which money is lacking. Of a key only the first is, by
 * its id, whoever else asks at the same time.
 */
function freshOf(keys: Keys, paid: boolean): SQL {
  const affordable = paid
    ? sql`(select * from input where id not in (select id from refused)) affordable`
    : sql`input`;
  if (keys === "maybe taken")
    return sql`taken as (${insertKeys(affordable)}
      order by id on conflict do nothing returning message_ids[1] as id
    ), fresh as materialized (
      select * from ${affordable} where key is null or id in (select id from taken)
    )`;
  const materialized = paid ? sql`materialized` : sql`not materialized`;
  const fresh = sql`fresh as ${materialized} (select * from ${affordable})`;
  return keys === "free" ? sql`${fresh}, taken as (${insertKeys(sql`fresh`)})` : fresh;
}

const duplicatesOf: Readonly<Record<Keys, SQL>> = {
  none: sql`null::uuid[]`,
  free: sql`null::uuid[]`,
  "maybe taken": sql`(select array_agg(id) from input where id not in (select id from fresh))`,
};

type Written = {
  readonly at: Date;
  readonly duplicates: readonly string[] | null;
  readonly unpaid: readonly Unpaid[] | null;
};

const keysStored = sql`, keys as (
      insert into message_keys (organization_id, message_id, secret_key_id, wrapped, expires_at)
      select o, id, (more->>'secretKeyId')::uuid, more->>'wrappedKey',
        now() + valid * interval '1 second'
      from fresh where more->>'sealed' is not null
    )`;

/** In the timeline it comes after `queued`. */
const waitTold = sql`, waits as (
      insert into message_events (organization_id, message_id, key, type, at, data)
      select o, id, ${untilKey(sql`more->>'quietUntil'`)}, 'DEFERRED', now(), jsonb_build_object(
        'until', more->>'quietUntil', 'reason', ${quietHoursReason}::text)
      from fresh where more->>'quietUntil' is not null
    )`;

/** What messages have in common, said once: all but the texts. */
interface Shape {
  readonly n: number;
  readonly o: string;
  readonly nb: string | undefined;
  readonly cat: SmsCategory;
  readonly from: string | undefined;
  readonly enc: SmsEncoding;
  readonly seg: number;
  readonly valid: number;
  readonly camp: string | undefined;
}

/** The shapes, and the number of each message's own. */
interface Shapes {
  readonly rows: readonly Shape[];
  readonly places: readonly number[];
}

function shapesOf(messages: readonly NewMessage[]): Shapes {
  const rows: Shape[] = [];
  const shapeOf = createKinds(fieldsOf, (message) => {
    const shape = toShape(rows.length, message);
    rows.push(shape);
    return shape;
  });
  return { rows, places: messages.map((message) => shapeOf(message).n) };
}

const fieldsOf = (message: NewMessage) => {
  const { organizationId, notBefore, category, sender, encoding, segments } = message;
  const { validitySeconds, campaignId } = message;
  return [
    organizationId,
    notBefore,
    category,
    sender,
    encoding,
    segments,
    validitySeconds,
    campaignId,
  ];
};

const toShape = (n: number, message: NewMessage): Shape => ({
  n,
  o: message.organizationId,
  nb: message.notBefore,
  cat: message.category,
  from: message.sender,
  enc: message.encoding,
  seg: message.segments,
  valid: message.validitySeconds,
  camp: message.campaignId,
});

/** What few messages have. */
function moreOf(message: NewMessage): object | null {
  const { sealed, sendBy, quietUntil, options, idempotency } = message;
  const route = idempotency && idempotency.route !== "messages" ? idempotency.route : undefined;
  if (!sealed && !sendBy && !quietUntil && !options && !route) return null;
  return {
    sealed: sealed?.text,
    secretKeyId: sealed?.secretKeyId,
    wrappedKey: sealed?.wrappedKey,
    sendBy,
    quietUntil,
    options,
    route,
  };
}
