export type { KeywordsAndLists } from "./consent/index.ts";
export { OptOutImport } from "./consent/schemas.ts";
export { ConsentSettings, consentSetting } from "./consent/settings.ts";
export { createOutreach, type Outreach, type OutreachOptions } from "./outreach.ts";
export {
  type OutreachProblemCode,
  type OutreachRefusal,
  type OutreachResult,
  outreachProblems,
} from "./problems.ts";
