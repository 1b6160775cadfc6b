import type { Conditions } from "../segments/schemas.ts";
import type { Step } from "./schemas.ts";

/** A step without branches: where it goes on is a place in the list. */
export type FlatStep =
  | Exclude<Step, { readonly do: "if" }>
  | { readonly do: "if"; readonly query: Conditions; readonly otherwise: number }
  | { readonly do: "goto"; readonly to: number };

/**
 * Steps with their branches as one list, in which a step goes on to the next one or further down: so
 * that an enrolment stands at a number, and every way ends.
 */
export function flatten(steps: readonly Step[], from = 0): FlatStep[] {
  const flat: FlatStep[] = [];
  for (const step of steps) {
    if (step.do !== "if") {
      flat.push(step);
      continue;
    }
    const at = from + flat.length;
    const yes = flatten(step.yes, at + 1);
    const otherwise = at + 1 + yes.length + (step.no === undefined ? 0 : 1);
    flat.push({ do: "if", query: step.query, otherwise }, ...yes);
    if (step.no === undefined) continue;
    const no = flatten(step.no, otherwise);
    flat.push({ do: "goto", to: otherwise + no.length }, ...no);
  }
  return flat;
}

/** Every step, those of branches too. */
export const allSteps = (steps: readonly Step[]): Step[] =>
  steps.flatMap((step) =>
    step.do === "if" ? [step, ...allSteps(step.yes), ...allSteps(step.no ?? [])] : [step],
  );
