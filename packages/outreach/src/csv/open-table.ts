import type { Region } from "mq-sms";
import { type Columns, guessColumns } from "./guess-columns.ts";
import { type CsvRow, readCsv } from "./read-csv.ts";
import { repairPhone } from "./repair-phone.ts";
import { repairText } from "./repair-text.ts";
import type { Repair, RowRefusal } from "./schemas.ts";

/** How to read a file of people. What is left out is guessed from its first rows. */
export interface TableOptions {
  /** The country in whose national form its numbers are. */
  readonly region?: Region;
  /** The field of every column, one of them `phone`. */
  readonly columns?: Columns;
  /** Whether the first row holds the names of the columns. */
  readonly header?: boolean;
  /** The field that a column of this name holds. */
  readonly fieldOf: (name: string) => string | null;
}

/** What became of one row. */
export type TableRow = PersonRow | RefusedRow;

/** A row that can be used; as it was if `repairs` is empty. */
export interface PersonRow {
  /** As a spreadsheet counts: from 1, with the header and empty rows. */
  readonly row: number;
  /** E.164. */
  readonly phone: string;
  /** The other cells that hold something, by field. */
  readonly fields: Readonly<Record<string, string>>;
  readonly repairs: readonly { readonly column: string; readonly repair: Repair }[];
  readonly cells: readonly string[];
}

/** A row that cannot be used, and why. */
export interface RefusedRow {
  readonly row: number;
  readonly refused: RowRefusal;
  /** The field in which the reason lies. */
  readonly column?: string;
  /** Empty where the row could not be taken apart. */
  readonly cells: readonly string[];
}

/** A file of people that is about to be read. */
export interface Table {
  /** The first row, where it holds names. */
  readonly names?: readonly string[];
  /** One of them is `phone`, unless the file has no such column. */
  readonly columns: Columns;
  /** Its rows in the pieces in which they arrive. */
  readonly rows: AsyncGenerator<TableRow[]>;
}

/** How many rows the guess is made from. */
const sampleRows = 20;

/** Begins to read a file of people. Throws `NotCsv`, and what the stream throws. */
export async function openTable(
  bytes: AsyncIterable<Uint8Array>,
  { region, fieldOf, ...given }: TableOptions,
): Promise<Table> {
  const pieces = readCsv(bytes);
  const start = await takeRows(pieces, sampleRows);
  const sample = start.slice(0, sampleRows).flatMap((row) => ("cells" in row ? [row.cells] : []));
  const guess = guessColumns(sample, region, fieldOf);
  const header = given.header ?? guess.header;
  const columns = given.columns ?? guess.columns;
  const [names] = header ? sample : [];
  const rowOf = (row: CsvRow): TableRow => readRow(row, columns, region);
  return {
    ...(names !== undefined && { names }),
    columns,
    rows: (async function* () {
      const first = header ? start.findIndex((row) => "cells" in row) : -1;
      yield start.filter((_, at) => at !== first).map(rowOf);
      for await (const rows of pieces) yield rows.map(rowOf);
    })(),
  };
}

/** So many rows and what else came with them; fewer at the end of the file. */
async function takeRows(pieces: AsyncGenerator<CsvRow[]>, count: number): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  while (rows.length < count) {
    const { value, done } = await pieces.next();
    if (done) break;
    rows.push(...value);
  }
  return rows;
}

function readRow(read: CsvRow, columns: Columns, region: Region | undefined): TableRow {
  const { row } = read;
  if ("problem" in read) return { row, refused: read.problem, cells: [] };
  const { cells } = read;
  // Most often a comma in a text without quotes, behind which every cell is in the wrong column.
  if (cells.slice(columns.length).some((cell) => cell.trim() !== "")) {
    return { row, refused: "extra_cells", cells };
  }
  const phone = repairPhone(cells[columns.indexOf("phone")] ?? "", region);
  if (!phone.ok) return { row, refused: phone.reason, column: "phone", cells };
  const repairs = phone.repairs.map((repair) => ({ column: "phone", repair }));
  const fields: [string, string][] = [];
  for (const [at, column] of columns.entries()) {
    if (column === null || column === "phone") continue;
    const text = repairText(cells[at] ?? "");
    if (!text.ok) return { row, refused: text.reason, column, cells };
    if (text.text !== "") fields.push([column, text.text]);
    repairs.push(...text.repairs.map((repair) => ({ column, repair })));
  }
  // Defines what a column is called, be it `__proto__`.
  return { row, phone: phone.phone, fields: Object.fromEntries(fields), repairs, cells };
}
