import { type SQL, sql } from "drizzle-orm";
import { apiKeys } from "./tables.ts";

/** Where it is said that what is known of a key, by its public part, no longer holds. */
export const changedChannel = "api_keys_changed";

/** In the `returning` of a change: tells every process when it is committed. */
export const announced: SQL = sql`pg_notify(${changedChannel}, ${apiKeys.keyId})`;
