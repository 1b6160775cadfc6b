import type { Connection } from "./connection.ts";
import { DatabaseUnavailable } from "./database.ts";
import type { RunStatement } from "./orm.ts";
import { isTransient } from "./retry.ts";

/** Runs `work` in a transaction whose statements go through `run`, each within `timeoutMs`. */
export type InTransaction = <T>(
  work: (run: RunStatement) => Promise<T>,
  timeoutMs?: number,
) => Promise<T>;

/** Runs `work` between BEGIN and COMMIT on `connection`, each statement within `timeoutMs`. */
export async function runTransaction<T>(
  connection: Connection,
  work: (run: RunStatement) => Promise<T>,
  timeoutMs: number,
): Promise<T> {
  const statements = trackStatements(connection, timeoutMs);
  await statements.run("begin", []);
  let value: T;
  try {
    value = await work(statements.run);
  } catch (error) {
    await statements.end();
    await connection.query("rollback", [], timeoutMs).catch(() => connection.destroy());
    // `work` may have thrown an error of its own because of one of these, and must not hide it.
    const failure = statements.failure();
    throw failure instanceof DatabaseUnavailable || isTransient(failure) ? failure : error;
  }
  await statements.end();
  const { command } = await connection.query("commit", [], timeoutMs);
  // PostgreSQL answers ROLLBACK when `work` swallowed the failure of a statement.
  if (command !== "COMMIT") throw statements.failure();
  return value;
}

/** The statements of one transaction: none after its end. */
function trackStatements(connection: Connection, timeoutMs: number) {
  let running: Promise<unknown> = Promise.resolve();
  let failure: unknown;
  let ended = false;

  const run: RunStatement = (text, parameters) => {
    if (ended) return Promise.reject(new Error("The transaction has ended"));
    const result = connection.query(text, parameters, timeoutMs).catch((error) => {
      const reported = rolledBack(error);
      failure ??= reported;
      throw reported;
    });
    running = Promise.allSettled([running, result]);
    return result;
  };

  return {
    run,
    failure: () => failure,
    /** Refuses further statements and waits for those that `work` did not await. */
    end: () => {
      ended = true;
      return running;
    },
  };
}

/** Whatever happened to a statement, without its COMMIT nothing of it stays. */
function rolledBack(error: unknown): unknown {
  if (!(error instanceof DatabaseUnavailable) || error.outcome === "not-run") return error;
  return new DatabaseUnavailable("not-run", error.message, { cause: error });
}
