import { afterEach, beforeEach, expect, test } from "bun:test";
import { type Database, DatabaseUnavailable, openDatabase } from "@nx/core";
import {
  createTestDatabase,
  type FaultProxy,
  startFaultProxy,
  type TestDatabase,
} from "@nx/core/testing";
import { type ApiKeys, createApiKeys } from "./api-keys.ts";
import { newManager, testApiKeys, unwrap } from "./api-keys-fixture.ts";

// What only several processes show, each with connections of its own, on PostgreSQL.

let place: TestDatabase;
const databases: Database[] = [];
const started: ApiKeys[] = [];
const proxies: FaultProxy[] = [];

beforeEach(async () => {
  place = await createTestDatabase();
});
afterEach(async () => {
  for (const apiKeys of started.splice(0)) await apiKeys.stop();
  for (const database of databases.splice(0)) await database.close();
  for (const proxy of proxies.splice(0)) await proxy.close();
  await place.drop();
});

const open = async (url = place.url): Promise<Database> => {
  const database = await openDatabase({ url });
  databases.push(database);
  return database;
};
const start = async (apiKeys: ApiKeys): Promise<ApiKeys> => {
  await apiKeys.start();
  started.push(apiKeys);
  return apiKeys;
};
const turn = () => new Promise(setImmediate);

test("a key revoked elsewhere is refused at once by whoever hears of it", async () => {
  const one = testApiKeys(await open());
  const two = testApiKeys(await open());
  await start(two.apiKeys);
  const by = newManager();
  const { key, id } = await one.newKey(by);
  expect((await two.apiKeys.verify(key, {})).ok).toBe(true);

  unwrap(await one.apiKeys.revoke(by, id));
  // No time passes for the second one: that it asks again can only be for what it heard.
  let verified = await two.apiKeys.verify(key, {});
  while (verified.ok) {
    await turn();
    verified = await two.apiKeys.verify(key, {});
  }
  expect(verified).toEqual({ ok: false, refusal: "revoked" });
});

test("whoever hears nothing refuses it after a second, and not a moment later", async () => {
  const one = testApiKeys(await open());
  const deaf = testApiKeys(await open());
  const by = newManager();
  const { key, id } = await one.newKey(by);
  expect((await deaf.apiKeys.verify(key, {})).ok).toBe(true);
  unwrap(await one.apiKeys.revoke(by, id));
  deaf.timing.advance(999);
  expect((await deaf.apiKeys.verify(key, {})).ok).toBe(true);
  deaf.timing.advance(1);
  expect(await deaf.apiKeys.verify(key, {})).toEqual({ ok: false, refusal: "revoked" });
});

test("by the clock on the wall, a revoked key is refused within a second, also by the deaf", async () => {
  const one = testApiKeys(await open());
  const hearing = await start(createApiKeys({ database: await open() }));
  const deaf = createApiKeys({ database: await open() });
  const by = newManager();
  const { key, id } = await one.newKey(by);
  const untilRefused = async (apiKeys: ApiKeys, sinceMs: number): Promise<void> => {
    for (;;) {
      const askedAtMs = performance.now();
      const { ok } = await apiKeys.verify(key, {});
      if (!ok) return;
      expect(askedAtMs - sinceMs).toBeLessThan(1000);
      await turn();
    }
  };
  expect((await hearing.verify(key, {})).ok).toBe(true);
  expect((await deaf.verify(key, {})).ok).toBe(true);
  unwrap(await one.apiKeys.revoke(by, id));
  const revokedAtMs = performance.now();
  await Promise.all([untilRefused(hearing, revokedAtMs), untilRefused(deaf, revokedAtMs)]);
});

test("sixty keys wanted at once of three processes: fifty are made", async () => {
  const processes: ApiKeys[] = [];
  for (let n = 0; n < 3; n += 1) processes.push(createApiKeys({ database: await open() }));
  const by = newManager();
  const results = await Promise.all(
    Array.from({ length: 20 }, () =>
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

test("a scope granted by one process is not used to take a key over by another", async () => {
  const one = testApiKeys(await open());
  const two = testApiKeys(await open());
  const owner = newManager();
  const limited = { ...owner, scopes: ["keys:*", "sms:send"] as const };
  const rounds = Array.from({ length: 10 }, async () => {
    const { id } = await one.newKey(owner);
    const [, rotated] = await Promise.all([
      one.apiKeys.update(owner, id, { scopes: ["admin:*"] }),
      two.apiKeys.rotate(limited, id, {}),
    ]);
    // Either it came first, and what was rotated was his; or it is refused.
    if (rotated.ok) expect(rotated.value.scopes).toEqual(["sms:send"]);
    else expect(rotated.error.code).toBe("api_key_beyond_rights");
  });
  await Promise.all(rounds);
});

test("counts of several processes add up", async () => {
  const processes = [];
  for (let n = 0; n < 3; n += 1) processes.push(testApiKeys(await open()));
  const [first] = processes;
  if (!first) throw new Error("no process");
  const by = newManager();
  const made = await Promise.all(Array.from({ length: 20 }, () => first.newKey(by)));
  // Each in an order of its own: rows that are locked in any would be waited for in a circle.
  for (const [index, { apiKeys }] of processes.entries())
    for (const { key } of index === 1 ? made.toReversed() : made)
      for (let n = 0; n <= index; n += 1) await apiKeys.verify(key, {});
  await Promise.all(processes.map(({ apiKeys }) => apiKeys.stop()));
  const { data } = await first.apiKeys.list(by.organizationId, {});
  expect(data.map(({ requestCount }) => requestCount)).toEqual(made.map(() => 6));
});

test("while the database is away a key opens for as long as its answer is young, then nobody knows", async () => {
  const throughProxy = new URL(place.url);
  const proxy = await startFaultProxy({ port: Number(throughProxy.port) });
  proxies.push(proxy);
  throughProxy.host = `127.0.0.1:${proxy.port}`;
  const away = testApiKeys(await open(throughProxy.href));
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
});
