import type { Setting } from "@nx/core";
import { limitSettings, retentionSetting, scenarioSetting } from "@nx/gateway";
import { integrationSettings, otpGuardSetting, otpSetting } from "@nx/identity";
import { templateApprovalSetting } from "@nx/outreach";

/** Every setting that an operator may change. */
export const allSettings: readonly Setting[] = [
  otpSetting,
  otpGuardSetting,
  ...limitSettings,
  ...integrationSettings,
  retentionSetting,
  templateApprovalSetting,
];

/** Those that an organization decides for itself: they cost nobody else anything. */
export const ownSettings: readonly Setting[] = [
  retentionSetting,
  scenarioSetting,
  templateApprovalSetting,
];
