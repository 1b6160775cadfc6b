export { createOutreach, type Outreach, type OutreachOptions } from "./outreach.ts";
export {
  type OutreachProblemCode,
  type OutreachRefusal,
  type OutreachResult,
  outreachProblems,
} from "./problems.ts";
export { createQuietHours, type QuietHoursOptions } from "./quiet-hours/quiet-hours.ts";
export { QuietHoursSettings, quietHoursOf, quietHoursSetting } from "./quiet-hours/settings.ts";
