import type { ContactRow } from "../contacts/upsert.ts";
import type { PersonRow, RefusedRow, TableRow } from "../csv/open-table.ts";
import { toContactRow } from "./contact-row.ts";

/** A row that is a contact. */
export interface UsableRow extends PersonRow {
  readonly contact: ContactRow;
}

/** What a row is, once it is also known what contacts may hold. */
export const judgeRow = (row: TableRow): UsableRow | RefusedRow => {
  if ("refused" in row) return row;
  const contact = toContactRow(row);
  return "invalid" in contact ? refuse(row, "invalid_value", contact.invalid) : { ...row, contact };
};

/** A row that turned out to be none that can be taken. */
export const refuse = (
  { row, cells }: Pick<TableRow, "row" | "cells">,
  reason: RefusedRow["refused"],
  column?: string,
): RefusedRow => ({ row, refused: reason, cells, ...(column !== undefined && { column }) });
