import { beforeEach, expect, spyOn, test } from "bun:test";
import crypto from "node:crypto";
import { type Database, fromPublicId } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { newManager, testApiKeys, unwrap } from "./api-keys-fixture.ts";
import { digestOf, newKeyId, newKeyText } from "./key-text.ts";

describeOnDatabases("verifying keys", (open) => {
  let database: Database;
  let keys: ReturnType<typeof testApiKeys>;
  beforeEach(async () => {
    database = await open();
    keys = testApiKeys(database);
  });
  const countQueries = () => spyOn(database.orm, "select");

  test("tells whose key it is and what it allows", async () => {
    const by = newManager();
    const { key, id } = await keys.newKey(by, { scopes: ["sms:send"], limits: { perMinute: 9 } });
    expect(await keys.apiKeys.verify(key, {})).toEqual({
      ok: true,
      key: {
        organizationId: by.organizationId,
        id: fromPublicId("key", id) ?? "",
        actor: `key:${id}`,
        scopes: ["sms:send"],
        mode: "live",
        isPublishable: false,
        limits: { perMinute: 9, perDay: 10_000 },
      },
    });
    const { key: forTests } = await keys.newKey(by, { kind: "sk_test" });
    expect(await keys.apiKeys.verify(forTests, {})).toMatchObject({
      ok: true,
      key: { mode: "test" },
    });
  });

  test("a publishable key opens from its origins alone", async () => {
    const { key } = await keys.newKey(newManager(), {
      kind: "pk_live",
      scopes: ["otp:request"],
      allowedOrigins: ["https://shop.example", "http://localhost:5173"],
    });
    const from = (origin?: string) => keys.apiKeys.verify(key, { origin });
    for (const origin of ["https://shop.example", "http://localhost:5173"])
      expect(await from(origin)).toMatchObject({ ok: true, key: { isPublishable: true } });
    for (const origin of [
      "https://shop.example.evil.example",
      "https://shop.example:444",
      "null",
      undefined,
    ])
      expect(await from(origin)).toMatchObject({ ok: false, refusal: "origin_not_allowed" });
  });

  test("a key with networks opens from them alone, and not from nowhere", async () => {
    const { key } = await keys.newKey(newManager(), {
      allowedIps: ["203.0.113.0/24", "2001:db8::/32"],
    });
    const from = (ip?: string) => keys.apiKeys.verify(key, { ip: () => ip });
    for (const ip of ["203.0.113.9", "::ffff:203.0.113.9", "2001:db8::1"])
      expect((await from(ip)).ok).toBe(true);
    for (const ip of ["203.0.114.9", "2001:db9::1", "", "203.0.113", undefined])
      expect(await from(ip)).toMatchObject({ ok: false, refusal: "ip_not_allowed" });
  });

  test("only the holder of the right secret learns why a key does not open", async () => {
    const by = newManager();
    const { key, id, prefix } = await keys.newKey(by, { allowedIps: ["203.0.113.7"] });
    const guess = newKeyText("sk_live", prefix.slice(-8));
    const answers = async () => [
      await keys.apiKeys.verify(key, {}),
      await keys.apiKeys.verify(guess, {}),
    ];
    const unknown = { ok: false, refusal: "unknown" } as const;
    const held = expect.objectContaining({ actor: `key:${id}` });
    expect(await answers()).toEqual([{ ok: false, refusal: "ip_not_allowed", key: held }, unknown]);
    await database.orm.execute(sql`update api_keys set expires_at = now()`);
    keys.timing.advance(1000);
    expect(await answers()).toEqual([{ ok: false, refusal: "expired", key: held }, unknown]);
    unwrap(await keys.apiKeys.revoke(by, id));
    expect(await answers()).toEqual([{ ok: false, refusal: "revoked", key: held }, unknown]);
  });

  test("the kind is part of the secret: a test key is no live key by another name", async () => {
    const { key } = await keys.newKey(newManager(), { kind: "sk_test" });
    const asLive = key.replace("sk_test", "sk_live");
    expect(await keys.apiKeys.verify(asLive, {})).toEqual({ ok: false, refusal: "malformed" });
  });

  test("two keys with one public part do not get in each other's way", async () => {
    const keyId = newKeyId();
    const texts = [newKeyText("sk_live", keyId), newKeyText("sk_live", keyId)];
    const organizations: string[] = [];
    for (const text of texts) {
      const by = newManager();
      await keys.newKey(by);
      await database.orm.execute(sql`
        update api_keys set key_id = ${keyId}, digest = ${digestOf(text).toString("base64url")}
        where organization_id = ${by.organizationId}::uuid`);
      organizations.push(by.organizationId);
    }
    const owners = await Promise.all(texts.map((text) => keys.apiKeys.verify(text, {})));
    expect(owners.map((each) => each.ok && each.key.organizationId)).toEqual(organizations);
  });

  test("a hundred requests with one key cost one query a second", async () => {
    const { key } = await keys.newKey(newManager());
    const queries = countQueries();
    const verifyAll = async () => {
      const all = await Promise.all(
        Array.from({ length: 100 }, () => keys.apiKeys.verify(key, {})),
      );
      expect(all.every(({ ok }) => ok)).toBe(true);
    };
    await verifyAll();
    expect(queries).toHaveBeenCalledTimes(1);
    keys.timing.advance(999);
    await verifyAll();
    expect(queries).toHaveBeenCalledTimes(1);
    keys.timing.advance(1);
    await verifyAll();
    expect(queries).toHaveBeenCalledTimes(2);
  });

  test("a key that does not exist costs the work of one that does, and its guesses one query", async () => {
    const { key, prefix } = await keys.newKey(newManager());
    const comparisons = spyOn(crypto, "timingSafeEqual");
    const queries = countQueries();
    const workOf = async (text: string) => {
      comparisons.mockClear();
      queries.mockClear();
      const { ok } = await keys.apiKeys.verify(text, {});
      return { ok, comparisons: comparisons.mock.calls.length, queries: queries.mock.calls.length };
    };
    const none = newKeyId();
    expect(await workOf(key)).toEqual({ ok: true, comparisons: 2, queries: 1 });
    expect(await workOf(newKeyText("sk_live", none))).toEqual({
      ok: false,
      comparisons: 2,
      queries: 1,
    });
    for (const keyId of [prefix.slice(-8), none])
      expect(await workOf(newKeyText("sk_live", keyId))).toEqual({
        ok: false,
        comparisons: 2,
        queries: 0,
      });
    comparisons.mockRestore();
  });

  test("an expiry between two queries is not waited for", async () => {
    const { key } = await keys.newKey(newManager());
    await database.orm.execute(sql`update api_keys set expires_at = now() + interval '1 hour'`);
    expect((await keys.apiKeys.verify(key, {})).ok).toBe(true);
    // The answer is young, and says when the key ends.
    await database.orm.execute(
      sql`update api_keys set expires_at = now() + interval '500 milliseconds'`,
    );
    keys.timing.advance(1000);
    await keys.apiKeys.verify(key, {});
    keys.timing.advance(500);
    expect(await keys.apiKeys.verify(key, {})).toMatchObject({ ok: false, refusal: "expired" });
  });

  test("no text throws, and none but a key's form is asked about", async () => {
    const { key } = await keys.newKey(newManager());
    const queries = countQueries();
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "binary", maxLength: 120 }),
        fc.nat(80),
        async (noise, at) => {
          const texts = [noise, key + noise, noise + key, key.slice(0, at) + noise + key.slice(at)];
          for (const text of texts.filter((each) => each !== key))
            expect(await keys.apiKeys.verify(text, { ip: () => noise, origin: noise })).toEqual({
              ok: false,
              refusal: "malformed",
            });
        },
      ),
      { numRuns: 500 },
    );
    expect(queries).not.toHaveBeenCalled();
  });

  test("uses are counted in memory and written once a minute, and the rest at the end", async () => {
    const by = newManager();
    const { key, id } = await keys.newKey(by);
    const { key: other, id: otherId } = await keys.newKey(by);
    const read = async (each: string) => {
      const view = unwrap(await keys.apiKeys.read(by.organizationId, each));
      return [view.requestCount, view.lastUsedAt !== undefined];
    };
    await keys.apiKeys.start();
    for (let n = 0; n < 3; n += 1) await keys.apiKeys.verify(key, {});
    await keys.apiKeys.verify(newKeyText("sk_live", newKeyId()), {});
    expect(await read(id)).toEqual([0, false]);
    await keys.timing.pass();
    expect(await read(id)).toEqual([3, true]);
    expect(await read(otherId)).toEqual([0, false]);

    await keys.apiKeys.verify(key, {});
    await keys.apiKeys.verify(other, {});
    await keys.apiKeys.stop();
    expect(await read(id)).toEqual([4, true]);
    expect(await read(otherId)).toEqual([1, true]);
  });

  test("what could not be written is kept for the next time", async () => {
    const by = newManager();
    const { key, id } = await keys.newKey(by);
    await keys.apiKeys.start();
    await keys.apiKeys.verify(key, {});
    await database.orm.execute(sql`alter table api_keys rename to away`);
    await keys.timing.pass();
    await database.orm.execute(sql`alter table away rename to api_keys`);
    await keys.apiKeys.verify(key, {});
    await keys.apiKeys.stop();
    expect(unwrap(await keys.apiKeys.read(by.organizationId, id)).requestCount).toBe(2);
  });
});
