import { NotCsv } from "../csv/decode-text.ts";
import { openTable, type Table } from "../csv/open-table.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { readAsOf } from "./begin-import.ts";
import { contactFieldOf } from "./contact-row.ts";
import { judgeRow } from "./judge-rows.ts";
import { limitBytes, TooLarge } from "./limit-bytes.ts";
import { type ImportPreview, type PreviewQuery, previewRows } from "./schemas.ts";

/** Bytes of a file that are enough for a preview. */
export const mostPreviewBytes = 256 * 1024;

/** What an import would make of the first rows of a file. Nothing is stored. */
export async function previewImport(
  bytes: AsyncIterable<Uint8Array>,
  query: PreviewQuery,
): Promise<OutreachResult<ImportPreview>> {
  const readAs = readAsOf(query);
  if (!readAs.ok) return readAs;
  try {
    const table = await openTable(limitBytes(bytes, mostPreviewBytes), {
      ...readAs.value,
      fieldOf: contactFieldOf,
    });
    return done({
      header: table.names !== undefined,
      columns: table.columns.map((field, at) => {
        const name = table.names?.[at];
        return { field, ...(name !== undefined && { name }) };
      }),
      rows: await firstRows(table),
    });
  } catch (error) {
    if (error instanceof NotCsv) return refused("not_csv");
    if (error instanceof TooLarge) return refused("import_too_large");
    throw error;
  }
}

async function firstRows({ rows }: Table): Promise<ImportPreview["rows"]> {
  const first: ImportPreview["rows"] = [];
  for await (const piece of rows) {
    for (const row of piece) {
      if (first.length === previewRows) return first;
      const judged = judgeRow(row);
      const cells = [...judged.cells];
      if ("refused" in judged) {
        const { refused: reason, column } = judged;
        first.push({
          row: judged.row,
          outcome: "refused",
          reason,
          ...(column !== undefined && { column }),
          cells,
        });
      } else {
        const { phone, fields, repairs } = judged;
        first.push({
          row: judged.row,
          outcome: repairs.length > 0 ? "repaired" : "ok",
          phone,
          fields: { ...fields },
          repairs: [...repairs],
          cells,
        });
      }
    }
  }
  return first;
}
