import { toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { NotCsv } from "../csv/decode-text.ts";
import { inBatches } from "../csv/in-batches.ts";
import { openTable, type Table } from "../csv/open-table.ts";
import { PhoneSet } from "../csv/phone-set.ts";
import { type OutreachResult, refused } from "../problems.ts";
import { beginImport, findGroup, readAsOf } from "./begin-import.ts";
import { contactFieldOf } from "./contact-row.ts";
import { limitBytes, TooLarge } from "./limit-bytes.ts";
import { readImport } from "./read-import.ts";
import { type ContactImport, type ImportQuery, importPrefix } from "./schemas.ts";
import { ImportEnded, type Running, takeBatch } from "./take-batch.ts";

/** Bytes of a file. */
export const mostImportBytes = 1024 ** 3;
/** Rows of a file. */
export const mostImportRows = 10_000_000;

const batchRows = 1000;

/**
 * Reads a file of contacts as it arrives, and takes its rows by the thousand: whatever its size, in the
 * memory of a batch and of its numbers alone. What was taken stays when the upload breaks off.
 */
export async function importContacts(
  context: Pick<OutreachContext, "database" | "newId">,
  organizationId: string,
  bytes: AsyncIterable<Uint8Array>,
  { group, ...query }: ImportQuery,
): Promise<OutreachResult<ContactImport>> {
  const readAs = readAsOf(query);
  if (!readAs.ok) return readAs;
  const found = group === undefined ? undefined : await findGroup(context, organizationId, group);
  if (found?.ok === false) return found;
  try {
    const table = await openTable(limitBytes(bytes, mostImportBytes), {
      ...readAs.value,
      fieldOf: contactFieldOf,
    });
    if (!table.columns.includes("phone")) return refused("no_phone_column");
    const begun = await beginImport(context, organizationId, {
      ...readAs.value,
      columns: table.columns,
      ...(found !== undefined && { groupId: found.value }),
    });
    if (!begun.ok) return begun;
    const id = begun.value;
    await takeRows(context, table, {
      organizationId,
      id,
      ...(found !== undefined && { groupId: found.value }),
    });
    return readImport(context, organizationId, toPublicId(importPrefix, id));
  } catch (error) {
    if (error instanceof NotCsv) return refused("not_csv");
    if (error instanceof TooLarge) return refused("import_too_large");
    if (error instanceof ImportEnded) return refused("import_running");
    throw error;
  }
}

/** Takes all rows, and notes at the end whether that was the end of the file. */
async function takeRows(
  context: Pick<OutreachContext, "database" | "newId">,
  table: Table,
  running: Omit<Running, "isFirst">,
): Promise<void> {
  const phones = new PhoneSet();
  const isFirst = (phone: string) => phones.add(phone);
  let taken = 0;
  let status: ContactImport["status"] = "interrupted";
  try {
    for await (const batch of inBatches(table.rows, batchRows)) {
      taken += batch.length;
      if (taken > mostImportRows) throw new TooLarge();
      await takeBatch(context, { ...running, isFirst }, batch);
    }
    status = "completed";
  } finally {
    await context.database.orm.execute(sql`
      update contact_imports set status = ${status}, moved_at = now()
      where organization_id = ${running.organizationId}::uuid and id = ${running.id}::uuid
        and status = 'running'`);
  }
}
