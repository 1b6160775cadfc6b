import { Value } from "@sinclair/typebox/value";
import type { Database } from "../database/database.ts";
import { checkChain } from "./check-chain.ts";
import { readChain, readHeads } from "./records.ts";
import { AuditHead, AuditRecord, type AuditVerification } from "./schemas.ts";

/**
 * All that is kept of a chain as JSON Lines: first the signed heads, then the entries, oldest first.
 * Read page by page as the reader takes them.
 */
export function exportAudit(
  database: Pick<Database, "orm">,
  organizationId: string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const lines = linesOf(database, organizationId);
  return new ReadableStream({
    async pull(controller) {
      const next = await lines.next();
      if (next.done) return controller.close();
      controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}

/** Lines that one write holds. */
const together = 200;

async function* linesOf(
  database: Pick<Database, "orm">,
  organizationId: string,
): AsyncGenerator<string, undefined> {
  const heads = await readHeads(database, organizationId);
  if (heads.length > 0) yield heads.map(toLine).join("");
  let block: string[] = [];
  for await (const record of readChain(database, organizationId)) {
    block.push(toLine(record));
    if (block.length < together) continue;
    yield block.join("");
    block = [];
  }
  if (block.length > 0) yield block.join("");
  return undefined;
}

const toLine = (value: AuditHead | AuditRecord): string => `${JSON.stringify(value)}\n`;

/**
 * Checks an export far from the database that it came from: `lines` as they were written, `publicKey`
 * as it was noted down earlier. Throws where a line is none of an export.
 */
export async function verifyAuditExport(
  lines: Iterable<string>,
  publicKey: string,
): Promise<AuditVerification> {
  const heads: AuditHead[] = [];
  const records: AuditRecord[] = [];
  for (const line of lines) {
    if (line === "") continue;
    const value: unknown = JSON.parse(line);
    if (Value.Check(AuditRecord, value)) records.push(value);
    else if (Value.Check(AuditHead, value)) heads.push(value);
    else throw new TypeError("A line is neither an entry nor a head");
  }
  return checkChain(each(records), heads, publicKey);
}

async function* each<T>(values: readonly T[]): AsyncGenerator<T> {
  yield* values;
}
