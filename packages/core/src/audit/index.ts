export { type AuditEntry, appendAudit, appendAuditToEach } from "./append.ts";
export { type Audit, type AuditOptions, createAudit } from "./audit.ts";
export { verifyAuditExport } from "./export.ts";
export { pruneAudit } from "./prune.ts";
export { createRareAudit, type RareAudit, type RareAuditOptions } from "./rare.ts";
export { readChains } from "./records.ts";
export {
  AuditBreak,
  AuditHead,
  AuditPage,
  AuditQuery,
  AuditRecord,
  AuditVerification,
} from "./schemas.ts";
