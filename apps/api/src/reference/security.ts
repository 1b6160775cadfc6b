import type { Rule } from "../access/rules.ts";

/** Any one of these opens a route; `{}` is nothing at all. */
export type Security = { [scheme: string]: string[] }[];

/** How callers show who they are. */
export const securitySchemes = {
  bearer: {
    type: "http",
    scheme: "bearer",
    description: "An API key, or a token of whoever runs the platform.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "__Host-sid",
    description: "The session of somebody who signed in. Changes also need `X-CSRF-Token`.",
  },
} as const;

/**
 * What opens a route, by its rule. Only a route whose rule lets every visitor in says by itself what
 * it looks for, and one for people alone may say that.
 */
export const securityOf = (rule: Rule | undefined, own: Security | undefined): Security => {
  if (rule === undefined || rule === "open") return [];
  if (own !== undefined) return own;
  if (rule === "visitors") return [];
  if (rule === "operator") return [{ bearer: [] }];
  const { needs, anonymous } = rule;
  return [
    ...(anonymous ? [{}] : []),
    // A rule that takes no key still takes the operator's token.
    { bearer: rule.keys === false ? [] : [needs] },
    { session: [needs] },
  ];
};
