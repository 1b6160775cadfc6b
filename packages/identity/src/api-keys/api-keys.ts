import { setTimeout as wait } from "node:timers/promises";
import { type Clock, createLogger, type Database, type Logger, systemClock } from "@nx/core";
import { changedChannel } from "./announce.ts";
import type { ApiKeysContext, KeyManager, KeyTiming } from "./context.ts";
import { createApiKey } from "./create.ts";
import type { ApiKeyResult } from "./errors.ts";
import { listApiKeys } from "./list.ts";
import { createLookups } from "./lookups.ts";
import { readApiKey } from "./read.ts";
import { revokeApiKey } from "./revoke.ts";
import { rotateApiKey } from "./rotate.ts";
import type {
  ApiKeyPage,
  ApiKeyQuery,
  ApiKeyView,
  CreateApiKeyBody,
  NewApiKey,
  RotateApiKeyBody,
  UpdateApiKeyBody,
} from "./schemas.ts";
import { updateApiKey } from "./update.ts";
import { createUsage } from "./usage.ts";
import { type KeyBearer, type KeyVerification, verifyApiKey } from "./verify.ts";

/** Keys of organizations. Every verb answers with a value or an `ApiKeyError`; ids are public ones. */
export interface ApiKeys {
  create(by: KeyManager, input: CreateApiKeyBody): Promise<ApiKeyResult<NewApiKey>>;
  list(organizationId: string, query: ApiKeyQuery): Promise<ApiKeyPage>;
  read(organizationId: string, id: string): Promise<ApiKeyResult<ApiKeyView>>;
  update(by: KeyManager, id: string, changes: UpdateApiKeyBody): Promise<ApiKeyResult<ApiKeyView>>;
  rotate(by: KeyManager, id: string, input: RotateApiKeyBody): Promise<ApiKeyResult<NewApiKey>>;
  revoke(by: KeyManager, id: string): Promise<ApiKeyResult<void>>;
  /** Whose key a text is; rejects with `DatabaseUnavailable` when that cannot be found out. */
  verify(text: string, bearer: KeyBearer): Promise<KeyVerification>;
  /** Hears of changes at once, and writes once a minute what was used. */
  start(): Promise<void>;
  /** Writes the rest. */
  stop(): Promise<void>;
}

export interface ApiKeysOptions {
  /** Migrated. */
  readonly database: Database;
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly timing?: KeyTiming;
}

const systemTiming: KeyTiming = {
  monotonicMs: () => performance.now(),
  delay: (ms, signal) => wait(ms, undefined, { ref: false, signal }),
};

/** Makes the service. It verifies before its start too, and hears of changes within a second then. */
export const createApiKeys = (options: ApiKeysOptions): ApiKeys => {
  const context = contextOf(options);
  const { database, lookups, usage, logger } = context;
  let unlisten: (() => Promise<void>) | undefined;
  /** What an organization manages are its own keys, whatever a statement says. */
  const as = (organizationId: string): ApiKeysContext => ({
    ...context,
    database: database.forOrganization(organizationId),
  });
  return {
    create: (by, input) => createApiKey(as(by.organizationId), by, input),
    list: (organizationId, query) => listApiKeys(as(organizationId), organizationId, query),
    read: (organizationId, id) => readApiKey(as(organizationId), organizationId, id),
    update: (by, id, changes) => updateApiKey(as(by.organizationId), by, id, changes),
    rotate: (by, id, input) => rotateApiKey(as(by.organizationId), by, id, input),
    revoke: (by, id) => revokeApiKey(as(by.organizationId), by, id),
    verify: (text, bearer) => verifyApiKey(context, text, bearer),
    async start() {
      usage.start();
      try {
        unlisten = await database.listen(changedChannel, lookups.forget, lookups.forgetAll);
      } catch (error) {
        // What is known of a key is never older than a second anyway.
        logger.warn({ event: "api_keys.listen_failed", error });
      }
    },
    async stop() {
      await usage.stop();
      await unlisten?.();
    },
  };
};

const contextOf = ({ database, ...options }: ApiKeysOptions): ApiKeysContext => {
  const timing = options.timing ?? systemTiming;
  const logger = options.logger ?? createLogger({ level: "silent" });
  return {
    database,
    clock: options.clock ?? systemClock,
    timing,
    logger,
    lookups: createLookups(database, timing),
    usage: createUsage(database, timing, logger),
  };
};
