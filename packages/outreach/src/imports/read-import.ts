import { fromPublicId, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { idleSeconds } from "./begin-import.ts";
import { type ContactImport, importPrefix } from "./schemas.ts";

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly shown_status: ContactImport["status"];
  readonly region: string | null;
  readonly group_id: string | null;
  readonly columns: string[];
  readonly rows: number;
  readonly ok: number;
  readonly repaired: number;
  readonly refused: number;
  readonly duplicates: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly started_at: Date;
  readonly moved_at: Date;
}

/** An import and how far it is. */
export async function readImport(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  importId: string,
): Promise<OutreachResult<ContactImport>> {
  const id = fromPublicId(importPrefix, importId);
  if (id === undefined) return refused("import_not_found");
  const [row] = await database.orm.execute<Row>(sql`
    select i.*, case when status = 'running'
      and moved_at < now() - ${idleSeconds} * interval '1 second'
      then 'interrupted' else status end as shown_status
    from contact_imports i
    where organization_id = ${organizationId}::uuid and id = ${id}::uuid`);
  return row === undefined ? refused("import_not_found") : done(toView(row));
}

const toView = ({
  id,
  region,
  group_id,
  columns,
  started_at,
  moved_at,
  ...row
}: Row): ContactImport => ({
  id: toPublicId(importPrefix, id),
  status: row.shown_status,
  ...(region !== null && { region }),
  ...(group_id !== null && { group: toPublicId("grp", group_id) }),
  columns: columns.map((column) => (column === "" ? null : column)),
  rows: row.rows,
  ok: row.ok,
  repaired: row.repaired,
  refused: row.refused,
  duplicates: row.duplicates,
  created: row.created,
  updated: row.updated,
  unchanged: row.unchanged,
  startedAt: started_at.toISOString(),
  movedAt: moved_at.toISOString(),
});
