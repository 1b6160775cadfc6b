import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { rejected, type SendErrorCode, sendErrors, unknown } from "mq-sms";
import { decide, type EndedAttempt, mostAttempts, retryAfterSeconds } from "./decide.ts";

const ended = (changes: Partial<EndedAttempt>): EndedAttempt => ({
  category: "transactional",
  lane: 1,
  attempt: 1,
  outcome: { kind: "accepted", providerMessageIds: ["1"] },
  alternative: false,
  secondsLeft: 86_400,
  unknownBefore: false,
  random: 0,
  ...changes,
});

test.each([
  [1, 30],
  [2, 120],
  [3, 480],
])("after attempt %i the next one waits %i seconds, and at most a tenth more", (attempt, wait) => {
  expect(retryAfterSeconds(attempt, 0)).toBe(wait);
  expect(retryAfterSeconds(attempt, 0.999)).toBeLessThan(wait * 1.1);
});

test("each id of the provider is a part", () => {
  const outcome = { kind: "accepted", providerMessageIds: ["a", "b", "c"] } as const;
  expect(decide(ended({ outcome })).progress).toBe("111");
  const none = { kind: "accepted", providerMessageIds: [] } as const;
  expect(decide(ended({ outcome: none })).progress).toBe("1");
});

describe("unknown", () => {
  const outcome = unknown("p", "timeout");
  test.each([
    ["transactional", false, false],
    ["promotional", false, false],
    ["otp", false, true],
    ["otp", true, false],
  ] as const)("%s, unknown before: %p, is sent again: %p", (category, unknownBefore, again) => {
    const decision = decide(ended({ category, lane: 0, outcome, unknownBefore }));
    expect(decision).toMatchObject({ progress: "0", otherwise: "SUBMITTED" });
    expect(decision.again !== undefined).toBe(again);
  });

  test("a code that would come too late is not sent again", () => {
    const decision = decide(ended({ category: "otp", outcome, secondsLeft: 9 }));
    expect(decision.again).toBeUndefined();
  });
});

const isCode = (text: string): text is SendErrorCode => Object.hasOwn(sendErrors, text);
const codes = Object.keys(sendErrors).filter(isCode);

test.each(codes)("%s: goes on where it may, or ends with its reason", (code) => {
  const { retryable, mayFailOver } = sendErrors[code];
  const outcome = rejected("p", code);
  const elsewhere = decide(ended({ outcome, alternative: true }));
  expect(elsewhere.again?.afterSeconds).toBe(mayFailOver ? 0 : retryable ? 30 : undefined);
  const here = decide(ended({ outcome }));
  expect(here.again?.afterSeconds).toBe(retryable ? 30 : undefined);
  expect(here.progress).toBe("x");
  const last = decide(ended({ outcome, attempt: mostAttempts }));
  if (code !== "throttled") expect(last.again).toBeUndefined();
  const late = decide(ended({ outcome, secondsLeft: 20 }));
  if (retryable) expect(late.otherwise).toBe("EXPIRED");
});

test.each([
  [undefined, 30],
  [5, 30],
  [120, 120],
  [1e9, 900],
])("a provider's wish to wait %p seconds is granted with %p", (retryAfterSeconds, wait) => {
  const detail = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  const outcome = rejected("p", "throttled", detail);
  expect(decide(ended({ outcome })).again?.afterSeconds).toBe(wait);
  expect(decide(ended({ outcome, attempt: 9 })).again).toBeDefined();
});

test("whatever happened: what may have been sent is never tried again, but a code once", () => {
  fc.assert(
    fc.property(
      fc.record({
        category: fc.constantFrom("otp", "transactional", "promotional"),
        lane: fc.constantFrom(0, 1, 2),
        attempt: fc.integer({ min: 1, max: 9 }),
        outcome: fc.oneof(
          fc.constant({ kind: "accepted" as const, providerMessageIds: ["1"] }),
          fc.constantFrom(...codes).map((code) => rejected("p", code)),
          fc.constantFrom(...codes).map((code) => unknown("p", code)),
        ),
        alternative: fc.boolean(),
        secondsLeft: fc.double({ min: 0, max: 1e6, noNaN: true }),
        unknownBefore: fc.boolean(),
        random: fc.double({ min: 0, max: 0.999, noNaN: true }),
      }),
      (attempt) => {
        const { again, otherwise } = decide(attempt);
        if (attempt.outcome.kind === "accepted") expect(again).toBeUndefined();
        if (attempt.outcome.kind === "unknown" && again)
          expect(attempt.category === "otp" && !attempt.unknownBefore).toBe(true);
        if (again) {
          expect(again.afterSeconds === 0 || again.afterSeconds < attempt.secondsLeft).toBe(true);
          expect(["QUEUED", "SUBMITTED"]).toContain(otherwise);
        } else expect(otherwise).not.toBe("QUEUED");
      },
    ),
    { numRuns: 10_000 },
  );
});
