import { fromPublicId, toPublicId } from "@nx/core";
import type { SentBy } from "@nx/gateway";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";

/** Prefix of expectations' ids outside. */
export const expectationPrefix = "exp";

interface Row extends Record<string, unknown> {
  readonly request_id: string;
  readonly text: string;
  readonly sender: string | null;
  readonly expires_at: Date;
  readonly phones: string[];
}

/**
 * Sends a stored question to everybody it asks, each once, and notes which message asks whom. Resolves
 * to why, where nobody could be asked.
 */
export async function ask(
  { database, gateway }: Pick<OutreachContext, "database" | "gateway">,
  organizationId: string,
  id: string,
  by?: SentBy,
): Promise<string | undefined> {
  const [row] = await database.orm.execute<Row>(sql`
    select request_id, text, sender, expires_at, array(
      select phone from expectation_recipients
      where organization_id = ${organizationId}::uuid and expectation_id = ${id}::uuid
      order by phone collate "C") as phones
    from expectations where organization_id = ${organizationId}::uuid and id = ${id}::uuid`);
  if (row === undefined) return undefined;
  const messages = row.phones.map((to) => ({
    to,
    body: row.text.replaceAll("{request}", () => row.request_id),
    ...(row.sender !== null && { from: row.sender }),
    sendBy: row.expires_at.toISOString(),
    metadata: { expectation: toPublicId(expectationPrefix, id) },
  }));
  const reply = await gateway.sendBatch(organizationId, { messages }, `expectation:${id}`, by);
  const sent = [
    ...reply.accepted.map(({ index, id: message }) => ({
      ...{ phone: row.phones[index], m: fromPublicId("msg", message) },
    })),
    ...reply.rejected.map(({ index, code }) => ({ phone: row.phones[index], code })),
  ];
  await database.orm.execute(sql`
    update expectation_recipients r set message_id = sent.m, refusal = sent.code
    from json_to_recordset(${JSON.stringify(sent)}::json) as sent(phone text, m uuid, code text)
    where r.organization_id = ${organizationId}::uuid and r.expectation_id = ${id}::uuid
      and r.phone = sent.phone and r.message_id is null`);
  return reply.accepted.length === 0 ? reply.rejected[0]?.message : undefined;
}
