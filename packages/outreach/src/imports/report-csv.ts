import { fromPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { toCsvRow } from "../csv/write-csv.ts";
import { done, type OutreachResult } from "../problems.ts";
import { readImport } from "./read-import.ts";
import { importPrefix } from "./schemas.ts";
import { streamPages } from "./stream-pages.ts";

const pageSize = 1000;

interface Row extends Record<string, unknown> {
  readonly row_number: number;
  readonly outcome: string;
  readonly column_name: string | null;
  readonly reason: string;
  readonly cells: string[];
}

/**
 * The rows of an import that were repaired or refused, in the order of the file: number, outcome, column,
 * reason, and the cells as they stood there.
 */
export async function reportCsv(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  importId: string,
): Promise<OutreachResult<ReadableStream<Uint8Array>>> {
  const found = await readImport({ database }, organizationId, importId);
  if (!found.ok) return found;
  const id = fromPublicId(importPrefix, importId);
  const page = async (after: number | undefined) => {
    const rows = [
      ...(await database.orm.execute<Row>(sql`
        select row_number, outcome, column_name, reason, cells from contact_import_rows
        where organization_id = ${organizationId}::uuid and import_id = ${id ?? null}::uuid
          and row_number > ${after ?? 0}
        order by row_number limit ${pageSize}`)),
    ];
    return {
      text: rows.map(toLine).join(""),
      next: rows.length === pageSize ? rows.at(-1)?.row_number : undefined,
    };
  };
  return done(streamPages(toCsvRow(["row", "outcome", "column", "reason", "cells"]), page));
}

const toLine = ({ row_number, outcome, column_name, reason, cells }: Row): string =>
  toCsvRow([String(row_number), outcome, column_name ?? "", reason, ...cells]);
