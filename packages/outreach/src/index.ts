export { createOutreach, type Outreach, type OutreachOptions } from "./outreach.ts";
export {
  type OutreachProblemCode,
  type OutreachRefusal,
  type OutreachResult,
  outreachProblems,
} from "./problems.ts";
