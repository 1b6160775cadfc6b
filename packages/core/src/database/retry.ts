import { QueryError } from "./query-error.ts";

/** serialization_failure, deadlock_detected, lock_not_available: trying again may succeed. */
const TRANSIENT: ReadonlySet<string> = new Set(["40001", "40P01", "55P03"]);
const TRIES = 3;
const FIRST_DELAY_MS = 50;

/** Where retries take their waiting and their chance from. */
export interface RetryTiming {
  readonly delay: (ms: number) => Promise<unknown>;
  /** A number in [0, 1). */
  readonly random: () => number;
}

/** Whether the server refused a unit only because of others running at the same time. */
export function isTransient(error: unknown): boolean {
  return error instanceof QueryError && TRANSIENT.has(error.code);
}

/** Runs `unit` up to three times while its failure is transient, with jitter in between. */
export async function retryTransient<T>(unit: () => Promise<T>, timing: RetryTiming): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await unit();
    } catch (error) {
      if (tried === TRIES || !isTransient(error)) throw error;
      await timing.delay(timing.random() * FIRST_DELAY_MS * 2 ** tried);
    }
  }
}
