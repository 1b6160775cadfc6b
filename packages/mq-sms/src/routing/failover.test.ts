import { expect, test } from "bun:test";
import { type SendErrorCode, sendErrors } from "../errors.ts";
import { rejected, unknown } from "../outcome.ts";
import { nextStep } from "./failover.ts";
import type { RoutePlan } from "./plan.ts";

const candidate = (account: string) => ({ account, kind: account, reasons: [], segments: 1 });
const plan: RoutePlan = { candidates: ["a", "b"].map(candidate), excluded: [] };
const isCode = (text: string): text is SendErrorCode => Object.hasOwn(sendErrors, text);
const codes = Object.keys(sendErrors).filter(isCode);

test("the first, then the next", () => {
  expect(nextStep(plan, [])).toMatchObject({ kind: "try", candidate: { account: "a" } });
  const attempts = [{ account: "a", outcome: rejected("a", "unavailable") }];
  expect(nextStep(plan, attempts)).toMatchObject({ kind: "try", candidate: { account: "b" } });
  expect(
    nextStep(plan, [...attempts, { account: "b", outcome: rejected("b", "unavailable") }]),
  ).toEqual({
    kind: "end",
    why: "exhausted",
  });
  expect(nextStep({ candidates: [], excluded: [] }, [])).toEqual({ kind: "end", why: "exhausted" });
});

test("acceptance is the end", () => {
  const outcome = { kind: "accepted", providerMessageIds: ["1"] } as const;
  expect(nextStep(plan, [{ account: "a", outcome }])).toEqual({ kind: "end", why: "accepted" });
});

test.each(codes)("after an unknown outcome (%s) nobody is tried", (code) => {
  expect(nextStep(plan, [{ account: "a", outcome: unknown("a", code) }])).toEqual({
    kind: "end",
    why: "unknown",
  });
});

test.each(codes)("after a refusal (%s) the next is tried only if it may cure it", (code) => {
  const step = nextStep(plan, [{ account: "a", outcome: rejected("a", code) }]);
  expect(step).toMatchObject(
    sendErrors[code].mayFailOver ? { kind: "try" } : { kind: "end", why: "final" },
  );
});

test("the errors that move a message on are these", () => {
  expect(codes.filter((code) => sendErrors[code].mayFailOver)).toEqual([
    "no_route",
    "bad_sender",
    "bad_credentials",
    "account_disabled",
    "insufficient_balance",
    "encryption_mismatch",
    "throttled",
    "delivery_failed",
    "unavailable",
    "unrecognized_code",
  ]);
});
