export { type AuditEntry, appendAudit } from "./append.ts";
export { type Audit, type AuditOptions, createAudit } from "./audit.ts";
export { verifyAuditExport } from "./export.ts";
export { pruneAudit } from "./prune.ts";
export { readChains } from "./records.ts";
export {
  AuditBreak,
  AuditHead,
  AuditPage,
  AuditQuery,
  AuditRecord,
  AuditVerification,
} from "./schemas.ts";
