import { decodeText } from "./decode-text.ts";
import { delimiterHint, delimiterSample, detectDelimiter } from "./delimiter.ts";
import { parseCells } from "./parse-cells.ts";
import { type RawRow, type RowProblem, RowSplitter } from "./split-rows.ts";

/** Why the cells of a row are not looked at. */
export type UnreadableRow =
  | RowProblem
  /** It holds a zero byte. */
  | "nul"
  /** It holds bytes that are not of the file's encoding. */
  | "not_utf8"
  /** More than {@link mostColumns} cells. */
  | "too_many_columns";

/** A row by its number as a spreadsheet counts: from 1, with the header and empty rows. */
export type CsvRow =
  | { readonly row: number; readonly cells: readonly string[] }
  | { readonly row: number; readonly problem: UnreadableRow };

/** Cells of one row. */
export const mostColumns = 200;

/**
 * The rows of a CSV file, in the pieces in which it arrives, empty ones left out. Delimiter and
 * encoding are found out. Memory is that of one piece and one row, whatever the file holds.
 * Throws `NotCsv` for what is no text, and what the stream throws.
 */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRow[]> {
  let splitter: RowSplitter | undefined;
  let read = 0;
  const number = (raw: RawRow[]): NumberedRow[] =>
    raw.map((row) => {
      read += 1;
      return { row: read, raw: row };
    });
  for await (const piece of decodeText(bytes)) {
    let text = piece;
    if (splitter === undefined) {
      const hint = delimiterHint(text);
      if (hint !== undefined) {
        read += 1;
        text = text.slice(hint.length);
      }
      splitter = new RowSplitter(
        hint?.delimiter ?? detectDelimiter(text.slice(0, delimiterSample)),
      );
    }
    yield readRows(number(splitter.push(text)), splitter);
  }
  if (splitter !== undefined) yield readRows(number(splitter.end()), splitter);
}

interface NumberedRow {
  readonly row: number;
  readonly raw: RawRow;
}

function readRows(rows: readonly NumberedRow[], { delimiter }: RowSplitter): CsvRow[] {
  const checked = rows.flatMap(({ row, raw }): (CsvRow | { row: number; text: string })[] => {
    if (typeof raw === "object") return [{ row, problem: raw.problem }];
    if (raw.trim() === "") return [];
    if (raw.includes("\0")) return [{ row, problem: "nul" }];
    if (raw.includes("\ufffd")) return [{ row, problem: "not_utf8" }];
    return [{ row, text: raw }];
  });
  const texts = checked.flatMap((row) => ("text" in row ? [row.text] : []));
  const parsed = parseCells(texts, delimiter).values();
  return checked.flatMap((row): CsvRow[] => {
    if (!("text" in row)) return [row];
    const cells = parsed.next().value ?? [];
    if (cells.length > mostColumns) return [{ row: row.row, problem: "too_many_columns" }];
    return cells.every((cell) => cell.trim() === "") ? [] : [{ row: row.row, cells }];
  });
}
