import type { Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import { countryOf } from "mq-sms";
import type { OutreachContext } from "../context.ts";
import { type ContactPatch, changeKnown } from "./change.ts";

/** Contacts of one call. */
export const mostRows = 1000;

/** What is known of whoever has a number. */
export interface ContactRow extends ContactPatch {
  /** E.164, as `parsePhone` of mq-sms gives it. */
  readonly phone: string;
}

/** What became of the contact of a number. `full`: it would have too many fields, and is as it was. */
export type UpsertOutcome = "created" | "updated" | "unchanged" | "full";

/** What became of the rows of one call. */
export interface Upserted {
  /** How many contacts: with `duplicates`, as many as there were rows. */
  readonly counts: Readonly<Record<UpsertOutcome, number>>;
  /** Rows that gave way to a later one of the same number. */
  readonly duplicates: number;
  /** By phone. */
  readonly contacts: ReadonlyMap<string, { readonly id: string; readonly outcome: UpsertOutcome }>;
}

interface Placed extends Record<string, unknown> {
  readonly phone: string;
  readonly id: string;
  readonly outcome: UpsertOutcome;
}

/**
 * Makes or changes the contacts of up to {@link mostRows} valid rows: what a row does not name stays
 * as it is, so that the same row twice changes nothing. Of rows with the same number the last one
 * counts. One statement, and another one only for numbers that somebody else made meanwhile.
 */
export async function upsertContacts(
  orm: Orm,
  organizationId: string,
  rows: readonly ContactRow[],
  { newId }: Pick<OutreachContext, "newId">,
): Promise<Upserted> {
  const byPhone = new Map(rows.map((row) => [row.phone, row]));
  const contacts = new Map<string, { id: string; outcome: UpsertOutcome }>();
  const counts = { created: 0, updated: 0, unchanged: 0, full: 0 };
  while (contacts.size < byPhone.size) {
    const left = [...byPhone.values()].filter(({ phone }) => !contacts.has(phone));
    for (const { phone, id, outcome } of await place(orm, organizationId, left, newId)) {
      contacts.set(phone, { id, outcome });
      counts[outcome] += 1;
    }
  }
  return { counts, duplicates: rows.length - byPhone.size, contacts };
}

/**
 * Rows in the order of their numbers, so that two calls at once wait for each other and never in a
 * circle. A number that another call makes at this moment is in neither answer: this snapshot does
 * not show it.
 */
async function place(
  orm: Orm,
  organizationId: string,
  rows: readonly ContactRow[],
  newId: () => string,
): Promise<Placed[]> {
  const sorted = rows.toSorted((a, b) => (a.phone < b.phone ? -1 : 1));
  const list = <T>(of: (row: ContactRow) => T) => sql.param(sorted.map(of));
  return orm.execute<Placed>(sql`
    with input as materialized (
      select * from unnest(${list(newId)}::uuid[], ${list(({ phone }) => phone)}::text[],
        ${list(({ phone }) => countryOf(phone) ?? null)}::text[],
        ${list(({ phone, ...patch }) => patch)}::jsonb[]) as input(id, phone, country, patch)
    ), known as materialized (
      select c.*, i.patch from input i cross join lateral (
        select * from contacts
        where organization_id = ${organizationId}::uuid and phone = i.phone
        limit 1 for no key update) c
    ), ${changeKnown(organizationId)}, made as (
      insert into contacts (organization_id, id, phone, country, display_name, email, language,
        time_zone, fields, metadata, created_at, updated_at)
      select ${organizationId}::uuid, id, phone, country, patch->>'displayName', patch->>'email',
        patch->>'language', patch->>'timeZone', coalesce(jsonb_strip_nulls(patch->'fields'), '{}'),
        coalesce(jsonb_strip_nulls(patch->'metadata'), '{}'), now(), now()
      from input where phone not in (select phone from known)
      on conflict (organization_id, phone) do nothing
      returning id, phone
    ), told_made as (
      insert into contact_events (organization_id, contact_id, type)
      select ${organizationId}::uuid, id, 'contact.created' from made
    )
    select phone, id, 'created' as outcome from made
    union all select phone, id, case when full_of_fields then 'full' when differs then 'updated'
      else 'unchanged' end from wanted`);
}
