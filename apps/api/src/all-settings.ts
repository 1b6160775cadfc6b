import type { Setting } from "@nx/core";
import { limitSettings, retentionSetting } from "@nx/gateway";
import { integrationSettings, otpGuardSetting, otpSetting } from "@nx/identity";

/** Every setting that an operator may change. */
export const allSettings: readonly Setting[] = [
  otpSetting,
  otpGuardSetting,
  ...limitSettings,
  ...integrationSettings,
  retentionSetting,
];
