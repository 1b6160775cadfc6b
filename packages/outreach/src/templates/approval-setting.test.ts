import { expect, test } from "bun:test";
import { createConfig, createLogger, newUuid, systemClock, testOrganizationOf } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { noApproval, templateApprovalOf, templateApprovalSetting } from "./approval-setting.ts";

describeOnDatabases("the rule of approval", (open) => {
  test("is an organization's own, none for its test twin, and unknown until it was read", async () => {
    const organization = newUuid(systemClock);
    const config = createConfig({
      database: await open(),
      environment: "test",
      settings: [templateApprovalSetting],
      logger: createLogger({ level: "silent" }),
      clock: systemClock,
    });
    const of = templateApprovalOf(config);
    expect(of(organization)).toBeUndefined();
    await config.start();
    expect(of(organization)).toEqual(noApproval);
    const rule = { requireApproval: true, countries: ["IN"] };
    await config.patch(templateApprovalSetting, rule, { actor: "test", organization });
    expect(of(organization)).toEqual(rule);
    expect(of(newUuid(systemClock))).toEqual(noApproval);
    expect(of(testOrganizationOf(organization))).toEqual(noApproval);
    await config.stop();
  });
});
