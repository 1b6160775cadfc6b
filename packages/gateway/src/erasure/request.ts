import { appendAudit, type By, fromPublicId, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import { parsePhone } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { erasedForm, erasureKey } from "./person.ts";
import type { Erasure } from "./schemas.ts";

/** Prefix of erasures' ids outside. */
export const erasurePrefix = "era";

/** Which ciphertext a number is, so that it serves no other request. */
export const phoneIdentity = (organizationId: string, id: string) =>
  ["erasures", organizationId, id] as const;

/**
 * Asks for a person to be forgotten; the job does it within minutes. Asked again while that is under
 * way, it answers with the same request; later, with a new one that finds what has come since.
 */
export async function requestErasure(
  context: GatewayContext,
  organizationId: string,
  text: string,
  { actor, requestId }: By,
): Promise<GatewayResult<Erasure>> {
  const phone = parsePhone(text);
  if (!phone.ok) return refused("invalid_recipient", { path: "/phone", detail: phone.reason });
  const key = await erasureKey(context, organizationId);
  if (key === undefined) return refused("erasure_unavailable");
  const form = erasedForm(key, phone.e164);
  const { database, secrets, newId } = context;
  const id = newId();
  return database.transaction(async (tx) => {
    const identity = phoneIdentity(organizationId, id);
    const sealed = await secrets.encrypt(tx, organizationId, identity, phone.e164);
    if (!sealed.ok) return refused("erasure_unavailable");
    const [added] = await tx.execute<Row>(sql`
      insert into erasures
        (organization_id, id, person, secret_key_id, ciphertext, requested_at)
      values (${organizationId}::uuid, ${id}::uuid, ${form}, ${sealed.secret.keyId}::uuid,
        ${sealed.secret.ciphertext}, now())
      on conflict (organization_id, person) where finished_at is null do nothing
      returning ${columns}`);
    if (added !== undefined) {
      const target = toPublicId(erasurePrefix, id);
      const action = "person.erasure_requested";
      await appendAudit(tx, { organizationId, actor, requestId, action, target });
      return done(toView(added));
    }
    const [pending] = await tx.execute<Row>(sql`
      select ${columns} from erasures
      where organization_id = ${organizationId}::uuid and person = ${form}
      order by requested_at desc limit 1`);
    return pending === undefined ? refused("erasure_not_found") : done(toView(pending));
  });
}

/** How far a request is. */
export async function readErasure(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<GatewayResult<Erasure>> {
  const id = fromPublicId(erasurePrefix, publicId);
  if (id === undefined) return refused("erasure_not_found");
  const [row] = await database.orm.execute<Row>(sql`
    select ${columns} from erasures
    where organization_id = ${organizationId}::uuid and id = ${id}::uuid`);
  return row === undefined ? refused("erasure_not_found") : done(toView(row));
}

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly requested_at: Date;
  readonly finished_at: Date | null;
  readonly messages: number;
  readonly inbound: number;
}

const columns = sql`id, requested_at, finished_at, messages, inbound`;

const toView = ({ id, requested_at, finished_at, messages, inbound }: Row): Erasure => ({
  id: toPublicId(erasurePrefix, id),
  status: finished_at === null ? "pending" : "done",
  requestedAt: requested_at.toISOString(),
  ...(finished_at !== null && { finishedAt: finished_at.toISOString() }),
  messages,
  inbound,
});
