import { type Static, Type } from "@sinclair/typebox";

/** What a key can be allowed. */
export const Scope = Type.Union(
  [
    Type.Literal("sms:send"),
    Type.Literal("sms:read"),
    Type.Literal("otp:request"),
    Type.Literal("otp:verify"),
    Type.Literal("contacts:read"),
    Type.Literal("contacts:write"),
    Type.Literal("campaigns:*"),
    Type.Literal("inbox:read"),
    Type.Literal("inbox:write"),
    Type.Literal("webhooks:*"),
    Type.Literal("keys:*"),
    Type.Literal("admin:*"),
  ],
  {
    description: "`x:*` is everything about x, `admin:*` everything.",
    examples: ["sms:send"],
  },
);
export type Scope = Static<typeof Scope>;

/** All of them. */
export const scopes: readonly Scope[] = Scope.anyOf.map((scope) => scope.const);

/** What publishable keys, which anybody can read in a page, may be allowed at most. */
export const publishableScopes: readonly Scope[] = ["otp:request", "otp:verify"];

/**
 * Whether what was granted covers what is needed: `campaigns:*` covers `campaigns:read`, `admin:*`
 * covers everything, and nothing else covers what it does not name.
 */
export const hasScope = (granted: readonly Scope[], needed: `${string}:${string}`): boolean => {
  const wholeArea = `${needed.slice(0, needed.indexOf(":"))}:*`;
  return granted.some((scope) => scope === needed || scope === wholeArea || scope === "admin:*");
};
