/** What a server says of a statement that it refused. */
export interface QueryFailure {
  /** SQLSTATE, e.g. "23505" (PostgreSQL documentation, appendix A). */
  readonly code: string;
  readonly message: string;
  readonly constraint?: string | undefined;
  readonly table?: string | undefined;
  readonly column?: string | undefined;
}

/**
 * The server refused a statement; nothing of it was done. The server's `detail`, `where` and the
 * parameters are left out, because they hold the values of rows.
 */
export class QueryError extends Error {
  override readonly name = "QueryError";
  readonly code: string;
  readonly constraint: string | undefined;
  readonly table: string | undefined;
  readonly column: string | undefined;
  constructor({ code, message, constraint, table, column }: QueryFailure) {
    // Class 22 (data exception) quotes the offending value: invalid input syntax for …: "…".
    super(code.startsWith("22") ? `The server refused a value (SQLSTATE ${code})` : message);
    this.code = code;
    this.constraint = constraint;
    this.table = table;
    this.column = column;
  }
}

/** Whether `error` is a violated unique index (of that name, if one is given). */
export function isUniqueViolation(error: unknown, constraint?: string): error is QueryError {
  return (
    error instanceof QueryError &&
    error.code === "23505" &&
    (constraint === undefined || error.constraint === constraint)
  );
}
