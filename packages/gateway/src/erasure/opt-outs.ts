import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { erasedForm, findErasureKey, type Person } from "./person.ts";

type Context = Pick<GatewayContext, "database" | "secrets">;

/**
 * Keeps a person's wish to be left alone under the form that their number has from here on, so that
 * it outlives the number. It is looked for where a message is accepted; the dispatch mark need not,
 * because whatever was accepted before the erasure was cancelled by it.
 */
export async function eraseOptOut(
  { database }: Pick<Context, "database">,
  { organizationId, phone, form }: Person,
): Promise<void> {
  await database.orm.execute(sql`
    with gone as (
      delete from opt_outs where organization_id = ${organizationId}::uuid and phone = ${phone}
      returning opted_out_at, source)
    insert into opt_outs (organization_id, phone, opted_out_at, source)
    select ${organizationId}::uuid, ${form}, opted_out_at, source from gone
    on conflict do nothing`);
}

/** Which of these numbers belong to people who were erased and had opted out before. */
export async function findErasedOptOuts(
  context: Context,
  organizationId: string,
  phones: readonly string[],
): Promise<readonly string[]> {
  const key = await findErasureKey(context, organizationId);
  // Where nobody can tell, nobody is written to against their wish.
  if (key === undefined) return phones;
  const byForm = new Map(phones.map((phone) => [erasedForm(key, phone), phone]));
  const rows = await context.database.orm.execute<{ phone: string }>(sql`
    select phone from opt_outs where organization_id = ${organizationId}::uuid
      and phone = any(${sql.param([...byForm.keys()])}::text[])`);
  return [...rows].flatMap(({ phone }) => byForm.get(phone) ?? []);
}

/** People who were erased and now ask for messages again. */
export async function forgetErasedOptOuts(
  context: Context,
  organizationId: string,
  phones: readonly string[],
): Promise<void> {
  const key = phones.length === 0 ? undefined : await findErasureKey(context, organizationId);
  if (key === undefined) return;
  const forms = phones.map((phone) => erasedForm(key, phone));
  await context.database.orm.execute(sql`
    delete from opt_outs where organization_id = ${organizationId}::uuid
      and phone = any(${sql.param(forms)}::text[])`);
}
