import { beforeEach, expect, test } from "bun:test";
import { type Database, newUuid, systemClock, toPublicId } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { newManager, testApiKeys, unwrap } from "./api-keys-fixture.ts";
import { keyIdOf } from "./key-text.ts";
import type { Scope } from "./scopes.ts";

describeOnDatabases("managing keys", (open) => {
  let database: Database;
  let keys: ReturnType<typeof testApiKeys>;
  beforeEach(async () => {
    database = await open();
    keys = testApiKeys(database);
  });
  const expire = (id: string) =>
    database.orm.execute(sql`
      update api_keys set expires_at = now() - interval '1 second'
      where key_id = ${keyIdOf(id) ?? ""}`);

  test("a new key is shown once, and is nowhere in the database", async () => {
    const by = newManager({ actor: "user:usr_owner" });
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const { key, ...view } = await keys.newKey(by, {
      name: "Production",
      scopes: ["sms:send", "sms:read"],
      limits: { perMinute: 5 },
      allowedIps: ["203.0.113.0/24"],
      expiresAt,
    });
    expect(view).toEqual({
      id: view.id,
      kind: "sk_live",
      name: "Production",
      status: "live",
      prefix: key.slice(0, 16),
      last4: key.slice(-4),
      scopes: ["sms:send", "sms:read"],
      limits: { perMinute: 5, perDay: 10_000 },
      allowedIps: ["203.0.113.0/24"],
      allowedOrigins: [],
      createdAt: view.createdAt,
      createdBy: "user:usr_owner",
      expiresAt,
      requestCount: 0,
    });
    expect(unwrap(await keys.apiKeys.read(by.organizationId, view.id))).toEqual(view);
    expect((await keys.apiKeys.list(by.organizationId, {})).data).toEqual([view]);
    const [row] = await database.orm.execute(sql`select * from api_keys`);
    expect(JSON.stringify(row)).not.toContain(key.slice(17, 40));
  });

  test("are listed page by page, newest first, and only one's own", async () => {
    const by = newManager();
    await keys.newKey(newManager());
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.unshift((await keys.newKey(by)).id);
    const first = await keys.apiKeys.list(by.organizationId, { limit: 2 });
    expect(first).toMatchObject({ hasMore: true, nextCursor: ids[1] });
    await keys.newKey(by);
    const second = await keys.apiKeys.list(by.organizationId, { limit: 3, cursor: ids[1] ?? "" });
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids);
    expect(second.hasMore).toBe(false);
    const nothing = await keys.apiKeys.list(by.organizationId, { cursor: "key_none" });
    expect(nothing).toEqual({ data: [], hasMore: false });
  });

  test("what is somebody else's is absent, whatever is done to it", async () => {
    const { id } = await keys.newKey(newManager());
    const by = newManager();
    const answers = (each: string) =>
      Promise.all([
        keys.apiKeys.read(by.organizationId, each),
        keys.apiKeys.update(by, each, { name: "Mine" }),
        keys.apiKeys.rotate(by, each, {}),
        keys.apiKeys.revoke(by, each),
      ]);
    const absent = { ok: false, error: { code: "api_key_not_found" } } as const;
    const never = toPublicId("key", newUuid(systemClock));
    for (const each of [id, never, "key_none", "", "otp_01kage5zv4f6rv3t3g0vr2k4dp"])
      expect(await answers(each)).toEqual([absent, absent, absent, absent]);
  });

  test("what is changed holds at once, and what is not named stays", async () => {
    const by = newManager();
    const { key, ...before } = await keys.newKey(by, { allowedIps: ["203.0.113.7"] });
    expect((await keys.apiKeys.verify(key, { ip: () => "203.0.113.7" })).ok).toBe(true);
    const changes = { name: "New", scopes: ["sms:read"], limits: { perDay: 7 } } as const;
    const after = unwrap(
      await keys.apiKeys.update(by, before.id, { ...changes, scopes: ["sms:read"] }),
    );
    expect(after).toEqual({
      ...before,
      name: "New",
      scopes: ["sms:read"],
      limits: { perMinute: 60, perDay: 7 },
    });
    unwrap(await keys.apiKeys.update(by, before.id, { allowedIps: [] }));
    expect(await keys.apiKeys.verify(key, { ip: () => "198.51.100.1" })).toMatchObject({
      ok: true,
      key: { scopes: ["sms:read"], limits: { perMinute: 60, perDay: 7 } },
    });
  });

  test("a rotation leaves the old secret valid for its overlap, and the key the same", async () => {
    const by = newManager();
    const { key: old, ...before } = await keys.newKey(by);
    const { key, ...after } = unwrap(await keys.apiKeys.rotate(by, before.id, {}));
    expect(keyIdOf(key)).toBe(keyIdOf(old) ?? "");
    expect(after).toEqual({
      ...before,
      last4: key.slice(-4),
      previousUntil: after.previousUntil ?? "",
    });
    const overlapMs = new Date(after.previousUntil ?? 0).getTime() - Date.now();
    expect(overlapMs).toBeGreaterThan(86_000_000);
    expect(overlapMs).toBeLessThanOrEqual(86_400_000);
    for (const text of [old, key])
      expect(await keys.apiKeys.verify(text, {})).toMatchObject({ ok: true });

    expect(await keys.apiKeys.rotate(by, before.id, { overlapSeconds: 60 })).toEqual({
      ok: false,
      error: { code: "rotation_under_way", until: new Date(after.previousUntil ?? 0) },
    });
    await database.orm.execute(sql`update api_keys set previous_until = now()`);
    keys.timing.advance(1000);
    expect(await keys.apiKeys.verify(old, {})).toMatchObject({ ok: false, refusal: "expired" });
    expect(await keys.apiKeys.verify(key, {})).toMatchObject({ ok: true });
    const read = unwrap(await keys.apiKeys.read(by.organizationId, before.id));
    expect(read.previousUntil).toBeUndefined();
    expect((await keys.apiKeys.rotate(by, before.id, { overlapSeconds: 60 })).ok).toBe(true);
  });

  test("a rotation without overlap ends every older secret at once", async () => {
    const by = newManager();
    const { key: first, id } = await keys.newKey(by);
    const { key: second } = unwrap(await keys.apiKeys.rotate(by, id, {}));
    const { key: third, ...view } = unwrap(
      await keys.apiKeys.rotate(by, id, { overlapSeconds: 0 }),
    );
    expect(view.previousUntil).toBeUndefined();
    for (const text of [first, second])
      expect(await keys.apiKeys.verify(text, {})).toEqual({ ok: false, refusal: "unknown" });
    expect(await keys.apiKeys.verify(third, {})).toMatchObject({ ok: true });
  });

  test("of rotations at the same time one happens", async () => {
    const by = newManager();
    const { id } = await keys.newKey(by);
    const rotations = await Promise.all(
      Array.from({ length: 8 }, () => keys.apiKeys.rotate(by, id, {})),
    );
    const made = rotations.filter(({ ok }) => ok);
    expect(made).toHaveLength(1);
    for (const rotation of rotations)
      if (!rotation.ok) expect(rotation.error.code).toBe("rotation_under_way");
  });

  test("a revoked key opens nothing, and nothing about it changes any more", async () => {
    const by = newManager({ actor: "user:usr_first" });
    const { key, id } = await keys.newKey(by);
    expect((await keys.apiKeys.verify(key, {})).ok).toBe(true);
    unwrap(await keys.apiKeys.revoke(by, id));
    expect(await keys.apiKeys.verify(key, {})).toMatchObject({ ok: false, refusal: "revoked" });
    const revoked = unwrap(await keys.apiKeys.read(by.organizationId, id));
    expect(revoked).toMatchObject({ status: "revoked", revokedBy: "user:usr_first" });

    expect(await keys.apiKeys.revoke({ ...by, actor: "user:usr_second" }, id)).toMatchObject({
      ok: true,
    });
    const ended = { ok: false, error: { code: "api_key_ended" } } as const;
    expect(await keys.apiKeys.update(by, id, { name: "Back" })).toEqual(ended);
    expect(await keys.apiKeys.rotate(by, id, {})).toEqual(ended);
    expect(unwrap(await keys.apiKeys.read(by.organizationId, id))).toEqual(revoked);
  });

  test("fifty live keys are the most; those that ended do not count", async () => {
    const by = newManager();
    const made = await Promise.all(Array.from({ length: 50 }, () => keys.newKey(by)));
    const another = () =>
      keys.apiKeys.create(by, { kind: "sk_test", name: "One more", scopes: ["sms:send"] });
    const full = { ok: false, error: { code: "api_keys_exhausted" } } as const;
    expect(await another()).toEqual(full);
    await keys.newKey(newManager());

    unwrap(await keys.apiKeys.revoke(by, made[0]?.id ?? ""));
    await expire(made[1]?.key ?? "");
    expect([(await another()).ok, (await another()).ok]).toEqual([true, true]);
    expect(await another()).toEqual(full);
  });

  test("nobody hands on, changes or takes over more than he may do himself", async () => {
    const owner = newManager();
    const { id: everything } = await keys.newKey(owner, { scopes: ["admin:*"] });
    const { id: little } = await keys.newKey(owner, { scopes: ["sms:send"] });
    const by: typeof owner = { ...owner, actor: "key:key_1", scopes: ["keys:*", "sms:send"] };
    const create = (...scopes: Scope[]) =>
      keys.apiKeys.create(by, { kind: "sk_live", name: "Child", scopes });
    const refused = { ok: false, error: { code: "api_key_beyond_rights" } } as const;

    expect((await create("sms:send", "keys:*")).ok).toBe(true);
    expect(await create("sms:send", "sms:read")).toEqual(refused);
    expect(await create("admin:*")).toEqual(refused);
    expect(await keys.apiKeys.update(by, little, { scopes: ["admin:*"] })).toEqual(refused);
    expect(await keys.apiKeys.update(by, everything, { scopes: ["sms:send"] })).toEqual(refused);
    expect(await keys.apiKeys.rotate(by, everything, {})).toEqual(refused);
    expect((await keys.apiKeys.rotate(by, little, {})).ok).toBe(true);
    // To end a key hands nothing on.
    expect((await keys.apiKeys.revoke(by, everything)).ok).toBe(true);
  });

  test("a test key makes test keys, and does nothing to live ones", async () => {
    const owner = newManager();
    const { id, key } = await keys.newKey(owner);
    const by: typeof owner = { ...owner, mode: "test" };
    const refused = { ok: false, error: { code: "api_key_beyond_rights" } } as const;
    const create = (kind: "sk_live" | "sk_test") =>
      keys.apiKeys.create(by, { kind, name: "Child", scopes: ["sms:send"] });

    expect((await create("sk_test")).ok).toBe(true);
    expect(await create("sk_live")).toEqual(refused);
    expect(await keys.apiKeys.update(by, id, { name: "Mine" })).toEqual(refused);
    expect(await keys.apiKeys.rotate(by, id, {})).toEqual(refused);
    expect(await keys.apiKeys.revoke(by, id)).toEqual(refused);
    expect(await keys.apiKeys.verify(key, {})).toMatchObject({ ok: true });
  });

  test("rules of the kinds, and lists that cannot be read, are refused by field", async () => {
    const by = newManager();
    const refusal = async (changes: Partial<Parameters<typeof keys.apiKeys.create>[1]>) => {
      const made = await keys.apiKeys.create(by, {
        kind: "pk_live",
        name: "Page",
        scopes: ["otp:request", "otp:verify"],
        allowedOrigins: ["https://shop.example"],
        ...changes,
      });
      if (made.ok || made.error.code !== "invalid_request") throw new Error("not refused");
      return made.error.errors.map(({ path, code }) => `${path} ${code}`);
    };
    expect(await refusal({ scopes: ["otp:request", "sms:send"] })).toEqual(["/scopes not_allowed"]);
    expect(await refusal({ allowedOrigins: [] })).toEqual(["/allowedOrigins required"]);
    expect(await refusal({ allowedOrigins: ["https://a.example", "a.example"] })).toEqual([
      "/allowedOrigins/1 bad_format",
    ]);
    expect(await refusal({ kind: "sk_live" })).toEqual(["/allowedOrigins not_allowed"]);
    expect(await refusal({ allowedIps: ["::1", "10.0.0.0/40"] })).toEqual([
      "/allowedIps/1 bad_format",
    ]);
    expect(await refusal({ expiresAt: "2020-01-01T00:00:00Z" })).toEqual(["/expiresAt too_small"]);

    const { id } = await keys.newKey(by, {
      kind: "pk_live",
      scopes: ["otp:request"],
      allowedOrigins: ["https://shop.example"],
    });
    for (const changes of [{ allowedOrigins: [] }, { scopes: ["sms:send" as const] }])
      expect(await keys.apiKeys.update(by, id, changes)).toMatchObject({
        error: { code: "invalid_request" },
      });
  });

  test("a publishable key without its origins cannot be made by leaving them out", async () => {
    const made = await keys.apiKeys.create(newManager(), {
      kind: "pk_live",
      name: "Page",
      scopes: ["otp:request"],
    });
    expect(made).toMatchObject({ error: { errors: [{ path: "/allowedOrigins" }] } });
  });
});
