import { beforeEach, expect, test } from "bun:test";
import { type Static, Type } from "@sinclair/typebox";
import { eq, sql } from "drizzle-orm";
import { platformOrganization } from "../access.ts";
import { createAudit } from "../audit/index.ts";
import { type Database, DatabaseUnavailable } from "../database/index.ts";
import { createLogger } from "../logger.ts";
import { createKeyring } from "../secrets/index.ts";
import { dataKeys } from "../secrets/tables.ts";
import { describeOnDatabases, fakeClock } from "../testing/index.ts";
import { type ConfigOptions, createConfig } from "./config.ts";
import { defineSetting } from "./setting.ts";
import { settingChanges, settings } from "./tables.ts";

const canary = "canary-hunter2-1234";
const vnpay = defineSetting({
  group: "INTEGRATION",
  key: "vnpay",
  title: "VNPAY",
  description: "The account at VNPAY.",
  required: true,
  schema: Type.Object({
    baseUrl: Type.String({ pattern: "^https?://" }),
    username: Type.String(),
    password: Type.String({ secret: true, rotateAfterDays: 90 }),
    timeoutMs: Type.Integer({ minimum: 1, default: 5_000 }),
    encryption: Type.Optional(
      Type.Object({ suite: Type.String(), key: Type.String({ secret: true }) }),
    ),
  }),
  check: ({ baseUrl, timeoutMs }) =>
    baseUrl.startsWith("http:") && timeoutMs > 9_000
      ? [{ path: "/timeoutMs", message: "Too long for plain HTTP." }]
      : [],
});
const otp = defineSetting({
  group: "IDENTITY",
  key: "otp",
  title: "One-time codes",
  description: "",
  schema: Type.Object({ ttlSeconds: Type.Integer({ default: 300, minimum: 60 }) }),
});
const account: Static<typeof vnpay.schema> = {
  baseUrl: "https://sms.example",
  username: "shop",
  password: canary,
  timeoutMs: 7_000,
  encryption: { suite: "aes", key: "short" },
};
const one = "00000000-0000-7000-8000-000000000001";
const two = "00000000-0000-7000-8000-000000000002";
const by = { actor: "usr_1", requestId: "r-1" };

const keyringOf = (id: string) => {
  const result = createKeyring([{ id, key: Buffer.alloc(32, id).toString("base64") }]);
  if (!result.ok) throw new Error("not a keyring");
  return result.keyring;
};
const keyring = keyringOf("kek");

