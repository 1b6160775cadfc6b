import type { OutreachContext } from "../context.ts";
import { type OutreachProblemCode, outreachProblems } from "../problems.ts";
import { type ContactRow, toRow } from "./row.ts";
import type { BatchBody, BatchReply } from "./schemas.ts";
import { upsertContacts } from "./upsert.ts";

/** Makes or changes up to a thousand contacts; those that cannot be stop none of the others. */
export async function createContacts(
  { database, newId }: Pick<OutreachContext, "database" | "newId">,
  organizationId: string,
  { contacts }: BatchBody,
): Promise<BatchReply> {
  const rows: ContactRow[] = [];
  const indexes = new Map<string, number>();
  const refused: BatchReply["refused"] = [];
  const refuse = (index: number, code: OutreachProblemCode) =>
    refused.push({ index, code, message: outreachProblems[code].title });
  for (const [index, body] of contacts.entries()) {
    const row = toRow(body);
    if (row.ok) {
      rows.push(row.value);
      indexes.set(row.value.phone, index);
    } else refuse(index, row.error.code);
  }
  const stored = await upsertContacts(database.orm, organizationId, rows, { newId });
  for (const [phone, { outcome }] of stored.contacts)
    if (outcome === "full") refuse(indexes.get(phone) ?? 0, "too_many_fields");
  const { created, updated, unchanged } = stored.counts;
  return {
    ...{ created, updated, unchanged, duplicates: stored.duplicates },
    refused: refused.toSorted((a, b) => a.index - b.index),
  };
}
