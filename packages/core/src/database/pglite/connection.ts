import { messages, type PGlite, protocol } from "@electric-sql/pglite";
import type { Connection } from "../connection.ts";
import { DatabaseUnavailable } from "../database.ts";
import { QueryError } from "../query-error.ts";
import type { Result } from "../values.ts";
import { PreparedStatements } from "./prepared-statements.ts";

const { serialize } = protocol;

/** After one of these, what was parsed before may mean something else. */
const changing = /^(ALTER|CREATE|DO|DROP|ROLLBACK|TRUNCATE)\b/;

/** Asks for the columns, the rows, and the end of the statement that was bound. */
const run = [serialize.describe({ type: "P" }), serialize.execute(), serialize.sync()];

/** The one session of an embedded database. It runs in this process, so it cannot be lost. */
export class PgliteConnection implements Connection {
  readonly #pglite: PGlite;
  readonly #prepared = new PreparedStatements();
  readonly #ended = Promise.withResolvers<void>();
  #lost = false;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  get lost(): boolean {
    return this.#lost;
  }

  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** There is no other to choose. */
  isReadyFor(): boolean {
    return true;
  }

  /** Without a deadline: a statement runs inside the event loop, where no timer can cut it. */
  async query(text: string, parameters: readonly (string | null)[]): Promise<Result> {
    if (this.#lost) throw new DatabaseUnavailable("not-run", "The database is closed");
    const { name, messages: prepare } = this.#prepared.prepare(text);
    const bind = serialize.bind({ statement: name, values: [...parameters] });
    const request = Buffer.concat([...prepare, bind, ...run]);
    try {
      const answer = await this.#pglite.runExclusive(() => this.#pglite.execProtocol(request));
      const result = toResult(answer.messages);
      if (changing.test(result.command)) this.#prepared.forgetAll();
      return result;
    } catch (error) {
      // It may not even have been parsed.
      this.#prepared.forget(text);
      throw translate(error);
    }
  }

  destroy(): void {
    if (this.#lost) return;
    this.#lost = true;
    void this.#pglite.close().finally(() => this.#ended.resolve());
  }
}

/** The values stay as the text they come in: values.ts alone converts them. */
function toResult(answers: readonly messages.BackendMessage[]): Result {
  let columns: Result["columns"] = [];
  let command = "";
  const rows: (string | null)[][] = [];
  for (const answer of answers) {
    if (answer instanceof messages.DataRowMessage) rows.push(answer.fields);
    else if (answer instanceof messages.RowDescriptionMessage)
      columns = answer.fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }));
    else if (answer instanceof messages.CommandCompleteMessage) command = answer.text;
  }
  return { columns, rows, command: command.split(" ")[0] ?? "" };
}

function translate(error: unknown): unknown {
  if (!(error instanceof messages.DatabaseError)) return error;
  const { code = "XX000", message, constraint, table, column } = error;
  return new QueryError({ code, message, constraint, table, column });
}
