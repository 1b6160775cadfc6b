import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  type Config,
  createConfig,
  createKeyring,
  createLogger,
  type Database,
  newUuid,
  systemClock,
  testOrganizationOf,
} from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import type { OutboundSms, ProviderKind } from "mq-sms";
import { accountIdOf } from "./account-id.ts";
import { ApplicationSMSComponent } from "./application-sms-component.ts";
import { integrationSettings, providerSettings, smsSetting } from "./settings.ts";

const by = { actor: "operator" };
const account = {
  baseUrl: "https://sms.example",
  partnerCode: "900001",
  secret: "a-secret-of-this-test",
  sender: "NXDEMO",
  keyword: "NXDEMO",
};
const message = { to: "+84912345678", text: "Hello" };
const logger = createLogger({ level: "silent" });

describeOnDatabases("ApplicationSMSComponent", (open) => {
  let database: Database;
  let config: Config;
  let posts: { url: string; body: string }[];
  let printed: OutboundSms[];
  let now: Date;
  let answer: () => Response;

  const startConfig = async (): Promise<void> => {
    const keys = createKeyring([{ id: "k1", key: Buffer.alloc(32, 1).toString("base64") }]);
    if (!keys.ok) throw new Error("the key of this test is well-formed");
    config = createConfig({
      database,
      keyring: keys.keyring,
      environment: "test",
      settings: integrationSettings,
      logger,
      clock: systemClock,
    });
    await config.start();
  };

  beforeEach(async () => {
    database = await open();
    await startConfig();
    posts = [];
    printed = [];
    now = new Date();
    answer = () => Response.json({ status: "00", messageId: "x" });
  });
  afterEach(() => config.stop());

  const component = (production: boolean): ApplicationSMSComponent => {
    const sms = new ApplicationSMSComponent({
      config,
      logger,
      production,
      runtime: {
        now: () => now,
        print: (given) => printed.push(given),
        fetch: async (url, init) => {
          posts.push({ url, body: String(init.body) });
          return answer();
        },
      },
    });
    sms.start();
    return sms;
  };

  describe("without a configuration", () => {
    test("in production refuses to send and says why; nothing is printed", async () => {
      const sms = component(true);
      expect(sms.state()).toEqual({ ready: false, reason: "not_configured" });
      const { outcome } = await sms.send(message);
      expect(outcome).toMatchObject({ kind: "rejected", error: { code: "not_configured" } });
      expect(printed).toBeEmpty();
    });

    test("elsewhere prints, and says that it is a stand-in", async () => {
      const sms = component(false);
      expect(sms.state()).toEqual({
        ready: true,
        provider: "log-only",
        fallbacks: [],
        standIn: true,
      });
      expect((await sms.send(message)).outcome.kind).toBe("accepted");
      expect(printed).toMatchObject([message]);
    });
  });

  test("prints in production where an operator asked for it", async () => {
    await config.patch(smsSetting, { provider: "log-only" }, by);
    const sms = component(true);
    expect(sms.state()).toEqual({
      ready: true,
      provider: "log-only",
      fallbacks: [],
      standIn: false,
    });
    await sms.send(message);
    expect(printed).toHaveLength(1);
  });

  test("follows the configuration while it runs: set, changed, broken, removed", async () => {
    const sms = component(true);
    await config.patch(providerSettings.vnpay, account, by);
    expect(sms.state()).toEqual({ ready: true, provider: "vnpay", fallbacks: [], standIn: false });
    await sms.send(message);

    const changed = { baseUrl: "https://other.example", secret: "another-secret" };
    await config.patch(providerSettings.vnpay, changed, by);
    await sms.send(message);
    expect(posts.map(({ url }) => new URL(url).host)).toEqual(["sms.example", "other.example"]);
    expect(posts.map(({ body }) => body.includes("another-secret"))).toEqual([false, true]);

    await config.remove(providerSettings.vnpay, by);
    expect(sms.state()).toEqual({ ready: false, reason: "not_configured" });
  });

  describe("with a fallback", () => {
    const twilio = {
      accountSid: `AC${"1".repeat(32)}`,
      authToken: "token-of-this-test",
      sender: "NXDEMO",
    };
    const chooseBoth = () => config.patch(smsSetting, { fallbacks: ["twilio", "vnpay"] }, by);
    const hosts = () => posts.map(({ url }) => new URL(url).host);

    test("a message that was surely not taken goes to the next, one that may have been does not", async () => {
      await config.patch(providerSettings.vnpay, account, by);
      await config.patch(providerSettings.twilio, twilio, by);
      await chooseBoth();
      const sms = component(true);
      expect(sms.state()).toMatchObject({ provider: "vnpay", fallbacks: ["twilio"] });

      answer = () => Response.json({ status: "84" });
      expect((await sms.send(message)).attempts.map(({ provider }) => provider)).toEqual([
        "vnpay",
        "twilio",
      ]);
      expect(hosts()).toEqual(["sms.example", "api.twilio.com"]);
      posts = [];
      answer = () => new Response("", { status: 500 });
      expect((await sms.send(message)).outcome.kind).toBe("unknown");
      expect(hosts()).toEqual(["sms.example"]);
    });

    test("a rule decides who goes first", async () => {
      await config.patch(providerSettings.vnpay, account, by);
      await config.patch(providerSettings.twilio, twilio, by);
      const rules = [{ name: "Kenya", match: { countries: ["KE"] }, use: [{ account: "twilio" }] }];
      await config.patch(smsSetting, { fallbacks: ["twilio"], rules }, by);
      const sms = component(true);
      await sms.send({ ...message, to: "+254711000001" });
      await sms.send(message);
      expect(hosts()).toEqual(["api.twilio.com", "sms.example"]);
    });

    test("what is chosen and not configured is left out and named", async () => {
      await config.patch(providerSettings.twilio, twilio, by);
      await chooseBoth();
      const sms = component(true);
      expect(sms.state()).toMatchObject({ ready: true, provider: "twilio", fallbacks: [] });
      answer = () => Response.json({ code: 20003 }, { status: 401 });
      expect(await sms.problems()).toMatchObject([
        { setting: "INTEGRATION/vnpay", code: "missing" },
        { setting: "INTEGRATION/twilio", code: "bad_credentials" },
      ]);
    });

    test("one that nobody answers at is named", async () => {
      await config.patch(providerSettings.vnpay, account, by);
      const sms = component(true);
      answer = () => {
        throw Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
      };
      expect(await sms.problems()).toMatchObject([
        { setting: "INTEGRATION/vnpay", code: "unreachable" },
      ]);
    });
  });

  describe("accounts of organizations", () => {
    const [ours, theirs] = [newUuid(systemClock), newUuid(systemClock)] as const;
    const twilio = {
      accountSid: `AC${"1".repeat(32)}`,
      authToken: "token-of-this-test",
      sender: "NXDEMO",
    };
    const patchOwn = (organization: string, settings: object, kind: ProviderKind = "vnpay") =>
      config.patch(providerSettings[kind], settings, { ...by, organization });
    const idsFor = (sms: ApplicationSMSComponent, organization?: string) =>
      sms.routing(organization).accounts.map(({ id }) => id);

    test("are used for that organization alone, before the platform's", async () => {
      await config.patch(providerSettings.vnpay, account, by);
      await patchOwn(ours, twilio, "twilio");
      const sms = component(true);
      const own = accountIdOf("twilio", ours);
      expect(own).toMatch(/^twilio@org_[0-9a-z]{26}$/);
      expect(idsFor(sms, ours)).toEqual([own, "vnpay"]);
      expect(idsFor(sms, theirs)).toEqual(["vnpay"]);
      expect(idsFor(sms)).toEqual(["vnpay"]);
      expect(sms.state(ours)).toMatchObject({ provider: "twilio", fallbacks: ["vnpay"] });
      expect(sms.state(theirs)).toMatchObject({ provider: "vnpay", fallbacks: [] });
      expect(sms.account(own)).toMatchObject({ id: own, organization: ours });
      expect(sms.account("vnpay")?.organization).toBeUndefined();
      expect(sms.account(accountIdOf("twilio", theirs))).toBeUndefined();
      expect(sms.accounts().map(({ id }) => id)).toEqual(["vnpay", own]);
    });

    test("stand in for the platform's of the same kind, also while their settings are wrong", async () => {
      await config.patch(providerSettings.vnpay, account, by);
      await patchOwn(ours, { ...account, baseUrl: "https://own.example" });
      const sms = component(true);
      expect(idsFor(sms, ours)).toEqual([accountIdOf("vnpay", ours)]);
      const [only] = sms.routing(ours).accounts;
      await only?.provider.send(
        { id: newUuid(systemClock), category: "otp", ...message },
        new AbortController().signal,
      );
      expect(posts.map(({ url }) => new URL(url).host)).toEqual(["own.example"]);

      await database.orm.execute(sql`
        update settings set value = '{"baseUrl": 7}', version = version + 1000
        where organization_id is not null`);
      await config.stop();
      await startConfig();
      const after = component(true);
      expect(idsFor(after, ours)).toEqual([]);
      expect(after.state(ours)).toEqual({ ready: false, reason: "invalid_configuration" });
      expect(idsFor(after, theirs)).toEqual(["vnpay"]);
    });

    test("need no platform account, and hold against a message that would only be printed", async () => {
      const sms = component(false);
      expect(sms.state(ours)).toMatchObject({ provider: "log-only", standIn: true });
      await patchOwn(ours, account);
      expect(idsFor(sms, ours)).toEqual([accountIdOf("vnpay", ours)]);
      expect(sms.state(ours)).toMatchObject({ ready: true, standIn: false });
      expect(idsFor(sms, theirs)).toEqual(["log-only"]);
    });

    test("its rules replace the platform's, and order its own", async () => {
      await config.patch(providerSettings.vnpay, account, by);
      await patchOwn(ours, account);
      await patchOwn(ours, twilio, "twilio");
      const sms = component(true);
      expect(sms.routing(ours).rules.map(({ name }) => name)).toEqual(["Kenya"]);
      const rules = [{ name: "ours", match: {}, exclude: ["vnpay"] }];
      const own = { provider: "twilio", rules };
      await config.patch(smsSetting, own, { ...by, organization: ours });
      expect(sms.routing(ours).rules).toEqual(rules);
      expect(idsFor(sms, ours)).toEqual([accountIdOf("twilio", ours), accountIdOf("vnpay", ours)]);
      expect(sms.routing(theirs).rules.map(({ name }) => name)).toEqual(["Kenya"]);
      await config.remove(smsSetting, { ...by, organization: ours });
      expect(sms.routing(ours).rules.map(({ name }) => name)).toEqual(["Kenya"]);
    });

    test("keep their limits to themselves, and leave those of the platform's account alone", async () => {
      await config.patch(providerSettings.vnpay, account, by);
      await config.patch(smsSetting, { limits: [{ provider: "vnpay", window: 3 }] }, by);
      await patchOwn(ours, twilio, "twilio");
      const limits = [
        { provider: "twilio", perSecond: 7, window: 5 },
        { provider: "vnpay", window: 10_000 },
      ];
      await config.patch(smsSetting, { limits }, { ...by, organization: ours });
      const sms = component(true);
      expect(sms.routing(ours).accounts).toMatchObject([
        { window: 5, perSecond: 7 },
        { id: "vnpay", window: 3 },
      ]);
    });

    test("one organization's change leaves the clients of all others as they are", async () => {
      await config.patch(providerSettings.vnpay, account, by);
      await patchOwn(ours, account);
      await patchOwn(theirs, account);
      const sms = component(true);
      const clients = () => sms.accounts().map(({ provider }) => provider);
      const [platform, first, second] = clients();
      await patchOwn(theirs, { sender: "OTHER" });
      const [samePlatform, same, changed] = clients();
      expect([samePlatform === platform, same === first, changed === second]).toEqual([
        true,
        true,
        false,
      ]);
      await config.remove(providerSettings.vnpay, { ...by, organization: theirs });
      expect(idsFor(sms, theirs)).toEqual(["vnpay"]);
    });

    test("what a test twin has is never used, and it has nothing else", async () => {
      const twin = testOrganizationOf(ours);
      await config.patch(providerSettings.vnpay, account, by);
      await patchOwn(twin, account);
      const sms = component(true);
      expect(sms.routing(twin)).toEqual({ accounts: [], rules: [] });
      expect(sms.accounts().map(({ id }) => id)).toEqual(["vnpay"]);
      expect(sms.account(accountIdOf("vnpay", twin))).toBeUndefined();
    });

    test("call through what refuses addresses inside", async () => {
      await config.patch(providerSettings.vnpay, account, by);
      await patchOwn(ours, account);
      const calls: string[] = [];
      const take = (name: string) => async () => {
        calls.push(name);
        return Response.json({ status: "00", messageId: "x" });
      };
      const sms = new ApplicationSMSComponent({
        config,
        logger,
        production: true,
        runtime: { now: () => now, fetch: take("any") },
        fetchOutside: take("outside"),
      });
      sms.start();
      for (const organization of [ours, theirs])
        await sms
          .routing(organization)
          .accounts[0]?.provider.send(
            { id: newUuid(systemClock), category: "otp", ...message },
            new AbortController().signal,
          );
      expect(calls).toEqual(["outside", "any"]);
    });
  });

  test("looks at the provider at most once in ten seconds, however often health is asked for", async () => {
    await config.patch(providerSettings.vnpay, account, by);
    const sms = component(true);
    expect(await Promise.all([sms.problems(), sms.problems(), sms.problems()])).toEqual([
      [],
      [],
      [],
    ]);
    expect(posts).toHaveLength(1);
    now = new Date(now.getTime() + 10_001);
    await sms.problems();
    expect(posts).toHaveLength(2);
  });

  test("a broken configuration refuses everywhere: printing would hide the mistake", async () => {
    await config.patch(providerSettings.vnpay, account, by);
    // Nothing that goes through the service gets this far; a hand in the database does.
    await database.orm.execute(
      sql`update settings set value = '{"baseUrl": 7}', version = version + 1000`,
    );
    await config.stop();
    await startConfig();
    expect(component(false).state()).toEqual({ ready: false, reason: "invalid_configuration" });
  });
});
