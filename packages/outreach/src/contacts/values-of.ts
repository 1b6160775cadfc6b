import { type SQL, sql } from "drizzle-orm";

/** What texts say of `contacts c`, of these names only, as a jsonb object of texts; null: nothing. */
export const valuesOf = (names: readonly string[]): SQL =>
  names.length === 0
    ? sql`null::jsonb`
    : sql`(select jsonb_object_agg(key, value #>> '{}') from jsonb_each(
        c.fields || jsonb_strip_nulls(jsonb_build_object('phone', c.phone,
          'displayName', c.display_name, 'email', c.email, 'country', c.country)))
        where key = any(${sql.param(names)}::text[]))`;
