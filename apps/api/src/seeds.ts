import { type Config, type ConfigProblem, type Setting, settingFromEnvironment } from "@nx/core";
import { rateSetting } from "@nx/gateway";
import { otpSetting, providerSettings, smsSetting } from "@nx/identity";

/** Which variables may give a setting its first value: `VNPAY_BASE_URL`, `OTP_BRAND`. */
const prefixes: readonly (readonly [string, Setting])[] = [
  ["SMS", smsSetting],
  ...Object.entries(providerSettings).map(
    ([kind, setting]) => [kind.toUpperCase(), setting] as const,
  ),
  ["OTP", otpSetting],
  ["LIMITS", rateSetting],
];

/**
 * Sows the settings that the environment names. Whatever an operator has changed since stays; what
 * cannot be used is returned as problems and changes nothing.
 */
export const seedFromEnvironment = async (
  config: Config,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ConfigProblem[]> => {
  const problems: ConfigProblem[] = [];
  for (const [prefix, setting] of prefixes) {
    const read = settingFromEnvironment(setting, env, prefix);
    problems.push(
      ...read.problems.map((problem) => ({
        setting: `${setting.group}/${setting.key}`,
        ...problem,
      })),
    );
    // Problems of the value itself are kept by the configuration and reported there.
    if (read.value) await config.seed(setting, read.value);
  }
  return problems;
};
