import { appendAudit, type Orm, toPublicId } from "@nx/core";
import type { KeyManager } from "./context.ts";
import { apiKeyPrefix } from "./row.ts";

/** Notes what somebody did with a key, within the transaction in which it is done. */
export const auditKey = (
  tx: Orm,
  { organizationId, actor, requestId }: KeyManager,
  id: string,
  action: "key.created" | "key.changed" | "key.rotated" | "key.revoked",
  details?: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const target = toPublicId(apiKeyPrefix, id);
  return appendAudit(tx, { organizationId, actor, requestId, action, target, details });
};
