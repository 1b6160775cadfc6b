import type { Database } from "@nx/core";
import type { KeyTiming } from "./context.ts";
import { readStoredKeys, type StoredKey } from "./stored-key.ts";

/** How old an answer may be when it is given again: no key opens for longer after its revocation. */
const mostAgeMs = 1000;

/** What the database said of a public part. */
export interface Found {
  readonly keys: readonly StoredKey[];
  /** When it was asked, on the monotonic clock. */
  readonly askedAtMs: number;
}

/** What this process knows of keys, for a second each. */
export interface Lookups {
  /** Calls for one key that come within a second share a query, those before its answer too. */
  find(keyId: string): Promise<Found>;
  /** The next call asks again. */
  forget(keyId: string): void;
  forgetAll(): void;
}

/**
 * Makes the lookups. Age counts from the question, not from the answer: whoever asks later than a
 * second after a change gets what was read after it, however slow the database is.
 */
export const createLookups = (
  database: Pick<Database, "orm">,
  timing: Pick<KeyTiming, "monotonicMs">,
): Lookups => {
  // In the order of asking, so that the oldest come first.
  const known = new Map<string, { readonly askedAtMs: number; readonly found: Promise<Found> }>();

  const dropOld = (nowMs: number) => {
    for (const [keyId, { askedAtMs }] of known) {
      if (nowMs - askedAtMs < mostAgeMs) return;
      known.delete(keyId);
    }
  };

  const ask = (keyId: string, askedAtMs: number): Promise<Found> => {
    const found = readStoredKeys(database, keyId).then((keys) => ({ keys, askedAtMs }));
    const entry = { askedAtMs, found };
    known.set(keyId, entry);
    // A failure is told to those who waited for it, and not kept.
    found.catch(() => {
      if (known.get(keyId) === entry) known.delete(keyId);
    });
    return found;
  };

  return {
    find(keyId) {
      const nowMs = timing.monotonicMs();
      dropOld(nowMs);
      return known.get(keyId)?.found ?? ask(keyId, nowMs);
    },
    forget: (keyId) => void known.delete(keyId),
    forgetAll: () => known.clear(),
  };
};
