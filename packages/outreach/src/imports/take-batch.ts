import type { Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import { upsertContacts } from "../contacts/upsert.ts";
import type { OutreachContext } from "../context.ts";
import type { RefusedRow, TableRow } from "../csv/open-table.ts";
import { judgeRow, refuse, type UsableRow } from "./judge-rows.ts";
import { reportRows } from "./report-rows.ts";

/** The import that rows belong to. */
export interface Running {
  readonly organizationId: string;
  readonly id: string;
  readonly groupId?: string;
  /** Notes a number; whether the file did not have it before. */
  readonly isFirst: (phone: string) => boolean;
}

/** Somebody else ended the import: it had not moved for minutes. */
export class ImportEnded extends Error {
  override readonly name = "ImportEnded";
}

/**
 * Takes up to 1,000 rows of a file. Contacts, their group, what is reported of the rows and the counts
 * are committed together, so that an import that breaks off has told the truth.
 * Throws {@link ImportEnded}.
 */
export async function takeBatch(
  { database, newId }: Pick<OutreachContext, "database" | "newId">,
  running: Running,
  rows: readonly TableRow[],
): Promise<void> {
  const judged = rows.map(judgeRow);
  const usable = judged.filter((row) => "contact" in row);
  const firsts = new Set(usable.map(({ phone }) => phone).filter(running.isFirst));
  await database.transaction(async (tx) => {
    const people = usable.map(({ contact }) => contact);
    const { contacts } = await upsertContacts(tx, running.organizationId, people, { newId });
    const ended = judged.map((row) =>
      contacts.get("contact" in row ? row.phone : "")?.outcome === "full"
        ? refuse(row, "too_many_fields")
        : row,
    );
    const outcomes = [...contacts].flatMap(([phone, { outcome }]) =>
      firsts.has(phone) ? [outcome] : [],
    );
    await note(tx, running, countsOf(ended, outcomes));
    await reportRows(tx, running, ended);
    const ids = [...contacts.values()].map(({ id }) => id);
    if (running.groupId !== undefined) await joinGroup(tx, running, running.groupId, ids);
  });
}

/** What one batch adds to the counts of an import. */
type Counts = Readonly<Record<(typeof counted)[number], number>>;
const counted = [
  "rows",
  "ok",
  "repaired",
  "refused",
  "duplicates",
  "created",
  "updated",
  "unchanged",
] as const;

function countsOf(rows: readonly (UsableRow | RefusedRow)[], outcomes: readonly string[]): Counts {
  const usable = rows.filter((row) => "contact" in row);
  const repaired = usable.filter(({ repairs }) => repairs.length > 0).length;
  const of = (outcome: string) => outcomes.filter((other) => other === outcome).length;
  const [created, updated, unchanged] = [of("created"), of("updated"), of("unchanged")];
  return {
    rows: rows.length,
    ok: usable.length - repaired,
    repaired,
    refused: rows.length - usable.length,
    duplicates: usable.length - created - updated - unchanged,
    created,
    updated,
    unchanged,
  };
}

async function note(tx: Orm, { organizationId, id }: Running, counts: Counts): Promise<void> {
  const added = counted.map(
    (name) => sql`${sql.identifier(name)} = ${sql.identifier(name)} + ${counts[name]}::int`,
  );
  const moved = await tx.execute(sql`
    update contact_imports set moved_at = now(), ${sql.join(added, sql`, `)}
    where organization_id = ${organizationId}::uuid and id = ${id}::uuid and status = 'running'
    returning id`);
  if (moved.length === 0) throw new ImportEnded();
}

/** Puts contacts into a group, and tells of those who were not in it. */
async function joinGroup(
  tx: Orm,
  { organizationId }: Running,
  groupId: string,
  contactIds: readonly string[],
): Promise<void> {
  await tx.execute(sql`
    with joined as (
      insert into contact_group_members (organization_id, group_id, contact_id, added_at)
      select ${organizationId}::uuid, ${groupId}::uuid, contact_id, now()
      from unnest(${sql.param(contactIds)}::uuid[]) as contact_id order by contact_id
      on conflict do nothing returning contact_id
    )
    insert into contact_events (organization_id, contact_id, type, data)
    select ${organizationId}::uuid, contact_id, 'group.joined',
      jsonb_build_object('groupId', ${groupId}::text) from joined`);
}
