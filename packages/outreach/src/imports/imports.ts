import type { OutreachContext } from "../context.ts";
import type { OutreachResult } from "../problems.ts";
import { exportContacts } from "./export-contacts.ts";
import { importContacts } from "./import-contacts.ts";
import { previewImport } from "./preview-import.ts";
import { readImport } from "./read-import.ts";
import { reportCsv } from "./report-csv.ts";
import type {
  ContactImport,
  ExportQuery,
  ImportPreview,
  ImportQuery,
  PreviewQuery,
} from "./schemas.ts";

type Bytes = AsyncIterable<Uint8Array>;

/** Contacts in files: in, and out again. */
export interface Imports {
  /** What an import would make of the start of a file. */
  preview(
    organizationId: string,
    file: Bytes,
    query: PreviewQuery,
  ): Promise<OutreachResult<ImportPreview>>;
  /** Takes the contacts of a file while it arrives. */
  run(
    organizationId: string,
    file: Bytes,
    query: ImportQuery,
  ): Promise<OutreachResult<ContactImport>>;
  read(organizationId: string, id: string): Promise<OutreachResult<ContactImport>>;
  /** The rows of an import that were repaired or refused, as CSV. */
  report(organizationId: string, id: string): Promise<OutreachResult<ReadableStream<Uint8Array>>>;
  /** All contacts, or those of a group, as CSV. */
  export(organizationId: string, query?: ExportQuery): Promise<ReadableStream<Uint8Array>>;
}

/** Imports over a database as an organization may see it. */
export const createImports = (as: (organizationId: string) => OutreachContext): Imports => ({
  preview: (_, file, query) => previewImport(file, query),
  run: (organizationId, file, query) =>
    importContacts(as(organizationId), organizationId, file, query),
  read: (organizationId, id) => readImport(as(organizationId), organizationId, id),
  report: (organizationId, id) => reportCsv(as(organizationId), organizationId, id),
  export: (organizationId, query) => exportContacts(as(organizationId), organizationId, query),
});
