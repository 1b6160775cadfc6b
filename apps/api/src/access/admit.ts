import { coreProblems, Problem } from "@nx/core";
import { hasScope, roleMay, type Scope } from "@nx/identity";
import type { Caller } from "./caller.ts";
import type { Rule } from "./rules.ts";

/** What a service of the operator may do by its token. */
const serviceScopes: readonly Scope[] = ["sms:send", "sms:read", "otp:request", "otp:verify"];

/** Ends the request of a caller for whom the route is not. */
export const admit = (rule: Rule, caller: Caller): void => {
  if (rule === "open" || caller.kind === "operator") return;
  if (caller.kind === "anonymous") {
    if (rule !== "operator" && rule.anonymous) return;
    throw new Problem(coreProblems.unauthorized);
  }
  if (rule === "operator" || !may(rule, caller)) throw new Problem(coreProblems.forbidden);
};

const may = (
  { needs, keys = true }: Exclude<Rule, string>,
  caller: Exclude<Caller, { kind: "anonymous" }>,
): boolean => {
  switch (caller.kind) {
    case "operator":
      return true;
    case "service":
      return keys && hasScope(serviceScopes, needs);
    case "key":
      return keys && hasScope(caller.key.scopes, needs);
    case "member":
      return roleMay(caller.member.role, needs);
  }
};
