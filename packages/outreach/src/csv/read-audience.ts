import { inBatches } from "./in-batches.ts";
import { openTable, type Table, type TableOptions, type TableRow } from "./open-table.ts";

/** How to read a campaign's list of recipients. */
export type AudienceOptions = Omit<TableOptions, "fieldOf"> & {
  /** Rows of one batch. */
  readonly batchSize?: number;
};

const variable = /^[\p{L}_][\p{L}\p{N}_]{0,63}$/u;

/**
 * The recipients of a campaign from a CSV file, in batches: of each row the number and its variables,
 * which are the other columns by their names (spaces read as `_`), or why it is refused. The same
 * number may come again in a later row. `columns` without `phone` say that no column looks like one.
 */
export async function readAudience(
  bytes: AsyncIterable<Uint8Array>,
  { batchSize = 1000, ...options }: AudienceOptions = {},
): Promise<Pick<Table, "columns"> & { readonly batches: AsyncGenerator<TableRow[]> }> {
  const { columns, rows } = await openTable(bytes, { ...options, fieldOf: toVariable });
  return { columns, batches: inBatches(rows, batchSize) };
}

/** The variable that a column's name stands for. */
const toVariable = (name: string): string | null => {
  const text = name.trim().normalize("NFC").replace(/\s+/g, "_");
  return variable.test(text) ? text : null;
};
