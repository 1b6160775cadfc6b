import { fromPublicId, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import { findOptedOut } from "../consent/find-opted-out.ts";
import type { GatewayContext } from "../context.ts";
import type { NewMessage } from "../ledger/accept.ts";
import type { MessageStatus } from "../ledger/status.ts";
import type { MessageOptions } from "../ledger/tables.ts";
import { termsOf } from "../money/price.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { admit } from "./admit.ts";
import { fingerprintOf } from "./check.ts";
import type { WrittenMessage } from "./compose.ts";
import type { AcceptedMessage } from "./schemas.ts";
import { acceptOne, messagePrefix, type Sent } from "./send.ts";

/**
 * Sends a message that ended without delivery once more, as a new message that names the old one:
 * history is not rewritten. Asked twice, it answers with the same new message.
 */
export async function redriveMessage(
  context: GatewayContext,
  organizationId: string,
  publicId: string,
): Promise<GatewayResult<Sent>> {
  const id = fromPublicId(messagePrefix, publicId);
  if (id === undefined) return refused("message_not_found");
  const results = await redriveMessages(context, organizationId, [id], { bulk: false });
  return results.get(id) ?? refused("message_not_found");
}

/**
 * The same for several, by their UUIDs. Each is sent or refused for itself; what is not there has no
 * result. However many ask at once, the idempotency key lets one new message be stored for each.
 */
export async function redriveMessages(
  context: GatewayContext,
  organizationId: string,
  ids: readonly string[],
  { bulk }: { readonly bulk: boolean },
): Promise<ReadonlyMap<string, GatewayResult<Sent>>> {
  const rows = await loadMessages(context, organizationId, ids);
  const optedOut = await findOptedOut(context, organizationId, rows);
  const now = context.clock.now();
  const terms = await termsOf(context, organizationId);

  const sendAgain = async (row: Row): Promise<GatewayResult<Sent>> => {
    if (row.again !== null) return done(toSent(row, row.again));
    // The text of a one-time code is gone with its key, and so is its use.
    if (!isOver(row) || row.body === null) return refused("not_retryable");
    if (optedOut.has(row)) return refused("opted_out", { path: "/to" });
    const input = toInput(row, row.body);
    const redriveOf = toPublicId(messagePrefix, row.id);
    const idempotency = { route: "redrive", key: redriveOf, fingerprint: fingerprintOf(input) };
    const own = { id: context.newId(), idempotency };
    const again = admit(input, own, { organizationId, by: undefined, terms, bulk, now });
    if (!again.ok) return again;
    const message = again.value;
    return acceptOne(context, { ...message, options: { ...message.options, redriveOf } });
  };
  const results = new Map(
    await Promise.all(rows.map(async (row) => [row.id, await sendAgain(row)] as const)),
  );
  await noteRedriven(context, organizationId, results);
  return results;
}

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly status: MessageStatus;
  readonly body: string | null;
  readonly category: NewMessage["category"];
  readonly recipient: string;
  readonly sender: string | null;
  readonly options: MessageOptions | null;
  /** As which it was sent again; a dead letter knows it for longer than a key is kept. */
  readonly again: Again | null;
}

interface Again {
  readonly id: string;
  readonly segments: number;
  readonly encoding: AcceptedMessage["encoding"];
  readonly at: string;
}

async function loadMessages(
  { database }: GatewayContext,
  organizationId: string,
  ids: readonly string[],
): Promise<Row[]> {
  const rows = await database.orm.execute<Row>(sql`
    select m.*, a.again
    from unnest(${sql.param(ids)}::uuid[]) as asked(id)
    cross join lateral (
      select id, status, body, category, recipient, sender, options from messages
      where organization_id = ${organizationId}::uuid and id = asked.id limit 1) m
    left join lateral (
      select redriven_as from dead_letters
      where organization_id = ${organizationId}::uuid and message_id = asked.id limit 1) d on true
    left join lateral (
      select json_build_object('id', id, 'segments', segments, 'encoding', encoding,
        'at', created_at) as again
      from messages
      where organization_id = ${organizationId}::uuid and id = d.redriven_as limit 1) a on true`);
  return [...rows];
}

const isOver = ({ status }: Row): boolean =>
  status === "FAILED" || status === "REJECTED" || status === "EXPIRED";

const toInput = (
  { recipient, category, sender, options }: Row,
  body: string,
): Omit<WrittenMessage, "idempotencyKey"> => ({
  to: recipient,
  body,
  category,
  ...(sender !== null && { from: sender }),
  ...(options?.provider !== undefined && { provider: options.provider }),
  ...(options?.maxPrice !== undefined && { maxPrice: options.maxPrice }),
  ...(options?.callbackUrl !== undefined && { callbackUrl: options.callbackUrl }),
  ...(options?.metadata !== undefined && { metadata: options.metadata }),
  ...(options?.template !== undefined && { template: options.template }),
});

const toSent = ({ recipient }: Row, { id, segments, encoding, at }: Again): Sent => ({
  message: {
    id: toPublicId(messagePrefix, id),
    status: "QUEUED",
    to: recipient,
    segments,
    encoding,
    createdAt: new Date(at).toISOString(),
  },
  replayed: true,
});

async function noteRedriven(
  { database }: GatewayContext,
  organizationId: string,
  results: ReadonlyMap<string, GatewayResult<Sent>>,
): Promise<void> {
  const pairs = [...results].flatMap(([id, result]) =>
    result.ok ? [{ id, as: fromPublicId(messagePrefix, result.value.message.id) }] : [],
  );
  if (pairs.length === 0) return;
  await database.orm.execute(sql`
    update dead_letters d set redriven_as = pair."as"
    from json_to_recordset(${JSON.stringify(pairs)}::json) as pair(id uuid, "as" uuid)
    where d.organization_id = ${organizationId}::uuid and d.message_id = pair.id
      and d.redriven_as is null`);
}
