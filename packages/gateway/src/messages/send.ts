import { toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import { findOptedOut } from "../consent/find-opted-out.ts";
import type { GatewayContext } from "../context.ts";
import type { Accepted, IdempotencyKey, NewMessage } from "../ledger/accept.ts";
import { termsOf } from "../money/price.ts";
import { refusalFor } from "../money/shortage.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { atQuietHours } from "../quiet-hours/at-quiet-hours.ts";
import { checkCallbacks } from "../webhooks/callbacks.ts";
import { admit } from "./admit.ts";
import { fingerprintOf } from "./check.ts";
import { writeMessage } from "./compose.ts";
import type { AcceptedMessage, SendBody } from "./schemas.ts";
import type { SentBy } from "./sent-by.ts";

/** A message that was taken in, now or by an earlier request with the same key. */
export interface Sent {
  readonly message: AcceptedMessage;
  readonly replayed: boolean;
}

/** Prefix of messages' ids outside. */
export const messagePrefix = "msg";

/**
 * Takes a message in: when this resolves well, it is stored and will be sent or its end told.
 */
export async function sendMessage(
  context: GatewayContext,
  organizationId: string,
  input: SendBody,
  by?: SentBy,
): Promise<GatewayResult<Sent>> {
  const terms = await termsOf(context, organizationId);
  const now = context.clock.now();
  const written = await writeMessage(context, organizationId, input);
  if (!written.ok) return written;
  const own = { id: context.newId(), idempotency: keyOf(input) };
  const message = admit(written.value, own, { organizationId, by, terms, bulk: false, now });
  if (!message.ok) return message;
  const [uncallable] = await checkCallbacks(context, organizationId, [input]);
  if (uncallable !== undefined) return { ok: false, error: uncallable };
  const optedOut = await findOptedOut(context, organizationId, [message.value]);
  if (optedOut.size > 0) return refused("opted_out", { path: "/to" });
  const [timed] = await atQuietHours(context, organizationId, [message.value]);
  if (timed === undefined) throw new Error("A message was not judged");
  return timed.ok ? acceptOne(context, timed.value) : timed;
}

/** A request's own key, where it has one: the same key for the rest of it is the same request. */
export const keyOf = (input: SendBody): IdempotencyKey | undefined =>
  input.idempotencyKey === undefined
    ? undefined
    : {
        route: "messages",
        key: input.idempotencyKey,
        fingerprint: fingerprintOf({ ...input, idempotencyKey: undefined }),
      };

/** Stores a message, unless its key stands for another one already, or a budget lacks the money. */
export async function acceptOne(
  context: GatewayContext,
  message: NewMessage,
): Promise<GatewayResult<Sent>> {
  const [accepted] = await context.accept([message]);
  if (accepted === undefined) throw new Error("The ledger answered nothing");
  return toResult(context, message, accepted);
}

/** What became of a message that was to be stored. */
export async function toResult(
  context: GatewayContext,
  message: NewMessage,
  accepted: Accepted,
): Promise<GatewayResult<Sent>> {
  if (accepted.kind === "stored")
    return done({ message: toAccepted(message, accepted.createdAt), replayed: false });
  if (accepted.kind === "duplicate") return replay(context, message);
  const { organizationId } = message;
  return { ok: false, error: await refusalFor(context, organizationId, accepted.shortage) };
}

/** The reply to a message that was stored. */
export function toAccepted(message: NewMessage, createdAt: string): AcceptedMessage {
  const { id, recipient, segments, encoding, estimatedPrice } = message;
  const accepted: AcceptedMessage = {
    id: toPublicId(messagePrefix, id),
    status: "QUEUED",
    to: recipient,
    segments,
    encoding,
    createdAt,
  };
  return estimatedPrice ? { ...accepted, estimatedPrice } : accepted;
}

/** The reply to a message whose key stands for another one already; reading it changes nothing. */
async function replay(
  { database }: GatewayContext,
  { organizationId, idempotency }: NewMessage,
): Promise<GatewayResult<Sent>> {
  if (idempotency === undefined) throw new Error("Only a key makes a duplicate");
  const { route, key, fingerprint } = idempotency;
  const [found] = await database.orm.execute<{
    id: string;
    same: boolean;
    to: string;
    segments: number;
    encoding: AcceptedMessage["encoding"];
    created_at: Date;
  }>(sql`
    select m.id, k.fingerprint = ${fingerprint}::uuid as same, m.recipient as to, m.segments,
      m.encoding, m.created_at
    from idempotency_keys k
    join messages m on m.organization_id = k.organization_id and m.id = k.message_ids[1]
    where k.organization_id = ${organizationId}::uuid and k.route = ${route} and k.key = ${key}`);
  if (!found?.same) return refused("idempotency_key_reused", { path: "/idempotencyKey" });
  const { id, to, segments, encoding, created_at: createdAt } = found;
  return done({
    message: {
      id: toPublicId(messagePrefix, id),
      status: "QUEUED",
      to,
      segments,
      encoding,
      createdAt: createdAt.toISOString(),
    },
    replayed: true,
  });
}
