import type { Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { changeKnown } from "./change.ts";
import { inputOf, insertNew } from "./insert.ts";
import type { ContactRow } from "./row.ts";

export type { ContactRow } from "./row.ts";

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
 * Makes or changes the contacts of up to a thousand valid rows: what a row does not name stays
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
  return orm.execute<Placed>(sql`
    with ${inputOf(sorted, newId)}, known as materialized (
      select c.*, i.patch from input i cross join lateral (
        select * from contacts
        where organization_id = ${organizationId}::uuid and phone = i.phone
        limit 1 for no key update) c
    ), ${changeKnown(organizationId)},
    ${insertNew(organizationId, sql`where phone not in (select phone from known)`)}
    select phone, id, 'created' as outcome from made
    union all select phone, id, case when full_of_fields then 'full' when differs then 'updated'
      else 'unchanged' end from wanted`);
}
