import { explainSendError } from "../errors.ts";
import type { SendOutcome } from "../provider.ts";
import type { RouteCandidate, RoutePlan } from "./plan.ts";

/** One account's part in a send. */
export interface RouteAttempt {
  readonly account: string;
  readonly outcome: SendOutcome;
}

/** Which account is next, or why there is none. */
export type NextStep =
  | { readonly kind: "try"; readonly candidate: RouteCandidate }
  | {
      readonly kind: "end";
      /**
       * `unknown`: it may have been sent, and another attempt might double it. `final`: no other
       * account can cure the reason. `exhausted`: no account is left.
       */
      readonly why: "accepted" | "unknown" | "final" | "exhausted";
    };

/** Fails over only when the last account has surely not taken the message and another one might. */
export function nextStep(plan: RoutePlan, attempts: readonly RouteAttempt[]): NextStep {
  const last = attempts.at(-1)?.outcome;
  if (last?.kind === "accepted") return { kind: "end", why: "accepted" };
  if (last?.kind === "unknown") return { kind: "end", why: "unknown" };
  if (last !== undefined && !explainSendError(last.error).mayFailOver) {
    return { kind: "end", why: "final" };
  }
  const tried = new Set(attempts.map(({ account }) => account));
  const candidate = plan.candidates.find(({ account }) => !tried.has(account));
  return candidate ? { kind: "try", candidate } : { kind: "end", why: "exhausted" };
}
