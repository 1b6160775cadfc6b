import { newUuid, type Orm } from "@nx/core";
import { and, eq, sql } from "drizzle-orm";
import { auditKey } from "./audit.ts";
import { checkRules } from "./check-rules.ts";
import type { ApiKeysContext, KeyManager } from "./context.ts";
import { type ApiKeyResult, done, failed } from "./errors.ts";
import { digestOf, newKeyId, newKeyText } from "./key-text.ts";
import { isWithinRights } from "./rights.ts";
import { isLive, toView, viewColumns } from "./row.ts";
import type { CreateApiKeyBody, NewApiKey } from "./schemas.ts";
import { apiKeys } from "./tables.ts";

/** Live keys that an organization may have at once. */
const mostKeys = 50;

const defaultLimits = { perMinute: 60, perDay: 10_000 };

/** Makes a key of the manager's organization, and shows it this one time. */
export const createApiKey = async (
  { database, clock }: Pick<ApiKeysContext, "database" | "clock">,
  by: KeyManager,
  input: CreateApiKeyBody,
): Promise<ApiKeyResult<NewApiKey>> => {
  const expiresAt = input.expiresAt === undefined ? null : new Date(input.expiresAt);
  const errors = checkRules(input.kind, { allowedOrigins: [], ...input });
  if (expiresAt && expiresAt <= clock.now())
    errors.push({ path: "/expiresAt", code: "too_small", message: "This lies in the past." });
  if (errors.length > 0) return failed({ code: "invalid_request", errors });
  if (!isWithinRights(by, input)) return failed({ code: "api_key_beyond_rights" });

  const keyId = newKeyId();
  const key = newKeyText(input.kind, keyId);
  const values: typeof apiKeys.$inferInsert = {
    organizationId: by.organizationId,
    id: newUuid(clock),
    kind: input.kind,
    keyId,
    name: input.name,
    scopes: input.scopes,
    digest: digestOf(key).toString("base64url"),
    last4: key.slice(-4),
    ...defaultLimits,
    ...input.limits,
    allowedIps: input.allowedIps ?? [],
    allowedOrigins: input.allowedOrigins ?? [],
    createdBy: by.actor,
    expiresAt,
  };
  const row = await database.transaction(async (tx) => {
    if (!(await hasRoom(tx, by.organizationId))) return undefined;
    const [inserted] = await tx.insert(apiKeys).values(values).returning(viewColumns);
    if (inserted === undefined) return undefined;
    const { kind, name, scopes } = inserted;
    await auditKey(tx, by, inserted.id, "key.created", { kind, name, scopes });
    return inserted;
  });
  return row ? done({ ...toView(row), key }) : failed({ code: "api_keys_exhausted" });
};

/**
 * Whether one more key fits. Holds a lock of the organization until the transaction ends: the count
 * is of a statement of its own, which sees what whoever had the lock before has committed.
 */
const hasRoom = async (tx: Orm, organizationId: string): Promise<boolean> => {
  await tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended(${`api_keys of ${organizationId}`}, 0))`);
  const ofOrganization = eq(apiKeys.organizationId, organizationId);
  return (await tx.$count(apiKeys, and(ofOrganization, isLive))) < mostKeys;
};
