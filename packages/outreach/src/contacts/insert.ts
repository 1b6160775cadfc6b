import { type SQL, sql } from "drizzle-orm";
import { countryOf } from "mq-sms";
import type { ContactRow } from "./row.ts";

/** The common table expression `input` of rows, each with an id in case it is new. */
export const inputOf = (rows: readonly ContactRow[], newId: () => string): SQL => {
  const list = <T>(of: (row: ContactRow) => T) => sql.param(rows.map(of));
  return sql`input as materialized (
    select * from unnest(${list(newId)}::uuid[], ${list(({ phone }) => phone)}::text[],
      ${list(({ phone }) => countryOf(phone) ?? null)}::text[],
      ${list(({ phone, ...patch }) => patch)}::jsonb[]) as input(id, phone, country, patch))`;
};

/** The expressions that store those of `input`, of which `made` has those that were not there. */
export const insertNew = (organizationId: string, where: SQL = sql``): SQL => sql`
  made as (
    insert into contacts (organization_id, id, phone, country, display_name, email, language,
      time_zone, fields, metadata, created_at, updated_at)
    select ${organizationId}::uuid, id, phone, country, patch->>'displayName', patch->>'email',
      patch->>'language', patch->>'timeZone', coalesce(jsonb_strip_nulls(patch->'fields'), '{}'),
      coalesce(jsonb_strip_nulls(patch->'metadata'), '{}'), now(), now()
    from input ${where}
    on conflict (organization_id, phone) do nothing
    returning *
  ), told_made as (
    insert into contact_events (organization_id, contact_id, type)
    select ${organizationId}::uuid, id, 'contact.created' from made
  )`;
