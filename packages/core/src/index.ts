export {
  type Access,
  isTestOrganization,
  platformOrganization,
  testOrganizationOf,
} from "./access.ts";
export { addressBucket, siteBucket } from "./address.ts";
export {
  type Audit,
  AuditBreak,
  type AuditEntry,
  AuditHead,
  type AuditOptions,
  AuditPage,
  AuditQuery,
  AuditRecord,
  AuditVerification,
  appendAudit,
  createAudit,
  pruneAudit,
  readChains,
  verifyAuditExport,
} from "./audit/index.ts";
export { type Clock, systemClock } from "./clock.ts";
export {
  type ChangeBy,
  type Config,
  type ConfigChange,
  type ConfigOptions,
  ConfigProblem,
  createConfig,
  defineSetting,
  type FromEnvironment,
  type Reading,
  type Scope,
  SecretView,
  type SeedResult,
  type Setting,
  SettingChange,
  SettingView,
  settingFromEnvironment,
} from "./config/index.ts";
export {
  checkServer,
  type Database,
  type DatabaseOptions,
  DatabaseUnavailable,
  isUniqueViolation,
  migrate,
  type Orm,
  openDatabase,
  QueryError,
  type ServerProblem,
  type TransactionOptions,
} from "./database/index.ts";
export { fromPublicId, newUuid, toPublicId } from "./ids.ts";
export {
  createJobs,
  defineJob,
  type EnqueueOptions,
  type Job,
  JobDataRefused,
  type JobOptions,
  type Jobs,
  type JobsOptions,
} from "./jobs/index.ts";
export { createLogger, type LogFields, type Logger, type LogLevel } from "./logger.ts";
export {
  createOutboundHttp,
  type OutboundHttp,
  type OutboundHttpOptions,
  type OutboundReply,
  type OutboundRequest,
} from "./outbound-http/index.ts";
export {
  coreProblems,
  defineProblems,
  Problem,
  ProblemBody,
  type ProblemOptions,
  type ProblemType,
  problemResponse,
  toProblemBody,
} from "./problem.ts";
export {
  createKeyring,
  createSecrets,
  type DecryptResult,
  type EncryptedSecret,
  type EncryptResult,
  findHeldKey,
  type HeldKeyName,
  heldKey,
  type KeyEncryptionKey,
  type Keyring,
  type KeyringResult,
  type RewrapResult,
  type RowIdentity,
  rewrap,
  type SecretFailure,
  type Secrets,
  seal,
  unseal,
} from "./secrets/index.ts";
export { FieldProblem } from "./validation.ts";
