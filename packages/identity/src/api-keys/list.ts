import { fromPublicId, toPublicId } from "@nx/core";
import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import type { ApiKeysContext } from "./context.ts";
import { apiKeyPrefix, selectKeys, toView } from "./row.ts";
import type { ApiKeyPage, ApiKeyQuery } from "./schemas.ts";
import { apiKeys } from "./tables.ts";

const defaultLimit = 50;

/** One page of an organization's keys, newest first, those that have ended too. */
export const listApiKeys = async (
  { database }: Pick<ApiKeysContext, "database">,
  organizationId: string,
  { limit = defaultLimit, cursor }: ApiKeyQuery,
): Promise<ApiKeyPage> => {
  const rows = await selectKeys(
    database.orm,
    and(eq(apiKeys.organizationId, organizationId), comesAfter(cursor)),
  )
    .orderBy(desc(apiKeys.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return {
    data: page.map(toView),
    ...(hasMore && last && { nextCursor: toPublicId(apiKeyPrefix, last.id) }),
    hasMore,
  };
};

/** A cursor that is none of ours has nothing after it. */
const comesAfter = (cursor: string | undefined): SQL | undefined => {
  if (cursor === undefined) return undefined;
  const id = fromPublicId(apiKeyPrefix, cursor);
  return id === undefined ? sql`false` : lt(apiKeys.id, id);
};
