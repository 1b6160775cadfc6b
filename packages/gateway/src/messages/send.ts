import { toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { findErasedOptOuts } from "../erasure/opt-outs.ts";
import { erasureKeyName } from "../erasure/person.ts";
import type { Accepted, NewMessage } from "../ledger/accept.ts";
import { priced, termsOf } from "../money/price.ts";
import { refusalFor } from "../money/shortage.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { checkCallbacks } from "../webhooks/callbacks.ts";
import { type CheckedMessage, checkMessage, fingerprintOf } from "./check.ts";
import { writeMessage } from "./compose.ts";
import type { AcceptedMessage, SendBody } from "./schemas.ts";

/** A message that was taken in, now or by an earlier request with the same key. */
export interface Sent {
  readonly message: AcceptedMessage;
  readonly replayed: boolean;
}

/** Prefix of messages' ids outside. */
export const messagePrefix = "msg";

/**
 * Takes a message in: when this resolves well, it is stored and will be sent or its end told.
 *
 * @param keyId of the API key that sends it, for budgets of keys
 */
export async function sendMessage(
  context: GatewayContext,
  organizationId: string,
  { idempotencyKey, ...input }: SendBody,
  keyId?: string,
): Promise<GatewayResult<Sent>> {
  const terms = await termsOf(context, organizationId);
  const now = context.clock.now();
  const { routing } = terms;
  const written = await writeMessage(context, organizationId, input);
  if (!written.ok) return written;
  const checked = checkMessage(written.value, { id: context.newId(), routing, bulk: false, now });
  if (!checked.ok) return checked;
  const [uncallable] = await checkCallbacks(context, organizationId, [input]);
  if (uncallable !== undefined) return { ok: false, error: uncallable };
  const message = priced({ ...checked.value, keyId }, terms, now);
  if (!message.ok) return message;
  const [optedOut] = await findOptedOut(context, organizationId, [message.value]);
  if (optedOut !== undefined) return refused("opted_out", { path: "/to" });
  const idempotency =
    idempotencyKey === undefined
      ? undefined
      : { route: "messages", key: idempotencyKey, fingerprint: fingerprintOf(input) };
  return acceptOne(context, { ...message.value, organizationId, idempotency });
}

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
  if (accepted.kind === "stored") return done(toSent(message, accepted.createdAt));
  if (accepted.kind === "duplicate") return replay(context, message);
  const { organizationId } = message;
  return { ok: false, error: await refusalFor(context, organizationId, accepted.shortage) };
}

function toSent(message: NewMessage, createdAt: Date): Sent {
  const { id, recipient, segments, encoding, estimatedPrice } = message;
  return {
    message: {
      id: toPublicId(messagePrefix, id),
      status: "QUEUED",
      to: recipient,
      segments,
      encoding,
      ...(estimatedPrice && { estimatedPrice }),
      createdAt: createdAt.toISOString(),
    },
    replayed: false,
  };
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

/** Recipients of promotional messages who want none, also those of whom no number is kept. */
export async function findOptedOut(
  context: Pick<GatewayContext, "database" | "secrets">,
  organizationId: string,
  messages: readonly Pick<CheckedMessage, "category" | "recipient">[],
): Promise<readonly string[]> {
  const phones = messages
    .filter(({ category }) => category === "promotional")
    .map(({ recipient }) => recipient);
  if (phones.length === 0) return [];
  const [found] = await context.database.orm.execute<{ phones: string[]; erased: boolean }>(sql`
    select array(select phone from opt_outs where organization_id = ${organizationId}::uuid
        and phone = any(${sql.param(phones)}::text[])) as phones,
      exists (select from held_keys where organization_id = ${organizationId}::uuid
        and name = ${erasureKeyName}) as erased`);
  if (found === undefined) throw new Error("The statement answered nothing");
  if (!found.erased) return found.phones;
  return [...found.phones, ...(await findErasedOptOuts(context, organizationId, phones))];
}
