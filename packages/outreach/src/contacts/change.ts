import { type SQL, sql } from "drizzle-orm";
import { mostFields } from "./schemas.ts";

/** What of a contact may change, as one document. */
const documentOf = (row: SQL): SQL => sql`jsonb_build_object('displayName', ${row}.display_name,
  'email', ${row}.email, 'language', ${row}.language, 'timeZone', ${row}.time_zone,
  'fields', ${row}.fields, 'metadata', ${row}.metadata)`;

/** The document with a patch applied. Null takes away, so that none is ever stored. */
const patched = (was: SQL, patch: SQL): SQL => sql`jsonb_strip_nulls(${was} || ${patch}
  || jsonb_build_object('fields', (${was}->'fields') || coalesce(${patch}->'fields', '{}'),
    'metadata', (${was}->'metadata') || coalesce(${patch}->'metadata', '{}')))`;

/** Each custom field on its own: `fields.grade`. */
const flat = (document: SQL): SQL => sql`(select coalesce(jsonb_object_agg(key, value), '{}') from (
  select key, value from jsonb_each(${document} - 'fields')
  union all select 'fields.' || key, value from jsonb_each(${document}->'fields')) named)`;

/** The columns of a document, for `set`. */
const columns: SQL = sql`display_name = w.want->>'displayName', email = w.want->>'email',
  language = w.want->>'language', time_zone = w.want->>'timeZone',
  fields = w.want->'fields', metadata = w.want->'metadata'`;

/**
 * Applies patches to contacts that the common table expression `known` has locked: all their columns,
 * and `patch` as jsonb. The expressions that follow it, of which `wanted` tells per contact whether it
 * `differs` and is not `full`, and `changed` has those that were written. A contact with more custom
 * fields than there may be is left as it is.
 */
export const changeKnown = (organizationId: string): SQL => sql`
  wanted as materialized (
    select id, phone, was, want, full_of_fields, want <> was and not full_of_fields as differs
    from known k
      cross join lateral (select jsonb_strip_nulls(${documentOf(sql`k`)}) as was) a
      cross join lateral (select ${patched(sql`a.was`, sql`k.patch`)} as want) b
      cross join lateral (select (select count(*) from jsonb_object_keys(want->'fields'))
        > ${mostFields} or (select count(*) from jsonb_object_keys(want->'metadata'))
        > ${mostFields} as full_of_fields) c
  ), changed as (
    update contacts c set ${columns}, version = c.version + 1, updated_at = now()
    from wanted w
    where c.organization_id = ${organizationId}::uuid and c.id = w.id and w.differs
    returning c.*
  ), told as (
    insert into contact_events (organization_id, contact_id, type, data)
    select ${organizationId}::uuid, w.id, 'contact.changed', jsonb_build_object('changes', (
      select jsonb_object_agg(key, jsonb_strip_nulls(
        jsonb_build_object('from', a.value, 'to', b.value)))
      from jsonb_each(${flat(sql`w.was`)}) a full join jsonb_each(${flat(sql`w.want`)}) b using (key)
      where a.value is distinct from b.value))
    from wanted w join changed using (id)
  )`;
