import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type PostgresServer, startPostgres } from "@nx/core/testing";
import type { Engine } from "./engine.ts";
import { kinds } from "./kinds.ts";
import { makeMessages } from "./messages.ts";
import { startMeter } from "./meters.ts";
import { openStores, type Stores } from "./stores.ts";
import { checkDelivered, openPool } from "./tables.ts";

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

// Those with Redis need a Debian package that is only there for the benchmark.
describe.each(kinds.filter(({ redis }) => !redis))("$name", (kind) => {
  let stores: Stores;
  let engine: Engine;
  beforeAll(async () => {
    stores = await openStores(kind, postgres.url);
    engine = await kind.open(stores);
    await engine.install();
  });
  afterAll(async () => {
    await engine?.close();
    await stores?.close();
  });

  test("delivers every message once, however often it was asked to", async () => {
    const meter = await startMeter(stores.databaseUrl);
    const messages = makeMessages(30);
    const again = makeMessages(30); // other ids, the same idempotency keys
    for (const message of messages) await engine.accept([message]);
    await engine.accept(again);
    await engine.accept(makeMessages(40));

    let count = 0;
    const all = Promise.withResolvers<void>();
    const working = await engine.work((delivered) => {
      count += delivered;
      if (count >= 40) all.resolve();
    });
    await all.promise;
    await working.stop();
    expect(count).toBe(40);
    const pool = openPool(stores.databaseUrl, 1);
    await checkDelivered(pool, 40).finally(() => pool.end());
    expect(await meter.wal()).toBeGreaterThan(40 * 500);
    expect(meter.cpu().client).toBeGreaterThan(0);
  });
});
