import { DrizzleQueryError } from "drizzle-orm/errors";
import { drizzle, type RemoteCallback } from "drizzle-orm/pg-proxy";
import type { Orm } from "./database.ts";
import { OnePassDialect } from "./one-pass-dialect.ts";
import { decodeValue, encodeParameter, type Result } from "./values.ts";

/** Runs one statement with its parameters in text format. */
export type RunStatement = (
  text: string,
  parameters: readonly (string | null)[],
) => Promise<Result>;

/** The protocol counts them in 16 bits; what a driver makes of more differs. */
const MAX_PARAMETERS = 65_534;

const dialect = new OnePassDialect();

const JSON_TYPES: ReadonlySet<number> = new Set([114, 3802]);

/** drizzle's query builder over `run`. */
export function createOrm(run: RunStatement): Orm {
  const send: RemoteCallback = async (text, parameters, method) => {
    if (parameters.length > MAX_PARAMETERS) throw new RangeError("Too many query parameters");
    const result = await run(text, parameters.map(encodeParameter));
    return { rows: method === "all" ? toArrays(result) : toObjects(result) };
  };
  const orm = drizzle(send, {}, () => dialect);
  hideParameters(orm);
  return orm;
}

/** drizzle wraps every error in one whose message lists the parameters: codes, bodies, numbers. */
function hideParameters(orm: Orm): void {
  const session = orm._.session;
  const prepareQuery = session.prepareQuery.bind(session);
  session.prepareQuery = (...options) => {
    const prepared = prepareQuery(...options);
    const execute = prepared.execute.bind(prepared);
    prepared.execute = (values) =>
      execute(values).catch((error) => {
        throw error instanceof DrizzleQueryError ? error.cause : error;
      });
    return prepared;
  };
}

function toObjects({ columns, rows }: Result): Record<string, unknown>[] {
  return rows.map((row) =>
    Object.fromEntries(
      columns.map(({ name, type }, index) => [name, decodeValue(row[index] ?? null, type)]),
    ),
  );
}

/**
 * Rows for drizzle's column mappers. Its JSON mapper parses whatever string it gets, so a JSON
 * string must come as JSON text: decoded here, the string "123" would be read as the number 123.
 */
function toArrays({ columns, rows }: Result): unknown[][] {
  return rows.map((row) =>
    columns.map(({ type }, index) => {
      const text = row[index] ?? null;
      return JSON_TYPES.has(type) && text?.startsWith('"') ? text : decodeValue(text, type);
    }),
  );
}
