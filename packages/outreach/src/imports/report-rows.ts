import type { Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import type { RefusedRow } from "../csv/open-table.ts";
import type { UsableRow } from "./judge-rows.ts";
import { mostReported } from "./schemas.ts";
import type { Running } from "./take-batch.ts";

/** Characters of a row's cells that are kept; of a longer row none are. */
const mostCellText = 2000;

/**
 * Keeps what was repaired and refused, after the counts of the same rows were written: of each no more
 * than {@link mostReported} rows, so that a file of nothing but faults does not fill the database.
 */
export async function reportRows(
  tx: Orm,
  { organizationId, id }: Pick<Running, "organizationId" | "id">,
  rows: readonly (UsableRow | RefusedRow)[],
): Promise<void> {
  const reported = rows.map(toReported).filter((row) => row !== undefined);
  if (reported.length === 0) return;
  const list = <T>(of: (row: Reported) => T) => sql.param(reported.map(of));
  await tx.execute(sql`
    insert into contact_import_rows
      (organization_id, import_id, row_number, outcome, column_name, reason, cells)
    select i.organization_id, i.id, r.row_number, r.outcome, r.column_name, r.reason,
      array(select jsonb_array_elements_text(r.held->'cells'))
    from contact_imports i, unnest(${list(({ row }) => row)}::int[],
      ${list(({ outcome }) => outcome)}::text[], ${list(({ column }) => column)}::text[],
      ${list(({ reason }) => reason)}::text[], ${list(({ cells }) => ({ cells }))}::jsonb[])
      as r(row_number, outcome, column_name, reason, held)
    where i.organization_id = ${organizationId}::uuid and i.id = ${id}::uuid
      and case r.outcome when 'refused' then i.refused else i.repaired end <= ${mostReported}`);
}

interface Reported {
  readonly row: number;
  readonly outcome: "repaired" | "refused";
  readonly column: string | null;
  readonly reason: string;
  readonly cells: readonly string[];
}

function toReported(row: UsableRow | RefusedRow): Reported | undefined {
  const length = row.cells.reduce((sum, cell) => sum + cell.length, 0);
  const cells = length > mostCellText ? [] : row.cells;
  if ("refused" in row) {
    const { refused, column = null } = row;
    return { row: row.row, outcome: "refused", column, reason: refused, cells };
  }
  if (row.repairs.length === 0) return undefined;
  return {
    row: row.row,
    outcome: "repaired",
    column: row.repairs.map(({ column }) => column).join(" "),
    reason: row.repairs.map(({ repair }) => repair).join(" "),
    cells,
  };
}
