import { expect, test } from "bun:test";
import {
  appendAudit,
  createAudit,
  createConfig,
  createKeyring,
  createLogger,
  newUuid,
  platformOrganization,
} from "@nx/core";
import { describeOnDatabases, fakeClock } from "@nx/core/testing";
import { createGateway } from "../gateway.ts";
import { defaultRetention, retentionOf, retentionSetting } from "./setting.ts";

const keys = createKeyring([{ id: "k", key: Buffer.alloc(32, 3).toString("base64") }]);
if (!keys.ok) throw new Error("not a keyring");
const { keyring } = keys;
const dayMs = 86_400_000;
const never = new AbortController().signal;

describeOnDatabases("retention", (open) => {
  const clock = fakeClock(new Date());
  const logger = createLogger({ level: "silent" });
  const [brief, usual] = [newUuid(clock), newUuid(clock)];
  const by = { actor: "operator" };

  test("is each organization's own, else the platform's; unread settings forget nothing", async () => {
    const database = await open();
    const settings = [retentionSetting];
    const config = createConfig({ database, environment: "test", settings, logger, clock });
    const of = retentionOf(config);
    expect(of(usual)).toBeUndefined();
    await config.start();
    expect(of(usual)).toEqual(defaultRetention);
    await config.patch(retentionSetting, { bodyDays: 30 }, by);
    await config.patch(retentionSetting, { messageDays: 120 }, { ...by, organization: brief });
    expect(of(usual)).toEqual({ ...defaultRetention, bodyDays: 30 });
    expect(of(brief)).toEqual({ ...defaultRetention, messageDays: 120 });
    expect(of(platformOrganization)).toMatchObject({ bodyDays: 30 });
    for (const tooShort of [{ messageDays: 99 }, { auditDays: 89 }, { bodyDays: 0 }])
      expect(await config.patch(retentionSetting, tooShort, by)).toMatchObject({ ok: false });
    await config.stop();
  });

  test("holds for the audit, whose rest still verifies", async () => {
    const database = await open();
    const audit = createAudit({ database, keyring, clock, logger });
    const { jobs } = createGateway({
      database,
      routing: () => ({ accounts: [], rules: [] }),
      logger,
      clock,
      keyring,
      dispatch: false,
      retention: (id) => (id === brief ? { ...defaultRetention, auditDays: 90 } : defaultRetention),
    });
    const run = async () => {
      for (const job of audit.jobs) await job.perform({}, never);
      await jobs.find(({ name }) => name === "messages.retention")?.perform({}, never);
    };
    const append = async () => {
      for (const organizationId of [brief, usual, null])
        await appendAudit(database.orm, { organizationId, actor: "operator", action: "a.b" });
    };
    await append();
    await run();
    clock.advance(100 * dayMs);
    await append();
    await run();
    expect(await audit.verify(brief)).toMatchObject({ valid: true, first: 2, last: 3 });
    expect(await audit.verify(usual)).toMatchObject({ valid: true, first: 1, last: 2 });
    clock.advance(310 * dayMs);
    await run();
    for (const id of [brief, usual, platformOrganization])
      expect(await audit.verify(id)).toMatchObject({ valid: true });
    expect(await audit.verify(usual)).toMatchObject({ first: 2 });
    expect(await audit.verify(platformOrganization)).toMatchObject({ first: 2 });
  });
});
