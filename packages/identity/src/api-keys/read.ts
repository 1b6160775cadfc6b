import { fromPublicId, type Orm } from "@nx/core";
import type { ApiKeysContext } from "./context.ts";
import { type ApiKeyResult, done, failed } from "./errors.ts";
import { apiKeyPrefix, isKey, type KeyRow, selectKeys, toView } from "./row.ts";
import type { ApiKeyView } from "./schemas.ts";

/** One key of an organization, live or not. */
export const readApiKey = async (
  { database }: Pick<ApiKeysContext, "database">,
  organizationId: string,
  id: string,
): Promise<ApiKeyResult<ApiKeyView>> => {
  const row = await findKey(database.orm, organizationId, id);
  return row ? done(toView(row)) : failed({ code: "api_key_not_found" });
};

/** The row that a public id stands for within an organization. */
export const findKey = async (
  orm: Orm,
  organizationId: string,
  id: string,
): Promise<KeyRow | undefined> => {
  const uuid = fromPublicId(apiKeyPrefix, id);
  if (uuid === undefined) return undefined;
  const [row] = await selectKeys(orm, isKey(organizationId, uuid));
  return row;
};
