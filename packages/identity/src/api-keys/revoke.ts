import { and, isNull, sql } from "drizzle-orm";
import { announced } from "./announce.ts";
import { auditKey } from "./audit.ts";
import type { ApiKeysContext, KeyManager } from "./context.ts";
import { type ApiKeyResult, done, failed } from "./errors.ts";
import { findKey } from "./read.ts";
import { handlesKind } from "./rights.ts";
import { isKey } from "./row.ts";
import { apiKeys } from "./tables.ts";

/** Ends a key for good, in every process within a second. One that is revoked already stays so. */
export const revokeApiKey = async (
  { database, lookups }: Pick<ApiKeysContext, "database" | "lookups">,
  by: KeyManager,
  id: string,
): Promise<ApiKeyResult<void>> => {
  const row = await findKey(database.orm, by.organizationId, id);
  if (!row) return failed({ code: "api_key_not_found" });
  if (!handlesKind(by, row.kind)) return failed({ code: "api_key_beyond_rights" });
  await database.transaction(async (tx) => {
    const revoked = await tx
      .update(apiKeys)
      .set({ revokedAt: sql`now()`, revokedBy: by.actor })
      .where(and(isKey(by.organizationId, row.id), isNull(apiKeys.revokedAt)))
      .returning({ announced });
    if (revoked.length > 0) await auditKey(tx, by, row.id, "key.revoked");
  });
  lookups.forget(row.keyId);
  return done(undefined);
};
