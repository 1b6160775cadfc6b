import { fromPublicId } from "@nx/core";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { announced } from "./announce.ts";
import { auditKey } from "./audit.ts";
import type { ApiKeysContext, KeyManager } from "./context.ts";
import { type ApiKeyResult, done, failed } from "./errors.ts";
import { isWithinRights } from "./rights.ts";
import { apiKeyPrefix, isKey, type KeyRow, selectKeys, viewColumns } from "./row.ts";
import { apiKeys } from "./tables.ts";

/**
 * Changes a live key as `decide` says by the row, which is locked so long, and tells every process.
 * That it did so is audited. A key that allows more than its manager may do himself is left alone.
 */
export const changeKey = async (
  { database, lookups }: Pick<ApiKeysContext, "database" | "lookups">,
  by: KeyManager,
  id: string,
  decide: (row: KeyRow) => ApiKeyResult<PgUpdateSetSource<typeof apiKeys>>,
  audited: {
    readonly action: "key.changed" | "key.rotated";
    readonly details: Readonly<Record<string, unknown>>;
  },
): Promise<ApiKeyResult<KeyRow>> => {
  const uuid = fromPublicId(apiKeyPrefix, id);
  if (uuid === undefined) return failed({ code: "api_key_not_found" });
  const changed = await database.transaction<ApiKeyResult<KeyRow>>(async (tx) => {
    const where = isKey(by.organizationId, uuid);
    const [row] = await selectKeys(tx, where).for("update");
    if (!row) return failed({ code: "api_key_not_found" });
    if (row.status !== "live") return failed({ code: "api_key_ended" });
    if (!isWithinRights(by, row)) return failed({ code: "api_key_beyond_rights" });
    const decided = decide(row);
    if (!decided.ok) return decided;
    const [after] = await tx
      .update(apiKeys)
      .set(decided.value)
      .where(where)
      .returning({ ...viewColumns, announced });
    if (after === undefined) return failed({ code: "api_key_not_found" });
    await auditKey(tx, by, uuid, audited.action, audited.details);
    return done(after);
  });
  if (changed.ok) lookups.forget(changed.value.keyId);
  return changed;
};
