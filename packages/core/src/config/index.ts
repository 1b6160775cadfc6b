export type { ChangeBy } from "./change.ts";
export { SettingChange } from "./changes.ts";
export {
  type Config,
  type ConfigChange,
  type ConfigOptions,
  createConfig,
  type Reading,
  type Scope,
  type SeedResult,
} from "./config.ts";
export { type FromEnvironment, settingFromEnvironment } from "./environment.ts";
export { ConfigProblem } from "./problems.ts";
export { defineSetting, type Setting } from "./setting.ts";
export { SecretView, SettingView } from "./view.ts";
