import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Database, DatabaseUnavailable, openDatabase } from "@nx/core";
import { createTestDatabase, startFaultProxy, type TestDatabase } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { changedChannel } from "./announce.ts";
import { createApiKeys } from "./api-keys.ts";
import { newManager, testApiKeys, unwrap } from "./api-keys-fixture.ts";

// What only several processes show, each with connections of its own, on PostgreSQL. Every test is an
// organization of its own, so that they share the database.

let place: TestDatabase;
let here: Database;
let there: Database;

beforeAll(async () => {
  place = await createTestDatabase();
  here = await openDatabase({ url: place.url });
  there = await openDatabase({ url: place.url });
});
afterAll(async () => {
  await here.close();
  await there.close();
  await place.drop();
});

const turn = () => new Promise(setImmediate);

/** Changes a row, lets calls come up to it, and commits when all of them wait for it. */
const whileLocked = async <T>(
  change: ReturnType<typeof sql>,
  calls: () => readonly Promise<T>[],
): Promise<T[]> => {
  const called = await here.transaction(async (tx) => {
    await tx.execute(change);
    const waiting = calls();
    for (let blocked = 0; blocked < waiting.length; ) {
      // Not in the transaction: there it would be what the first look saw.
      const [row] = await here.orm.execute<{ n: number }>(sql`
        select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`);
      blocked = row?.n ?? 0;
    }
    return waiting;
  });
  return Promise.all(called);
};

test("a key revoked elsewhere is refused at once by whoever hears of it", async () => {
  const one = testApiKeys(here);
  const two = testApiKeys(there);
  await two.apiKeys.start();
  const by = newManager();
  const { key, id, prefix } = await one.newKey(by);
  expect((await two.apiKeys.verify(key, {})).ok).toBe(true);
  const heard = Promise.withResolvers<void>();
  const unlisten = await there.listen(
    changedChannel,
    (keyId) => prefix.endsWith(keyId) && heard.resolve(),
    () => {},
  );

  unwrap(await one.apiKeys.revoke(by, id));
  await heard.promise;
  // No time has passed for the second one: that it asks again is for what it heard.
  expect(await two.apiKeys.verify(key, {})).toMatchObject({ ok: false, refusal: "revoked" });
  await unlisten();
  await two.apiKeys.stop();
});

test("whoever hears nothing refuses it after a second, and not a moment later", async () => {
  const one = testApiKeys(here);
  const deaf = testApiKeys(there);
  const by = newManager();
  const { key, id } = await one.newKey(by);
  expect((await deaf.apiKeys.verify(key, {})).ok).toBe(true);
  unwrap(await one.apiKeys.revoke(by, id));
  deaf.timing.advance(999);
  expect((await deaf.apiKeys.verify(key, {})).ok).toBe(true);
  deaf.timing.advance(1);
  expect(await deaf.apiKeys.verify(key, {})).toMatchObject({ ok: false, refusal: "revoked" });
});

test("by the clock on the wall too, the deaf refuse whatever comes a second later", async () => {
  const one = testApiKeys(here);
  const deaf = createApiKeys({ database: there });
  const by = newManager();
  const { key, id } = await one.newKey(by);
  expect((await deaf.verify(key, {})).ok).toBe(true);
  unwrap(await one.apiKeys.revoke(by, id));
  const revokedAtMs = performance.now();
  for (let opens = true; opens; await turn()) {
    const askedAtMs = performance.now();
    opens = (await deaf.verify(key, {})).ok;
    if (opens) expect(askedAtMs - revokedAtMs).toBeLessThan(1000);
  }
});

test("sixty keys wanted at once of two processes: fifty are made", async () => {
  const processes = [createApiKeys({ database: here }), createApiKeys({ database: there })];
  const by = newManager();
  const results = await Promise.all(
    Array.from({ length: 30 }, () =>
      processes.map((apiKeys) =>
        apiKeys.create(by, { kind: "sk_test", name: "Test", scopes: ["sms:send"] }),
      ),
    ).flat(),
  );
  expect(results.filter(({ ok }) => ok)).toHaveLength(50);
  for (const result of results)
    if (!result.ok) expect(result.error).toEqual({ code: "api_keys_exhausted" });
  const [first] = processes;
  expect((await first?.list(by.organizationId, { limit: 100 }))?.data).toHaveLength(50);
});

test("a key that is granted more while somebody rotates it is not taken over", async () => {
  const { apiKeys, newKey } = testApiKeys(there);
  const owner = newManager();
  const { id } = await newKey(owner, { scopes: ["sms:send"] });
  const [rotated] = await whileLocked(
    sql`update api_keys set scopes = '{admin:*}'
      where organization_id = ${owner.organizationId}::uuid`,
    () => [apiKeys.rotate({ ...owner, scopes: ["keys:*", "sms:send"] }, id, {})],
  );
  expect(rotated).toEqual({ ok: false, error: { code: "api_key_beyond_rights" } });
});

test("of rotations that wait for each other one happens", async () => {
  const { apiKeys, newKey } = testApiKeys(there);
  const by = newManager();
  const { id } = await newKey(by);
  const rotations = await whileLocked(
    sql`select from api_keys where organization_id = ${by.organizationId}::uuid for update`,
    () => [1, 2, 3].map(() => apiKeys.rotate(by, id, {})),
  );
  const outcomes = rotations.map((each) => (each.ok ? "rotated" : each.error.code));
  expect(outcomes.toSorted()).toEqual(["rotated", "rotation_under_way", "rotation_under_way"]);
});

test("counts of several processes add up", async () => {
  const processes = [testApiKeys(here), testApiKeys(there), testApiKeys(there)];
  const { newKey, apiKeys: reader } = testApiKeys(here);
  const by = newManager();
  const made = await Promise.all(Array.from({ length: 20 }, () => newKey(by)));
  for (const [index, { apiKeys }] of processes.entries())
    for (const { key } of index === 1 ? made.toReversed() : made)
      for (let n = 0; n <= index; n += 1) await apiKeys.verify(key, {});
  // All of them come up to the same rows, which they lock in one order.
  await whileLocked(
    sql`select from api_keys where organization_id = ${by.organizationId}::uuid for update`,
    () => processes.map(({ apiKeys }) => apiKeys.stop()),
  );
  const { data } = await reader.list(by.organizationId, {});
  expect(data.map(({ requestCount }) => requestCount)).toEqual(made.map(() => 6));
});

test("while the database is away a key opens for as long as its answer is young, then nobody knows", async () => {
  const throughProxy = new URL(place.url);
  const proxy = await startFaultProxy({ port: Number(throughProxy.port) });
  throughProxy.host = `127.0.0.1:${proxy.port}`;
  const database = await openDatabase({ url: throughProxy.href });
  const away = testApiKeys(database);
  const { key } = await away.newKey(newManager());
  expect((await away.apiKeys.verify(key, {})).ok).toBe(true);

  await proxy.set("reset");
  away.timing.advance(999);
  expect((await away.apiKeys.verify(key, {})).ok).toBe(true);
  away.timing.advance(1);
  await expect(away.apiKeys.verify(key, {})).rejects.toBeInstanceOf(DatabaseUnavailable);

  await proxy.set("pass");
  let back: boolean | undefined;
  while (back === undefined)
    back = await away.apiKeys.verify(key, {}).then(
      ({ ok }) => ok,
      () => undefined,
    );
  expect(back).toBe(true);
  await database.close();
  await proxy.close();
});
