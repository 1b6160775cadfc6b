export { checkServer, type ServerProblem } from "./check-server.ts";
export {
  type Database,
  DatabaseUnavailable,
  type Orm,
  type TransactionOptions,
} from "./database.ts";
export { migrate } from "./migrate.ts";
export { type DatabaseOptions, openDatabase } from "./open-database.ts";
export { isUniqueViolation, QueryError } from "./query-error.ts";
export { runText } from "./run-text.ts";
