import type { Access } from "@nx/core";
import type { ConsentChange } from "@nx/gateway";
// One column of a file that fits in memory: reading it is the library's.
import { parse } from "csv-parse/sync";
import { parsePhone } from "mq-sms";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { mostNamedRows, type OptOutImport } from "./schemas.ts";

/** Numbers that one statement writes. */
const chunkSize = 1000;

/**
 * Opts out every number of a CSV file: of the column `phone`, or of the first column where no row names
 * the columns. The same file twice changes nothing; rows that are no number are refused one by one.
 */
export async function importOptOuts(
  { gateway }: Pick<OutreachContext, "gateway">,
  organizationId: string,
  text: string,
  { actor }: Pick<Access, "actor">,
): Promise<OutreachResult<OptOutImport>> {
  const rows = readRows(text);
  if (rows === undefined) return refused("unreadable_csv");
  const read = rows.map(({ line, phone }) => ({ line, phone: parsePhone(phone) }));
  const phones = read.flatMap(({ phone }) => (phone.ok ? [phone.e164] : []));
  const refusals = read.flatMap(({ line, phone }) =>
    phone.ok ? [] : [{ row: line, reason: phone.reason }],
  );
  const changes = [...new Set(phones)].map((phone) => toChange(phone, actor));
  let added = 0;
  for (let start = 0; start < changes.length; start += chunkSize)
    added += await gateway.consent.record(organizationId, changes.slice(start, start + chunkSize));
  return done({
    added,
    unchanged: phones.length - added,
    refused: refusals.length,
    refusals: refusals.slice(0, mostNamedRows),
  });
}

const toChange = (phone: string, actor: string): ConsentChange => ({
  ...{ phone, kind: "opted_out", sender: "", category: "promotional", source: "import", actor },
});

/** The rows that hold a number, with their lines; nothing where it is no CSV. */
function readRows(text: string) {
  const rows = cellsOf(text);
  if (rows === undefined) return undefined;
  const column = rows[0]?.cells.findIndex((cell) => cell.trim().toLowerCase() === "phone") ?? -1;
  return rows.slice(column < 0 ? 0 : 1).map(({ line, cells }) => ({
    line,
    phone: withoutApostrophe(cells[Math.max(column, 0)] ?? ""),
  }));
}

/** Our own export guards numbers from spreadsheets by an apostrophe. */
const withoutApostrophe = (cell: string): string => cell.trim().replace(/^'/, "");

interface Row {
  /** Of the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

function cellsOf(text: string): Row[] | undefined {
  const rows: Row[] = [];
  try {
    // However its lines end, or some of them: the library would count some twice.
    parse(text.replace(/\r\n?/g, "\n"), {
      record_delimiter: "\n",
      bom: true,
      delimiter: [",", ";", "\t"],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record(cells, { lines }) {
        rows.push({ line: lines, cells });
        return null;
      },
    });
    return rows;
  } catch {
    // The parser's own message quotes the file.
    return undefined;
  }
}
