import { appendAudit, type By, fromPublicId, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { redriveMessages } from "../messages/redrive.ts";
import { messagePrefix } from "../messages/send.ts";
import { type GatewayRefusal, gatewayProblems } from "../problems.ts";
import { lettersOf } from "./list.ts";
import { mostLetters, type RedriveBody, type RedriveReply } from "./schemas.ts";

/**
 * Sends dead letters again, as `redriveMessage` does: those that are named, or the next hundred of a
 * filter. Whoever goes on with the cursor until none is left has looked at each once, also at those
 * that were refused.
 */
export async function redriveDeadLetters(
  context: GatewayContext,
  organizationId: string,
  { ids, ...filter }: RedriveBody,
  by: By,
): Promise<RedriveReply> {
  if (ids !== undefined) {
    const letters = await findLetters(context, organizationId, ids);
    await note(context, organizationId, letters, by);
    return {
      ...(await redrive(context, organizationId, [...new Set(ids)], letters)),
      remaining: 0,
    };
  }
  const { letters, remaining } = await nextLetters(context, organizationId, filter);
  await note(context, organizationId, letters, by, filter.reason);
  const names = letters.map((id) => toPublicId(messagePrefix, id));
  const last = names.at(-1);
  return {
    ...(await redrive(context, organizationId, names, letters)),
    remaining,
    ...(remaining > 0 && last !== undefined && { nextCursor: last }),
  };
}

/** Before anything is sent, so that nothing is sent without an entry. */
async function note(
  { database }: GatewayContext,
  organizationId: string,
  letters: readonly string[],
  { actor, requestId }: By,
  reason?: string,
): Promise<void> {
  const [first] = letters;
  if (first === undefined) return;
  await appendAudit(database.orm, {
    organizationId,
    actor,
    requestId,
    action: "dead_letters.redriven",
    target: toPublicId(messagePrefix, first),
    details: { messages: letters.length, reason },
  });
}

/** Sends those of `names` again that are among the letters. */
async function redrive(
  context: GatewayContext,
  organizationId: string,
  names: readonly string[],
  letters: readonly string[],
): Promise<Pick<RedriveReply, "redriven" | "refused">> {
  const results = await redriveMessages(context, organizationId, letters, { bulk: true });
  const reply: Pick<RedriveReply, "redriven" | "refused"> = { redriven: [], refused: [] };
  for (const id of names) {
    const result = results.get(fromPublicId(messagePrefix, id) ?? "");
    if (result?.ok) reply.redriven.push({ id, redrivenAs: result.value.message.id });
    else reply.refused.push({ id, ...whyNot(result?.error) });
  }
  return reply;
}

const whyNot = ({ code, detail }: GatewayRefusal = { code: "message_not_found" }) => ({
  code,
  message: detail ?? gatewayProblems[code].title,
});

async function findLetters(
  { database }: GatewayContext,
  organizationId: string,
  names: readonly string[],
): Promise<string[]> {
  const ids = names.flatMap((name) => fromPublicId(messagePrefix, name) ?? []);
  const rows = await database.orm.execute<{ id: string }>(sql`
    select message_id as id from dead_letters
    where organization_id = ${organizationId}::uuid
      and message_id = any(${sql.param(ids)}::uuid[])`);
  return [...rows].map(({ id }) => id);
}

/** The next letters of a filter that were not sent again, and how many come after them. */
async function nextLetters(
  { database }: GatewayContext,
  organizationId: string,
  filter: Omit<RedriveBody, "ids">,
): Promise<{ readonly letters: readonly string[]; readonly remaining: number }> {
  const [row] = await database.orm.execute<{ ids: string[] | null; count: number }>(sql`
    with open as materialized (
      select d.message_id, d.died_at from dead_letters d
      where ${lettersOf(organizationId, filter)} and d.redriven_as is null
    ), next as (
      select message_id, died_at from open order by died_at desc, message_id desc
      limit ${mostLetters}
    )
    select (select array_agg(message_id order by died_at desc, message_id desc) from next) as ids,
      (select count(*) from open)::int as count`);
  const letters = row?.ids ?? [];
  return { letters, remaining: (row?.count ?? 0) - letters.length };
}