describeOnDatabases("config", (open) => {
  const clock = fakeClock();
  const lines: string[] = [];
  const logger = createLogger({ level: "debug", destination: { write: (l) => lines.push(l) } });
  let database: Database;
  beforeEach(async () => {
    database = await open();
  });

  const configOf = (options: Partial<ConfigOptions> = {}) =>
    createConfig({
      database,
      keyring,
      environment: "test",
      settings: [vnpay, otp],
      logger,
      clock,
      ...options,
    });
  // Loaded once and then left alone, so that nothing in a test depends on when it polls.
  const loaded = async (options: Partial<ConfigOptions> = {}) => {
    const config = configOf(options);
    await config.start();
    await config.stop();
    return config;
  };
  // Connections are opened as they are needed; opening them in the race would put it in order.
  const warmUp = (connections: number) =>
    Promise.all(
      Array.from({ length: connections }, () =>
        database.transaction((tx) => tx.execute(sql`select pg_sleep(0.02)`)),
      ),
    );
  const rows = () => database.orm.select().from(settings);

  test("before it is loaded nothing is known", () => {
    const reading = configOf().read(otp);
    expect(reading).toMatchObject({ state: "invalid" });
    expect(configOf().problems()).toMatchObject([
      { setting: "*", code: "database_unavailable" },
      { setting: "INTEGRATION/vnpay", code: "missing" },
    ]);
  });

  test("without a row the defaults hold, where they suffice", async () => {
    const config = await loaded();
    expect(config.read(otp)).toEqual({ state: "ok", value: { ttlSeconds: 300 }, version: 0 });
    expect(config.read(vnpay)).toEqual({ state: "missing" });
    expect(config.problems()).toEqual([
      {
        setting: "INTEGRATION/vnpay",
        path: "",
        code: "missing",
        message: "This setting is required and has no value.",
      },
    ]);
  });

  test("what is written can be read, by another process and without its secrets in clear", async () => {
    const config = await loaded();
    expect(await config.seed(vnpay, account)).toEqual({ ok: true, changed: true });
    const [row] = await rows();
    expect(JSON.stringify(row)).not.toContain(canary);
    expect(JSON.stringify(row)).not.toContain("short");
    for (const reader of [config, await loaded()]) {
      expect(reader.read(vnpay)).toEqual({ state: "ok", value: account, version: 1 });
    }
  });

  test("a row of another environment is another row", async () => {
    const config = await loaded();
    await config.seed(vnpay, account);
    const other = await loaded({ environment: "production" });
    expect(other.read(vnpay)).toEqual({ state: "missing" });
    await other.seed(vnpay, { ...account, username: "other" });
    expect(await rows()).toHaveLength(2);
  });

  test("a reader cannot change what the others read", async () => {
    const config = await loaded();
    const reading = config.read(otp);
    expect(Object.isFrozen(reading.state === "ok" && reading.value)).toBe(true);
  });

  test("a setting that was not declared is a mistake of the program", async () => {
    const config = await loaded({ settings: [otp] });
    expect(() => config.read(vnpay)).toThrow("INTEGRATION/vnpay is not declared");
  });

  test("a patch merges: an omitted secret stays, null removes", async () => {
    const config = await loaded();
    await config.seed(vnpay, account);
    clock.advance(60_000);
    const result = await config.patch(vnpay, { username: "new", encryption: null }, by);
    expect(result).toMatchObject({ ok: true, view: { origin: "operator", updatedBy: "usr_1" } });
    const { encryption: _, ...rest } = account;
    expect(config.read(vnpay)).toMatchObject({ value: { ...rest, username: "new" }, version: 2 });

    const before = config.view(vnpay).secrets["/password"];
    await config.patch(vnpay, { password: "another-password" }, by);
    expect(config.read(vnpay)).toMatchObject({ value: { password: "another-password" } });
    expect(config.view(vnpay).secrets["/password"]).toMatchObject({ set: true, last4: "word" });
    expect(config.view(vnpay).secrets["/password"]?.updatedAt).not.toBe(before?.updatedAt);
  });

  test.each<[string, unknown, string, string]>([
    ["an invalid field", { baseUrl: "ftp://x" }, "/baseUrl", "bad_format"],
    ["a misspelt secret", { pasword: canary }, "/pasword", "unknown_field"],
    ["a required secret removed", { password: null }, "/password", "required"],
    ["a nested secret removed", { encryption: { key: null } }, "/encryption/key", "required"],
    ["a secret of another type", { password: [canary] }, "/password", "wrong_type"],
    [
      "what the owner refuses",
      { baseUrl: "http://x", timeoutMs: 9_001 },
      "/timeoutMs",
      "not_accepted",
    ],
    ["no object", [canary], "", "wrong_type"],
    ["null", null, "", "wrong_type"],
  ])("a patch with %s writes nothing", async (_, patch, path, code) => {
    const config = await loaded();
    await config.seed(vnpay, account);
    const result = await config.patch(vnpay, patch, by);
    expect(result).toMatchObject({ ok: false, problems: [{ path, code }] });
    expect(JSON.stringify(result)).not.toContain(canary);
    expect(config.read(vnpay)).toEqual({ state: "ok", value: account, version: 1 });
    expect(await config.changes(vnpay)).toHaveLength(1);
    expect(await loaded().then((other) => other.read(vnpay))).toMatchObject({ version: 1 });
  });

  test("patches of different fields at once all survive", async () => {
    const config = await loaded();
    await config.seed(vnpay, account);
    const patches = [
      { username: "a" },
      { timeoutMs: 1 },
      { password: "p-a-s-s-w-o-r-d" },
      { encryption: { key: "k" } },
    ];
    await warmUp(patches.length);
    await Promise.all(patches.map((patch) => config.patch(vnpay, patch, by)));
    expect(config.read(vnpay)).toEqual({
      state: "ok",
      version: 5,
      value: {
        baseUrl: account.baseUrl,
        username: "a",
        timeoutMs: 1,
        password: "p-a-s-s-w-o-r-d",
        encryption: { suite: "aes", key: "k" },
      },
    });
  });

  test("patches that make a new row at once all survive", async () => {
    const config = await loaded({ settings: [pair] });
    await warmUp(2);
    await Promise.all([config.patch(pair, { a: 1 }, by), config.patch(pair, { b: 2 }, by)]);
    expect(config.read(pair)).toMatchObject({ value: { a: 1, b: 2 } });
    expect(await rows()).toHaveLength(1);
  });

  test("the view tells of secrets only that they are set", async () => {
    const config = await loaded();
    await config.patch(vnpay, account, by);
    const view = config.view(vnpay);
    expect(view).toMatchObject({
      state: "ok",
      organization: null,
      value: { baseUrl: account.baseUrl, username: "shop", timeoutMs: 7_000 },
      problems: [],
      version: 1,
      schema: vnpay.schema,
    });
    const updatedAt = clock.now().toISOString();
    const rotateBy = new Date(clock.now().getTime() + 90 * 86_400_000).toISOString();
    expect(view.secrets).toEqual({
      "/password": { set: true, last4: "1234", updatedAt, rotateBy },
      // Of a short secret not even the end is told.
      "/encryption/key": { set: true, updatedAt },
    });
    await config.patch(vnpay, { encryption: null }, by);
    expect(config.view(vnpay).secrets["/encryption/key"]).toEqual({ set: false });
  });

  test("every change is in the trail, newest first, with its secrets masked", async () => {
    const config = await loaded();
    await config.seed(vnpay, account);
    await config.patch(vnpay, { timeoutMs: 1, password: `${canary}-new` }, by);
    await config.remove(vnpay, { actor: "usr_2" });
    const changes = await config.changes(vnpay);
    expect(changes).toMatchObject([
      { version: 3, actor: "usr_2", after: null },
      {
        version: 2,
        actor: "usr_1",
        requestId: "r-1",
        before: { value: { timeoutMs: 7_000 }, secrets: { "/password": { last4: "1234" } } },
        after: { value: { timeoutMs: 1 }, secrets: { "/password": { last4: "-new" } } },
      },
      { version: 1, actor: "seed", before: null },
    ]);
    expect(changes[0]).not.toHaveProperty("requestId");
  });

  test("no secret is in any view, trail, problem, log line or table", async () => {
    lines.length = 0;
    const config = await loaded();
    await config.seed(vnpay, { ...account, username: 7 });
    await config.seed(vnpay, account);
    await config.patch(vnpay, { password: `new-${canary}`, timeoutMs: -1 }, by);
    await config.patch(vnpay, { password: `new-${canary}` }, by);
    const blind = await loaded({ keyring: keyringOf("other") });
    const wrong = [blind.view(vnpay), blind.problems(), blind.read(vnpay)];
    const tables = [settings, settingChanges, dataKeys];
    const stored = await Promise.all(tables.map((table) => database.orm.select().from(table)));
    const shown = [config.view(vnpay), config.list(), await config.changes(vnpay)];
    const all = JSON.stringify([config.problems(), shown, wrong, stored, lines]);
    expect(all).not.toContain("hunter2");
    expect(lines.length).toBeGreaterThan(0);
  });

  test("a removed setting is missing, and seeding does not bring it back", async () => {
    const config = await loaded();
    await config.seed(vnpay, account);
    expect(await config.remove(vnpay, by)).toMatchObject({ ok: true, view: { state: "missing" } });
    expect(await config.seed(vnpay, account)).toEqual({ ok: true, changed: false });
    const other = await loaded();
    expect(other.read(vnpay)).toEqual({ state: "missing" });
    expect(other.problems()).toMatchObject([{ code: "missing" }]);
    expect(await config.remove(vnpay, by)).toMatchObject({ ok: true });
    expect(await config.changes(vnpay)).toHaveLength(2);
    await config.patch(vnpay, account, by);
    expect(config.read(vnpay)).toMatchObject({ state: "ok" });
  });

  test("a seed that says the same again writes nothing", async () => {
    const config = await loaded();
    await config.seed(vnpay, account);
    const before = await rows();
    const reordered = { ...account, encryption: { key: "short", suite: "aes" }, extra: undefined };
    expect(await config.seed(vnpay, reordered)).toEqual({ ok: true, changed: false });
    expect(await rows()).toEqual(before);
    expect(await config.changes(vnpay)).toHaveLength(1);
  });

  test("a row that no operator touched follows its seed, secrets included", async () => {
    const config = await loaded();
    await config.seed(vnpay, account);
    await config.seed(vnpay, { ...account, password: "rotated-password" });
    expect(config.read(vnpay)).toMatchObject({
      version: 2,
      value: { password: "rotated-password" },
    });
    expect(config.view(vnpay).origin).toBe("seed");
  });

  test("a row that an operator changed does not", async () => {
    const config = await loaded();
    await config.seed(vnpay, account);
    await config.patch(vnpay, { timeoutMs: 1 }, by);
    const changed = { ...account, username: "seeded" };
    expect(await config.seed(vnpay, changed)).toEqual({ ok: true, changed: false });
    expect(config.read(vnpay)).toMatchObject({ value: { ...account, timeoutMs: 1 } });
  });

  test.each<[string, unknown, object]>([
    ["an invalid field", { ...account, timeoutMs: 0 }, { path: "/timeoutMs", code: "too_small" }],
    ["a missing secret", { ...account, password: undefined }, { path: "/password" }],
    ["no object", "text", { path: "", code: "wrong_type" }],
    ["nothing", undefined, { path: "", code: "wrong_type" }],
  ])("a seed with %s is a problem until it is mended", async (_, value, problem) => {
    const config = await loaded({ settings: [vnpay] });
    expect(await config.seed(vnpay, value)).toMatchObject({ ok: false, problems: [problem] });
    expect(config.problems()).toMatchObject([
      { code: "missing" },
      { setting: "INTEGRATION/vnpay", ...problem },
    ]);
    expect(await rows()).toEqual([]);
    await config.seed(vnpay, account);
    expect(config.problems()).toEqual([]);
  });

  test("every change is also an entry of the audit, in its organization's chain", async () => {
    const config = await loaded();
    await config.seed(vnpay, account);
    await config.patch(vnpay, { timeoutMs: 1 }, { ...by, requestId: "r-1" });
    await config.patch(vnpay, account, { ...by, organization: one });
    await config.remove(vnpay, by);
    const audit = createAudit({ database, clock, logger });
    const { data } = await audit.list(platformOrganization, { target: "INTEGRATION/vnpay" });
    expect(data).toMatchObject([
      { actor: by.actor, action: "setting.removed", details: { after: null } },
      {
        actor: by.actor,
        action: "setting.changed",
        requestId: "r-1",
        details: { before: { value: { timeoutMs: 7_000 } }, after: { value: { timeoutMs: 1 } } },
      },
      {
        actor: "seed",
        details: { before: null, after: { secrets: { "/password": { set: true } } } },
      },
    ]);
    expect(JSON.stringify(data)).not.toContain(canary);
    expect((await audit.list(one, {})).data).toHaveLength(1);
  });

  test("an organization's own setting stands for the platform's as a whole", async () => {
    const config = await loaded();
    await config.seed(vnpay, account);
    const own = { baseUrl: "https://own.example", username: "own", password: "own-password" };
    const scope = { organization: one };
    expect(await config.patch(vnpay, { baseUrl: own.baseUrl }, { ...by, ...scope })).toMatchObject({
      ok: false,
      problems: [{ path: "/username" }, { path: "/password" }],
    });
    await config.patch(vnpay, own, { ...by, ...scope });
    for (const reader of [config, await loaded()]) {
      expect(reader.read(vnpay, scope)).toMatchObject({ value: { ...own, timeoutMs: 5_000 } });
      expect(reader.read(vnpay, { organization: two })).toMatchObject({ value: account });
      expect(reader.read(vnpay)).toMatchObject({ value: account });
      expect(reader.readOwn(vnpay, one)).toMatchObject({ value: own });
      expect(reader.readOwn(vnpay, two)).toEqual({ state: "missing" });
      // Its defaults would suffice; they are nobody's own.
      expect(reader.readOwn(otp, one)).toEqual({ state: "missing" });
      expect(reader.owners(vnpay)).toEqual([one]);
    }
    expect(await config.changes(vnpay, scope)).toHaveLength(1);
    expect(config.view(vnpay, { organization: two }).state).toBe("missing");

    await config.remove(vnpay, { ...by, ...scope });
    expect(config.read(vnpay, scope)).toMatchObject({ value: account });
    expect(config.readOwn(vnpay, one)).toEqual({ state: "missing" });
    expect(config.owners(vnpay)).toEqual([]);
  });

  test("the ciphertexts of two rows, swapped, do not open", async () => {
    const config = await loaded();
    await config.seed(vnpay, account);
    await config.patch(
      vnpay,
      { ...account, password: "own-password" },
      { ...by, organization: one },
    );
    const [first, second] = await database.orm.select().from(settings).orderBy(settings.version);
    for (const [to, from] of [
      [first, second],
      [second, first],
    ]) {
      const secrets = from?.secrets;
      await database.orm
        .update(settings)
        .set({ secrets })
        .where(eq(settings.id, to?.id ?? ""));
    }
    const other = await loaded();
    for (const scope of [{}, { organization: one }]) {
      expect(other.read(vnpay, scope)).toMatchObject({
        state: "invalid",
        problems: [
          { path: "/password", code: "undecryptable" },
          { path: "/encryption/key", code: "undecryptable" },
        ],
      });
    }
  });

  test("the ciphertexts of two fields of a row, swapped, do not open", async () => {
    await (await loaded()).seed(vnpay, account);
    await database.orm.update(settings).set({
      secrets: sql`jsonb_build_object('/password', secrets->'/encryption/key', '/encryption/key', secrets->'/password')`,
    });
    expect((await loaded()).read(vnpay)).toMatchObject({ state: "invalid" });
  });

  test.each<[string, ConfigOptions["keyring"]]>([
    ["no_keyring", undefined],
    ["unknown_key", keyringOf("other")],
  ])(
    "a secret that cannot be opened (%s) is a problem, and can be replaced",
    async (code, ring) => {
      await (await loaded()).seed(vnpay, account);
      const options = { database, environment: "test", settings: [vnpay], logger, clock };
      const config = createConfig(ring ? { ...options, keyring: ring } : options);
      await config.start();
      await config.stop();
      const problems = [
        { path: "/password", code },
        { path: "/encryption/key", code },
      ];
      expect(config.read(vnpay)).toMatchObject({ state: "invalid", problems });
      expect(config.problems()).toMatchObject(problems);
      expect(await config.patch(vnpay, { timeoutMs: 1 }, by)).toMatchObject({
        ok: false,
        problems,
      });

      const fresh = { password: "new-password", encryption: null };
      expect(await config.patch(vnpay, fresh, by)).toMatchObject(
        ring ? { ok: true } : { ok: false, problems: [{ path: "/password", code }] },
      );
      expect(config.read(vnpay).state).toBe(ring ? "ok" : "invalid");
    },
  );

  test.each([
    ["a value that is no object", sql`update settings set value = '5'`],
    ["a value of another shape", sql`update settings set value = '{"baseUrl": {"a": 1}}'`],
    ["secrets that are no object", sql`update settings set secrets = '[]'`],
    ["secrets of another shape", sql`update settings set secrets = '{"/password": "x"}'`],
    [
      "a ciphertext that is none",
      sql`update settings set secrets = jsonb_set(secrets, '{/password,ciphertext}', '"x"')`,
    ],
    ["a data key that is none", sql`update data_keys set wrapped = 'x'`],
    ["a data key that is gone", sql`delete from data_keys`],
  ])("%s makes the setting invalid, not the process", async (_, damage) => {
    await (await loaded()).seed(vnpay, account);
    await database.orm.execute(damage);
    const config = await loaded();
    expect(config.read(vnpay).state).toBe("invalid");
    expect(config.view(vnpay).state).toBe("invalid");
    expect(config.problems().length).toBeGreaterThan(0);
    expect(config.read(otp).state).toBe("ok");
    // The seed mends it.
    await config.seed(vnpay, account);
    expect(config.read(vnpay)).toMatchObject({ state: "ok", value: account });
  });

  test("a secret overdue for a change is a problem, and goes on working", async () => {
    const config = await loaded();
    await config.seed(vnpay, account);
    expect(config.problems()).toEqual([]);
    clock.advance(91 * 86_400_000);
    expect(config.problems()).toMatchObject([{ path: "/password", code: "rotation_due" }]);
    expect(config.read(vnpay).state).toBe("ok");
  });

  test("watchers hear of each change of their setting, after it can be read", async () => {
    const config = await loaded();
    const seen: unknown[] = [];
    config.watch(vnpay, () => {
      throw new Error("a watcher that fails");
    });
    const end = config.watch(vnpay, () => seen.push(config.read(vnpay).state));
    config.watch(otp, () => seen.push("otp"));
    await config.seed(vnpay, account);
    await config.seed(vnpay, account);
    await config.patch(vnpay, { timeoutMs: 0 }, by);
    await config.remove(vnpay, by);
    end();
    await config.patch(vnpay, account, by);
    expect(seen).toEqual(["ok", "missing"]);
  });

  test("watchers hear when the first load is done", async () => {
    const config = configOf();
    let state = "";
    config.watch(otp, () => {
      state = config.read(otp).state;
    });
    await config.start();
    await config.stop();
    expect(state).toBe("ok");
  });

  test("a change is announced with its transaction, an unchanged seed is not", async () => {
    const config = await loaded();
    const heard: string[] = [];
    let arrived = Promise.withResolvers<void>();
    await database.listen(
      "nx_settings",
      (payload) => {
        heard.push(payload);
        arrived.resolve();
      },
      () => {},
    );
    await config.seed(vnpay, account);
    await arrived.promise;
    arrived = Promise.withResolvers();
    await config.seed(vnpay, account);
    await config.patch(vnpay, {}, by);
    await config.patch(vnpay, { timeoutMs: 0 }, by);
    await database.orm.execute(sql`select pg_notify('nx_settings', 'end')`);
    await arrived.promise;
    expect(heard).toEqual(["", "end"]);
  });

  test("a database that is down at start is a problem, and its seeds are sown later", async () => {
    let down = true;
    const refuse = async () => {
      throw new DatabaseUnavailable("not-run", "No connection");
    };
    const flaky: Database = {
      ...database,
      get orm() {
        if (down) throw new DatabaseUnavailable("not-run", "No connection");
        return database.orm;
      },
      transaction: (work) => (down ? refuse() : database.transaction(work)),
      listen: (...args) => (down ? refuse() : database.listen(...args)),
    };
    const config = configOf({ database: flaky, settings: [vnpay] });
    expect(await config.seed(vnpay, account)).toMatchObject({ ok: false });
    await config.start();
    expect(config.read(vnpay)).toMatchObject({ state: "invalid" });
    expect(config.problems()).toContainEqual(
      expect.objectContaining({ setting: "*", code: "database_unavailable" }),
    );
    await expect(config.patch(vnpay, account, by)).rejects.toBeInstanceOf(DatabaseUnavailable);

    const readable = Promise.withResolvers<void>();
    config.watch(vnpay, () => {
      if (config.read(vnpay).state === "ok") readable.resolve();
    });
    down = false;
    await readable.promise;
    await config.stop();
    expect(config.read(vnpay)).toMatchObject({ state: "ok", value: account });
    expect(config.problems()).toEqual([]);
  });
});

const pair = defineSetting({
  group: "G",
  key: "pair",
  title: "",
  description: "",
  schema: Type.Object({ a: Type.Optional(Type.Integer()), b: Type.Optional(Type.Integer()) }),
});
