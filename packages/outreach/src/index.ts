export { NotCsv } from "./csv/decode-text.ts";
export type { PersonRow, RefusedRow, TableRow } from "./csv/open-table.ts";
export { type AudienceOptions, readAudience } from "./csv/read-audience.ts";
export { Repair, RowRefusal } from "./csv/schemas.ts";
export type { Imports } from "./imports/imports.ts";
export {
  ContactImport,
  ExportQuery,
  ImportPreview,
  ImportQuery,
  PreviewQuery,
} from "./imports/schemas.ts";
export { createOutreach, type Outreach, type OutreachOptions } from "./outreach.ts";
export {
  type OutreachProblemCode,
  type OutreachRefusal,
  type OutreachResult,
  outreachProblems,
} from "./problems.ts";
