import { isSQLWrapper, Param, Placeholder, type Query, SQL, StringChunk } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";

/**
 * PostgreSQL as drizzle writes it, in one pass where a statement is made of text, values and pieces
 * of the same kind. drizzle makes several objects of every piece each time: a twentieth of what a
 * worker did.
 */
export class OnePassDialect extends PgDialect {
  override sqlToQuery(query: SQL, invokeSource?: "indexes"): Query {
    return writePlain(query) ?? super.sqlToQuery(query, invokeSource);
  }
}

/** Nothing where a piece is none of those: a table, a column, a subquery. */
function writePlain(query: SQL): Query | undefined {
  const params: unknown[] = [];
  const sql = write(query, params);
  return sql === undefined ? undefined : { sql, params };
}

function write(piece: unknown, params: unknown[]): string | undefined {
  if (piece === undefined) return "";
  if (piece instanceof StringChunk) return piece.value.join("");
  if (piece instanceof SQL) return writeAll(piece, params);
  if (piece instanceof Param) return writeValue(encoded(piece), params);
  return isPrimitive(piece) ? writeValue(piece, params) : undefined;
}

/** Nothing where the value is drizzle's own: a placeholder, or the piece that an encoder answered. */
function writeValue(value: unknown, params: unknown[]): string | undefined {
  if (isSQLWrapper(value)) return undefined;
  params.push(value);
  return `$${params.length}`;
}

const encoded = ({ value, encoder }: Param): unknown =>
  value === null || value instanceof Placeholder ? value : encoder.mapToDriverValue(value);

function writeAll(query: SQL, params: unknown[]): string | undefined {
  // Values as text, for definitions of tables: private, because it is only set by `inlineParams()`.
  if (query["shouldInlineParams"]) return undefined;
  let text = "";
  for (const piece of query.queryChunks) {
    const written = write(piece, params);
    if (written === undefined) return undefined;
    text += written;
  }
  return text;
}

const isPrimitive = (value: unknown): boolean =>
  value === null || (typeof value !== "object" && typeof value !== "function");
