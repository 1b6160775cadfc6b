import type { ReceivedMessage } from "@nx/gateway";
import { fold } from "./fold.ts";
import { holdsAt } from "./hours.ts";
import type { Hours } from "./schemas.ts";

/** A rule as it is stored, its keywords folded. */
export interface Rule {
  readonly id: string;
  readonly organizationId: string;
  readonly match: "exact" | "prefix" | "any";
  readonly keywords: readonly string[];
  readonly number: string | null;
  readonly hours: Hours | null;
  readonly text: string;
  readonly everySeconds: number;
}

/** The rule that is closest to what was written: the whole text, then the longest beginning. */
export function ruleFor(rules: readonly Rule[], message: ReceivedMessage): Rule | undefined {
  const text = fold(message.text ?? "");
  let best: { readonly rule: Rule; readonly closeness: number } | undefined;
  for (const rule of rules) {
    if (rule.organizationId !== message.organizationId) continue;
    if (rule.number !== null && rule.number !== message.to) continue;
    if (rule.hours !== null && !holdsAt(rule.hours, message.receivedAt)) continue;
    const closeness = closenessOf(rule, text);
    // Of equal ones the older rule.
    if (closeness > (best?.closeness ?? -1)) best = { rule, closeness };
  }
  return best?.rule;
}

/** How much of a folded text the keywords are; -1 where they do not fit. */
export function closenessOf(
  { match, keywords }: Pick<Rule, "match" | "keywords">,
  text: string,
): number {
  if (match === "any") return 0;
  if (match === "exact") return keywords.includes(text) ? Number.POSITIVE_INFINITY : -1;
  const lengths = keywords
    .filter((keyword) => text === keyword || text.startsWith(`${keyword} `))
    .map((keyword) => keyword.length);
  return Math.max(-1, ...lengths);
}
