import { and, eq, ne } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import type { Keyring } from "./keyring.ts";
import { dataKeys } from "./tables.ts";
import { unwrapDataKey, wrapDataKey } from "./wrap.ts";

/** `stranded` holds the ids of data keys whose key-encryption key is not in the keyring. */
export interface RewrapResult {
  readonly rewrapped: number;
  readonly stranded: string[];
}

/**
 * Moves every data key to the current key-encryption key; no row of another table is touched. May
 * be run again, and by two processes at once. With nothing stranded, the old keys can be dropped.
 */
export const rewrap = async (database: Database, keyring: Keyring): Promise<RewrapResult> => {
  const rows = await database.orm
    .select()
    .from(dataKeys)
    .where(ne(dataKeys.kekId, keyring.current.id));
  const stranded: string[] = [];
  for (const row of rows) {
    const key = unwrapDataKey(keyring, row);
    if (!key) {
      stranded.push(row.id);
      continue;
    }
    await database.orm
      .update(dataKeys)
      .set(wrapDataKey(keyring, row, key))
      .where(and(eq(dataKeys.id, row.id), eq(dataKeys.kekId, row.kekId)));
  }
  return { rewrapped: rows.length - stranded.length, stranded };
};
