import { appendAudit, defineJob, type Job, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { type Erased, erasePerson } from "../erasure/erase-person.ts";
import { erasurePrefix, phoneIdentity } from "../erasure/request.ts";

/** Forgets the people that somebody asked to forget, all that wait. */
export const erasePeople = (context: GatewayContext): Job<object> =>
  defineJob({
    name: "people.erasure",
    every: 60,
    timeoutSeconds: 4 * 3600,
    async work(_, signal) {
      for (;;) {
        signal.throwIfAborted();
        const request = await takeRequest(context);
        if (request === undefined) return;
        await perform(context, request, signal);
      }
    },
  });

interface Request extends Record<string, unknown> {
  readonly organizationId: string;
  readonly id: string;
  readonly form: string;
  readonly keyId: string;
  readonly ciphertext: string;
}

/** After it another run may take it, too: that does no harm, only the same work twice. */
const leaseMinutes = 10;

async function takeRequest({
  database,
}: Pick<GatewayContext, "database">): Promise<Request | undefined> {
  const [request] = await database.orm.execute<Request>(sql`
    update erasures e set lease_until = now() + ${leaseMinutes} * interval '1 minute'
    from (
      select organization_id, id from erasures
      where finished_at is null and (lease_until is null or lease_until < now())
      order by requested_at limit 1 for update skip locked
    ) next
    where e.organization_id = next.organization_id and e.id = next.id
    returning e.organization_id as "organizationId", e.id, e.person as form,
      e.secret_key_id as "keyId", e.ciphertext`);
  return request;
}

async function perform(
  context: GatewayContext,
  { organizationId, id, form, keyId, ciphertext }: Request,
  signal: AbortSignal,
): Promise<void> {
  const { database, secrets, logger } = context;
  const target = toPublicId(erasurePrefix, id);
  const identity = phoneIdentity(organizationId, id);
  const phone = await secrets.decrypt(database.orm, identity, { keyId, ciphertext });
  if (!phone.ok) {
    logger.error({ event: "people.erasure_failed", id: target, errorCode: phone.reason });
    return;
  }
  const person = { organizationId, phone: phone.plaintext, form };
  const tell = ({ messages, inbound }: Erased) =>
    note(context, organizationId, id, messages, inbound);
  await erasePerson(context, person, tell, signal);
  await finish(context, organizationId, id);
  logger.info({ event: "people.erased", id: target });
}

async function note(
  { database }: GatewayContext,
  organizationId: string,
  id: string,
  messages: number,
  inbound: number,
): Promise<void> {
  await database.orm.execute(sql`
    update erasures set messages = messages + ${messages}, inbound = inbound + ${inbound},
      lease_until = now() + ${leaseMinutes} * interval '1 minute'
    where organization_id = ${organizationId}::uuid and id = ${id}::uuid and finished_at is null`);
}

/** The number itself goes last: without it the work could not be done again. */
const finish = ({ database }: GatewayContext, organizationId: string, id: string): Promise<void> =>
  database.transaction(async (tx) => {
    const [row] = await tx.execute<{ messages: number; inbound: number }>(sql`
      update erasures set finished_at = now(), secret_key_id = null, ciphertext = null
      where organization_id = ${organizationId}::uuid and id = ${id}::uuid and finished_at is null
      returning messages, inbound`);
    if (row === undefined) return;
    const { messages, inbound } = row;
    await appendAudit(tx, {
      organizationId,
      actor: "system",
      action: "person.erased",
      target: toPublicId(erasurePrefix, id),
      details: { messages, inbound },
    });
  });
