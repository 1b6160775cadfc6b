import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { erasedForm, findErasureKey, type Person } from "./person.ts";

/**
 * Keeps a person's wish to be left alone under the form that their number has from here on, so that
 * it outlives the number, and the history of that wish without anybody's own words. It is looked for
 * where a message is accepted; the dispatch mark need not, because whatever was accepted before the
 * erasure was cancelled by it.
 */
export async function eraseOptOut(
  { database }: Pick<GatewayContext, "database">,
  { organizationId, phone, form }: Person,
): Promise<void> {
  await database.orm.execute(sql`
    with gone as (
      delete from opt_outs where organization_id = ${organizationId}::uuid and phone = ${phone}
      returning *
    ), told as (
      update consent_events set phone = ${form}, reason = null
      where organization_id = ${organizationId}::uuid and phone = ${phone}
    )
    insert into opt_outs (organization_id, phone, sender, category, opted_out_at, source, event_id)
    select organization_id, ${form}, sender, category, opted_out_at, source, event_id from gone
    on conflict do nothing`);
}

/** What would stand for each of these numbers, if the organization has erased anybody, and can tell. */
export async function formsOf(
  context: Pick<GatewayContext, "database" | "secrets">,
  organizationId: string,
  phones: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const key = phones.length === 0 ? undefined : await findErasureKey(context, organizationId);
  if (key === undefined) return new Map();
  return new Map(phones.map((phone) => [phone, erasedForm(key, phone)]));
}
