import { sql } from "drizzle-orm";
import type { Db } from "pg-boss";
import { type Database, type Orm, QueryError, runText } from "../database/index.ts";
import { splitStatements } from "./split-statements.ts";

/** Installing takes about a second; the rest of it is for whoever waits for another to install. */
const SCRIPT_TIMEOUT_MS = 60_000;

/** pg-boss knows a race that it lost by this text, which the door does not let through. */
const DIVISION_BY_ZERO = { code: "22012", message: "division by zero" };

/** pg-boss's statements over our door; its `BEGIN; … COMMIT;` scripts become our transactions. */
export function bossDatabase(database: Database): Db {
  return {
    async executeSql(text, values) {
      if (values?.length) return runOne(database.orm, text, values);
      const statements = splitStatements(text);
      const [single] = statements;
      if (statements.length === 1 && single !== undefined) return runOne(database.orm, single);
      return runScript(database, statements);
    },
    async listen(channel, onNotification, onReconnect) {
      return { close: await database.listen(channel, onNotification, onReconnect) };
    },
  };
}

/** One statement of pg-boss inside a transaction that is already open. */
export function bossTransaction(tx: Orm): Db {
  return { executeSql: (text, values) => runOne(tx, text, values) };
}

async function runOne(orm: Orm, text: string, values: readonly unknown[] = []) {
  const parameters = values.map((value) => (value === undefined ? null : value));
  return { rows: await runText(orm, text, parameters).catch(rethrow) };
}

/** Answers with the rows of all statements, of which pg-boss picks its own. */
function runScript(database: Database, statements: readonly string[]) {
  const work = statements.filter((statement) => !/^(begin|commit)$/i.test(statement));
  return database
    .transaction(
      async (tx) => {
        const rows: Record<string, unknown>[] = [];
        await tx.execute(
          sql`select set_config('statement_timeout', ${String(SCRIPT_TIMEOUT_MS)}, true)`,
        );
        for (const statement of work) rows.push(...(await runText(tx, statement)));
        return { rows };
      },
      { queryTimeoutMs: SCRIPT_TIMEOUT_MS },
    )
    .catch(rethrow);
}

function rethrow(error: unknown): never {
  if (error instanceof QueryError && error.code === DIVISION_BY_ZERO.code) {
    throw Object.assign(new Error(DIVISION_BY_ZERO.message), DIVISION_BY_ZERO);
  }
  throw error;
}
