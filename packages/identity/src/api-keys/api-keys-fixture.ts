import { type Database, newUuid, systemClock } from "@nx/core";
import { type ApiKeys, createApiKeys } from "./api-keys.ts";
import type { KeyManager, KeyTiming } from "./context.ts";
import type { ApiKeyResult } from "./errors.ts";
import type { CreateApiKeyBody, NewApiKey } from "./schemas.ts";

/** Time that stands still until a test moves it. */
export interface TestTiming extends KeyTiming {
  advance(ms: number): void;
  /** Lets whoever waits go on; resolves when he waits again. */
  pass(): Promise<void>;
}

export const testTiming = (): TestTiming => {
  let nowMs = 5_000;
  let waiting = Promise.withResolvers<() => void>();
  return {
    monotonicMs: () => nowMs,
    advance: (ms) => {
      nowMs += ms;
    },
    delay: (_, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener("abort", reject);
        waiting.resolve(() => resolve(undefined));
      }),
    async pass() {
      const go = await waiting.promise;
      waiting = Promise.withResolvers();
      go();
      await waiting.promise;
    },
  };
};

/** Somebody of an organization of his own, who may do everything in it. */
export const newManager = (changes: Partial<KeyManager> = {}): KeyManager => ({
  organizationId: newUuid(systemClock),
  actor: "user:usr_test",
  mode: "live",
  scopes: ["admin:*"],
  ...changes,
});

export const unwrap = <T>(result: ApiKeyResult<T>): T => {
  if (!result.ok) throw new Error(`refused: ${result.error.code}`);
  return result.value;
};

/** The service on a database, with time that stands still, and keys made without ceremony. */
export const testApiKeys = (
  database: Database,
): {
  readonly apiKeys: ApiKeys;
  readonly timing: TestTiming;
  newKey(by: KeyManager, changes?: Partial<CreateApiKeyBody>): Promise<NewApiKey>;
} => {
  const timing = testTiming();
  const apiKeys = createApiKeys({ database, timing });
  return {
    apiKeys,
    timing,
    newKey: async (by, changes) =>
      unwrap(
        await apiKeys.create(by, {
          kind: "sk_live",
          name: "Test",
          scopes: ["sms:send"],
          ...changes,
        }),
      ),
  };
};
