import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  type Config,
  createConfig,
  createLogger,
  type Database,
  DatabaseUnavailable,
  newUuid,
  systemClock,
} from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { createLimits, type Limits } from "./limits.ts";
import { limitSettings, rateSetting, scenarioSetting } from "./settings.ts";

describeOnDatabases("rate limits", (open) => {
  let database: Database;
  let config: Config;
  let limits: Limits;
  let statements: number;
  let nowMs: number;
  const organizationId = newUuid(systemClock);
  const by = { actor: "usr_1" };
  const key = { id: "k" };

  beforeEach(async () => {
    database = await open();
    config = createConfig({
      database,
      environment: "test",
      settings: limitSettings,
      logger: createLogger({ level: "silent" }),
      clock: systemClock,
    });
    await config.start();
    statements = 0;
    nowMs = 0;
    const counted = {
      get orm() {
        statements += 1;
        return database.orm;
      },
    };
    limits = createLimits({ database: counted, config, nowMs: () => nowMs });
  });
  afterEach(() => config.stop());

  const grants = async (count: number, subject: Parameters<Limits["take"]>[0]) =>
    (await Promise.all(Array.from({ length: count }, () => limits.take(subject)))).filter(
      ({ kind }) => kind === "granted",
    ).length;

  test("takes of one moment share a statement, and what is left is told by the tightest limit", async () => {
    const taken = await Promise.all(
      Array.from({ length: 50 }, () => limits.take({ key, organizationId })),
    );
    expect(statements).toBe(1);
    expect(taken.every(({ kind }) => kind === "granted")).toBe(true);
    const [first] = taken;
    const state = first?.kind === "granted" ? first.state : undefined;
    expect(state).toMatchObject({ scope: "key", limit: 60, windowSeconds: 60 });
    expect(state?.remaining).toBe(10);
    expect(state?.resetSeconds).toBe(50);
    const aheadMs = (state?.resetAt.getTime() ?? 0) - Date.now();
    expect(aheadMs).toBeGreaterThan(0);
    expect(aheadMs).toBeLessThanOrEqual(50_000);
  });

  test("the layer that refuses is named, with its wait", async () => {
    await config.patch(
      rateSetting,
      { key: { perDay: 10 }, organization: { perDay: 4 }, ip: { perMinute: 1 } },
      by,
    );
    expect(await grants(9, { key, organizationId })).toBe(4);
    expect(await limits.take({ key, organizationId })).toMatchObject({
      kind: "refused",
      state: { scope: "organization", limit: 4, windowSeconds: 86_400, remaining: 0 },
      retryAfterSeconds: 21_600,
    });
    // Of the key only what was granted is gone.
    expect(await grants(9, { key })).toBe(6);
    expect(await limits.take({ key })).toMatchObject({ state: { scope: "key", remaining: 0 } });
    expect(await grants(2, { ip: "2001:db8::1" })).toBe(1);
    expect(await limits.take({ ip: "2001:db8::2" })).toMatchObject({
      kind: "refused",
      state: { scope: "ip", limit: 1 },
    });
    expect(await grants(1, { ip: "2001:db8:0:1::1" })).toBe(1);
  });

  test("what is larger than a limit never passes, and no wait is promised", async () => {
    await config.patch(rateSetting, { global: { perSecond: 2 } }, by);
    const messages = Array.from({ length: 3 }, () => ({ to: "+84912345678" }));
    expect(await limits.take({ organizationId, messages })).toMatchObject({
      kind: "too_large",
      limit: { scope: "global", limit: 2, windowSeconds: 1 },
    });
    expect(statements).toBe(0);
  });

  test("a key's own numbers go before the settings", async () => {
    expect(await grants(9, { key: { id: "own", perMinute: 100, perDay: 3 } })).toBe(3);
  });

  test("scenarios hold per organization and entity, across a change of the list", async () => {
    const otp = (to: string) => ({ organizationId, messages: [{ to, category: "otp" }] });
    expect(await grants(9, otp("+84912345678"))).toBe(5);
    expect(await limits.take(otp("+84 912 345 678"))).toMatchObject({
      kind: "refused",
      state: { scope: "scenario", name: "otp", limit: 5, windowSeconds: 3600 },
      retryAfterSeconds: 720,
    });
    expect(await grants(1, otp("+84912345679"))).toBe(1);
    expect(await grants(1, { ...otp("+84912345678"), organizationId: newUuid(systemClock) })).toBe(
      1,
    );

    const invitations = {
      name: "invitations",
      match: { metadata: { kind: "invitation" } },
      per: "metadata.group",
      limit: 2,
      windowSeconds: 86_400,
    };
    await config.patch(
      scenarioSetting,
      { scenarios: [invitations] },
      { ...by, organization: organizationId },
    );
    expect(await grants(1, otp("+84912345678"))).toBe(1);
    const invitation = (group: string) => ({
      organizationId,
      messages: [{ to: "+84912345678", metadata: { kind: "invitation", group } }],
    });
    expect(await grants(5, invitation("g1"))).toBe(2);
    expect(await grants(5, invitation("g2"))).toBe(2);
  });

  test("an organization has its own numbers, but none of the whole, and cannot switch limits off", async () => {
    const own = {
      enabled: false,
      organization: { perMinute: 100, perDay: 3 },
      global: { perSecond: 100_000 },
    };
    await config.patch(rateSetting, own, { ...by, organization: organizationId });
    expect(await grants(5, { organizationId })).toBe(3);
    const messages = Array.from({ length: 501 }, () => ({ to: "+84912345678" }));
    const key = { id: "large", perMinute: 1000, perDay: 1000 };
    expect(await limits.take({ key, messages })).toMatchObject({
      kind: "too_large",
      limit: { scope: "global" },
    });
  });

  test("an empty bucket refuses without a query for a second, then the database is asked again", async () => {
    const subject = { key: { id: "k", perMinute: 100, perDay: 2 } };
    expect(await grants(3, subject)).toBe(2);
    expect(statements).toBe(1);
    const refused = await limits.take(subject);
    expect(await grants(100, subject)).toBe(0);
    expect(statements).toBe(1);
    expect(refused).toMatchObject({
      kind: "refused",
      state: { scope: "key", limit: 2, remaining: 0 },
      retryAfterSeconds: 43_200,
    });
    nowMs += 1001;
    expect(await grants(1, subject)).toBe(0);
    expect(statements).toBe(2);
  });

  test("switched off, nothing is asked or counted", async () => {
    await config.patch(rateSetting, { enabled: false }, by);
    const subject = { key: { id: "k", perMinute: 1, perDay: 1 }, organizationId };
    expect(await grants(50, subject)).toBe(50);
    expect(await limits.take(subject)).toEqual({ kind: "granted", state: undefined });
    expect(statements).toBe(0);
    await config.patch(rateSetting, { enabled: true }, by);
    expect(await grants(50, subject)).toBe(1);
  });

  test("before the settings were read nobody is told a limit that may not be theirs", async () => {
    await config.patch(rateSetting, { key: { perMinute: 1000 } }, by);
    const other = createConfig({
      database,
      environment: "test",
      settings: limitSettings,
      logger: createLogger({ level: "silent" }),
      clock: systemClock,
    });
    const starting = createLimits({ database, config: other });
    await expect(starting.take({ key })).rejects.toBeInstanceOf(DatabaseUnavailable);
    await other.start();
    expect(await starting.take({ key })).toMatchObject({
      kind: "granted",
      state: { limit: 1000, remaining: 999 },
    });
    await other.stop();
  });

  test("settings that cannot be read open no door", async () => {
    const broken = createLimits({
      database,
      config: { read: () => ({ state: "invalid", problems: [] }), watch: () => () => {} },
    });
    const messages = Array.from({ length: 61 }, () => ({ to: "+84912345678" }));
    expect(await broken.take({ key, organizationId, messages })).toMatchObject({
      kind: "too_large",
      limit: { scope: "key", limit: 60 },
    });
  });

  test("rejects where the database cannot tell", async () => {
    const away = await open();
    await away.close();
    await expect(createLimits({ database: away, config }).take({ key })).rejects.toThrow();
  });
});
