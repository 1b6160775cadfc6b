import { sql } from "drizzle-orm";
import { changeKey } from "./change.ts";
import type { ApiKeysContext, KeyManager } from "./context.ts";
import { type ApiKeyResult, done, failed } from "./errors.ts";
import { digestOf, newKeyText } from "./key-text.ts";
import { toView } from "./row.ts";
import { mostOverlapSeconds, type NewApiKey, type RotateApiKeyBody } from "./schemas.ts";
import { apiKeys } from "./tables.ts";

/**
 * Gives a live key a new secret, shown this one time. The old one stays valid for the overlap, and
 * until then there is no further rotation: it would end a secret in use without notice. An overlap
 * of 0 ends all older secrets at once, also those of an earlier rotation.
 */
export const rotateApiKey = async (
  context: Pick<ApiKeysContext, "database" | "lookups">,
  by: KeyManager,
  id: string,
  { overlapSeconds = mostOverlapSeconds }: RotateApiKeyBody,
): Promise<ApiKeyResult<NewApiKey>> => {
  let key = "";
  const changed = await changeKey(
    context,
    by,
    id,
    ({ kind, keyId, previousUntil }) => {
      if (previousUntil && overlapSeconds > 0)
        return failed({ code: "rotation_under_way", until: previousUntil });
      key = newKeyText(kind, keyId);
      return done({
        digest: digestOf(key).toString("base64url"),
        last4: key.slice(-4),
        previousDigest: overlapSeconds > 0 ? sql`${apiKeys.digest}` : null,
        previousUntil:
          overlapSeconds > 0 ? sql`now() + ${overlapSeconds} * interval '1 second'` : null,
      });
    },
    { action: "key.rotated", details: { overlapSeconds } },
  );
  return changed.ok ? done({ ...toView(changed.value), key }) : changed;
};
