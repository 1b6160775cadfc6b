// The streaming parser gives up a whole file at its first fault, so rows come here one by one, already
// bounded, and the grammar of their cells is the library's.
import { parse } from "csv-parse/sync";
import type { Delimiter } from "./delimiter.ts";

/** The cells of each of these rows, none of which is empty. */
export function parseCells(rows: readonly string[], delimiter: Delimiter): string[][] {
  if (rows.length === 0) return [];
  return parse(rows.join("\n"), {
    delimiter,
    record_delimiter: "\n",
    // A quote within a cell that did not begin with one is text: `5" pipe`.
    relax_quotes: true,
    relax_column_count: true,
    columns: false,
  });
}
