import { messages, type PGlite } from "@electric-sql/pglite";
import type { Connection } from "../connection.ts";
import { DatabaseUnavailable } from "../database.ts";
import { QueryError } from "../query-error.ts";
import type { Result } from "../values.ts";

const asText = (text: string): string => text;

/** The one session of an embedded database. It runs in this process, so it cannot be lost. */
export class PgliteConnection implements Connection {
  readonly #pglite: PGlite;
  readonly #ended = Promise.withResolvers<void>();
  #lost = false;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
    // Values pass in and out as text, whatever their type: values.ts alone converts them.
    for (const type of Object.keys(pglite.parsers)) pglite.parsers[type] = asText;
    for (const type of Object.keys(pglite.serializers)) pglite.serializers[type] = asText;
  }

  get lost(): boolean {
    return this.#lost;
  }

  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** Without a deadline: a statement runs inside the event loop, where no timer can cut it. */
  async query(text: string, parameters: readonly (string | null)[]): Promise<Result> {
    if (this.#lost) throw new DatabaseUnavailable("not-run", "The database is closed");
    try {
      const { fields, rows, command } = await this.#pglite.query<(string | null)[]>(
        text,
        [...parameters],
        { rowMode: "array" },
      );
      const columns = fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }));
      return { columns, rows, command: command ?? "" };
    } catch (error) {
      throw translate(error);
    }
  }

  destroy(): void {
    if (this.#lost) return;
    this.#lost = true;
    void this.#pglite.close().finally(() => this.#ended.resolve());
  }
}

function translate(error: unknown): unknown {
  if (!(error instanceof messages.DatabaseError)) return error;
  const { code = "XX000", message, constraint, table, column } = error;
  return new QueryError({ code, message, constraint, table, column });
}
