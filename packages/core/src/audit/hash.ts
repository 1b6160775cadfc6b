import type { AuditRecord } from "./schemas.ts";

/** What the first entry of a chain follows. */
export const nothingBefore = "0".repeat(64);

/**
 * SHA-256, in hex, of the bytes of `prevHash` and the text
 * `["organizationId","seq","at","actor","action","target","details","ip","requestId"]`: JSON without
 * spaces, every value a string or null, `details` as its own JSON text. The trigger `audit_append` of
 * the database computes the same, by other code.
 */
export function hashOf(record: Omit<AuditRecord, "hash">): string {
  const { organizationId, seq, at, actor, action, target, details, ip, requestId } = record;
  const text = JSON.stringify([
    organizationId,
    String(seq),
    at,
    actor,
    action,
    target ?? null,
    details === undefined ? null : JSON.stringify(details),
    ip ?? null,
    requestId ?? null,
  ]);
  return new Bun.CryptoHasher("sha256")
    .update(Buffer.from(record.prevHash, "hex"))
    .update(text)
    .digest("hex");
}
