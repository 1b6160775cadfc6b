import { coreProblems, Problem } from "@nx/core";
import { hasScope, identityProblems, roleMay } from "@nx/identity";
import type { Caller } from "./caller.ts";
import type { Rule } from "./rules.ts";

/** What a service of the operator may do by its token. */
const serviceMay: ReadonlySet<string> = new Set([
  "sms:send",
  "sms:read",
  "otp:request",
  "otp:verify",
  "analytics:read",
  "contacts:read",
  "contacts:write",
  "campaigns:read",
  "campaigns:*",
  "inbox:read",
  "inbox:write",
]);

/** A rule that looks at the caller. */
export type ForSome = Exclude<Rule, "open" | "visitors">;

/** Ends the request of a caller for whom the route is not. */
export const admit = (rule: ForSome, caller: Caller, method: string): void => {
  if (caller.kind === "operator") return;
  if (caller.kind === "anonymous") {
    if (rule !== "operator" && rule.anonymous) return;
    throw new Problem(coreProblems.unauthorized);
  }
  if (rule === "operator" || !may(rule, caller)) throw new Problem(coreProblems.forbidden);
  const isChange = method !== "GET" && method !== "HEAD";
  if (rule.delicate && isChange && caller.kind === "member" && !caller.member.fresh)
    throw new Problem(identityProblems.sign_in_again);
};

const may = (
  { needs, keys = true }: Exclude<Rule, string>,
  caller: Exclude<Caller, { kind: "anonymous" }>,
): boolean => {
  switch (caller.kind) {
    case "operator":
      return true;
    case "service":
      return keys && serviceMay.has(needs);
    case "key":
      return keys && hasScope(caller.key.scopes, needs);
    case "member":
      return roleMay(caller.member.role, needs);
  }
};
