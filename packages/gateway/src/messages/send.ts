import { toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import type { NewMessage } from "../ledger/accept.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { type CheckedMessage, checkMessage, fingerprintOf, planOf } from "./check.ts";
import type { AcceptedMessage, SendBody } from "./schemas.ts";

/** A message that was taken in, now or by an earlier request with the same key. */
export interface Sent {
  readonly message: AcceptedMessage;
  readonly replayed: boolean;
}

/** Prefix of messages' ids outside. */
export const messagePrefix = "msg";

/** Takes a message in: when this resolves well, it is stored and will be sent or its end told. */
export async function sendMessage(
  context: GatewayContext,
  organizationId: string,
  { idempotencyKey, ...input }: SendBody,
): Promise<GatewayResult<Sent>> {
  const routing = context.routing(organizationId);
  const now = context.clock.now();
  const checked = checkMessage(input, { id: context.newId(), routing, bulk: false, now });
  if (!checked.ok) return checked;
  const [optedOut] = await findOptedOut(context, organizationId, [checked.value]);
  if (optedOut !== undefined) return refused("opted_out", { path: "/to" });
  const idempotency =
    idempotencyKey === undefined
      ? undefined
      : { route: "messages", key: idempotencyKey, fingerprint: fingerprintOf(input) };
  return acceptOne(context, { ...checked.value, organizationId, idempotency });
}

/** Stores a message, unless its key stands for another one already. */
export async function acceptOne(
  context: GatewayContext,
  message: NewMessage,
): Promise<GatewayResult<Sent>> {
  const [accepted] = await context.accept([message]);
  if (accepted === undefined) throw new Error("The ledger answered nothing");
  return accepted.kind === "stored"
    ? done(toSent(context, message, accepted.createdAt))
    : replay(context, message);
}

/** The reply to a message that was stored. */
export function toSent(context: GatewayContext, message: NewMessage, createdAt: Date): Sent {
  const { id, recipient, segments, encoding } = message;
  const estimatedPrice = priceOf(context, message);
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
export async function replay(
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

/** Recipients of promotional messages who want none. */
export async function findOptedOut(
  { database }: GatewayContext,
  organizationId: string,
  messages: readonly Pick<CheckedMessage, "category" | "recipient">[],
): Promise<readonly string[]> {
  const phones = messages
    .filter(({ category }) => category === "promotional")
    .map(({ recipient }) => recipient);
  if (phones.length === 0) return [];
  const rows = await database.orm.execute<{ phone: string }>(sql`
    select phone from opt_outs
    where organization_id = ${organizationId}::uuid and phone = any(${sql.param(phones)}::text[])`);
  return [...rows].map(({ phone }) => phone);
}

/** By the account that goes first at this moment; nothing where no rate is known. */
function priceOf({ routing, clock }: GatewayContext, message: NewMessage) {
  const current = routing(message.organizationId);
  if (current.rates === undefined) return undefined;
  const plan = planOf({ ...message, body: message.body ?? "" }, current, clock.now());
  return plan.candidates[0]?.price;
}
