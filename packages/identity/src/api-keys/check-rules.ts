import type { FieldProblem } from "@nx/core";
import { isNetwork, isOrigin } from "./allow-lists.ts";
import type { CreateApiKeyBody, KeyKind } from "./schemas.ts";
import { publishableScopes } from "./scopes.ts";

type Rules = Partial<Pick<CreateApiKeyBody, "scopes" | "allowedIps" | "allowedOrigins">>;

/** What is wrong with the scopes and allow-lists of a key of this kind, beyond their form. */
export const checkRules = (kind: KeyKind, rules: Rules): FieldProblem[] => [
  ...checkScopes(kind, rules),
  ...checkIps(rules),
  ...checkOrigins(kind, rules),
];

const checkScopes = (kind: KeyKind, { scopes = [] }: Rules): FieldProblem[] =>
  kind === "pk_live" && scopes.some((scope) => !publishableScopes.includes(scope))
    ? [problem("/scopes", "not_allowed", "A publishable key verifies phones and nothing else.")]
    : [];

const checkIps = ({ allowedIps = [] }: Rules): FieldProblem[] =>
  allowedIps.flatMap((network, index) =>
    isNetwork(network)
      ? []
      : [problem(`/allowedIps/${index}`, "bad_format", "This is no IP address or CIDR range.")],
  );

const checkOrigins = (kind: KeyKind, { allowedOrigins }: Rules): FieldProblem[] => {
  if (allowedOrigins === undefined) return [];
  if (kind !== "pk_live")
    return allowedOrigins.length === 0
      ? []
      : [problem("/allowedOrigins", "not_allowed", "A secret key is not for browsers.")];
  if (allowedOrigins.length === 0)
    return [problem("/allowedOrigins", "required", "A publishable key needs an origin.")];
  return allowedOrigins.flatMap((origin, index) =>
    isOrigin(origin)
      ? []
      : [problem(`/allowedOrigins/${index}`, "bad_format", "Like `https://shop.example`.")],
  );
};

const problem = (path: string, code: string, message: string): FieldProblem => ({
  path,
  code,
  message,
});
