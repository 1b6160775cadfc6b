export { type AuditControllerOptions, auditController } from "./audit.ts";
export { problems } from "./problems.ts";
export { readBody } from "./read-body.ts";
export { problemReply, refusal } from "./refusal.ts";
export { requestId, requestIdOf } from "./request-id.ts";
export { securityHeaders } from "./security-headers.ts";
export { strictJson } from "./strict-json.ts";
