import type { EngineKind, EngineOptions } from "./engine.ts";
import { startRedis } from "./redis.ts";
import { createPeerDatabase } from "./tables.ts";

/** What a run of an engine keeps its things in. */
export interface Stores extends EngineOptions {
  close(): Promise<void>;
}

/** A database of its own, and a Redis where the engine needs one. */
export async function openStores(kind: EngineKind, serverUrl: string): Promise<Stores> {
  const database = await createPeerDatabase(serverUrl);
  const redis = kind.redis ? await startRedis(kind.redis) : undefined;
  return {
    databaseUrl: database.url,
    redisUrl: redis?.url ?? "",
    async close() {
      await redis?.stop();
      await database.drop();
    },
  };
}
