import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { formsOf } from "../erasure/opt-outs.ts";
import { type ConsentChange, changeColumns, writeConsents } from "./write-consents.ts";

/**
 * Writes what people said, or what is said for them: the events and the state in one statement. What
 * an import or a provider says that is so already is nothing new, and not written: both repeat.
 * Resolves to how many events were written.
 */
export async function recordConsents(
  context: Pick<GatewayContext, "database" | "secrets" | "newId" | "transactionalOptOuts">,
  organizationId: string,
  changes: readonly ConsentChange[],
): Promise<number> {
  if (changes.length === 0) return 0;
  const starting = changes.flatMap(({ kind, phone }) => (kind === "opted_in" ? [phone] : []));
  const forms = await formsOf(context, organizationId, starting);
  const rows = changes.map((change) => ({
    ...change,
    id: context.newId(),
    form: forms.get(change.phone),
  }));
  const [written] = await context.database.orm.execute<{ count: number }>(sql`
    with change as materialized (
      select ${organizationId}::uuid as o, said.*
      from json_to_recordset(${JSON.stringify(rows)}::json) as said(${changeColumns})
      where source not in ('import', 'provider') or (kind = 'opted_in') = exists (
        select from opt_outs p
        where p.organization_id = ${organizationId}::uuid and p.phone in (said.phone, said.form)
          and (kind = 'opted_in' or p.sender = said.sender and p.category = said.category)
          and (source = 'provider' or p.source in ('api', 'console', 'import')))
    ), ${writeConsents}
    select count(*)::int as count from consented`);
  context.transactionalOptOuts.forget();
  return written?.count ?? 0;
}
