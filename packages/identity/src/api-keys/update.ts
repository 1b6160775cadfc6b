import { changeKey } from "./change.ts";
import { checkRules } from "./check-rules.ts";
import type { ApiKeysContext, KeyManager } from "./context.ts";
import { type ApiKeyResult, done, failed } from "./errors.ts";
import { isWithinRights } from "./rights.ts";
import { toView } from "./row.ts";
import type { ApiKeyView, UpdateApiKeyBody } from "./schemas.ts";

/** Changes what a live key is called and what it allows; what is absent stays. */
export const updateApiKey = async (
  context: Pick<ApiKeysContext, "database" | "lookups">,
  by: KeyManager,
  id: string,
  { limits, ...changes }: UpdateApiKeyBody,
): Promise<ApiKeyResult<ApiKeyView>> => {
  const changed = await changeKey(
    context,
    by,
    id,
    ({ kind, scopes, name }) => {
      const errors = checkRules(kind, changes);
      if (errors.length > 0) return failed({ code: "invalid_request", errors });
      return isWithinRights(by, { kind, scopes: changes.scopes ?? scopes })
        ? done({ name, ...changes, ...limits })
        : failed({ code: "api_key_beyond_rights" });
    },
    { action: "key.changed", details: { ...changes, ...(limits && { limits }) } },
  );
  return changed.ok ? done(toView(changed.value)) : changed;
};
