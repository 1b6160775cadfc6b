import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type SendErrorCode, sendErrors } from "../errors.ts";
import { rejected, unknown } from "../outcome.ts";
import type { SendOutcome } from "../provider.ts";
import {
  type Circuit,
  type CircuitEvent,
  circuitDefaults,
  healthOf,
  newCircuit,
  recordEvent,
} from "./circuit.ts";

const accepted: SendOutcome = { kind: "accepted", providerMessageIds: ["1"] };
const ended = (outcome: SendOutcome, tookMs = 100): CircuitEvent => ({
  kind: "ended",
  outcome,
  tookMs,
});
const well = ended(accepted);
const failed = ended(unknown("p", "timeout"));
const start = 1_767_342_665_000;
const after = (ms: number) => new Date(start + ms);

/** Plays events one after the other, `everyMs` apart. */
function play(
  events: readonly CircuitEvent[],
  everyMs = 1000,
  from: Circuit = newCircuit,
  begin = 0,
) {
  return events.reduce(
    (circuit, event, index) => recordEvent(circuit, event, after(begin + index * everyMs)),
    from,
  );
}
const times = (count: number, event: CircuitEvent) => Array.from({ length: count }, () => event);

describe("failures", () => {
  test("a few within five minutes change nothing", () => {
    expect(healthOf(play(times(5, failed)), after(5000))).toEqual({ state: "closed", share: 100 });
  });

  test("more than five make it lose share, ten points in half a minute", () => {
    expect(healthOf(play(times(6, failed)), after(6000)).share).toBe(90);
    expect(healthOf(play(times(12, failed), 12_000), after(144_000)).share).toBe(70);
  });

  test("more than twenty open it", () => {
    expect(healthOf(play(times(20, failed)), after(20_000)).state).toBe("closed");
    expect(healthOf(play(times(21, failed)), after(21_000)).state).toBe("open");
  });

  test("old ones do not count", () => {
    expect(healthOf(play(times(100, failed), 60_000), after(6_000_000)).state).toBe("closed");
  });

  test.each(["timeout", "connection_lost", "unreadable_response", "provider_error"] as const)(
    "unknown, %s, is one",
    (code) => {
      expect(play(times(21, ended(unknown("p", code)))).openedAt).toBeDefined();
    },
  );
});

test("three refusals of the account in a row open it at once", () => {
  for (const code of ["bad_credentials", "account_disabled", "insufficient_balance"] as const) {
    const refused = ended(rejected("p", code));
    expect(play(times(2, refused)).openedAt).toBeUndefined();
    expect(play(times(3, refused)).openedAt).toBeDefined();
    expect(play([refused, refused, well, refused, refused]).openedAt).toBeUndefined();
  }
});

const isCode = (text: string): text is SendErrorCode => Object.hasOwn(sendErrors, text);
const harmless = Object.keys(sendErrors)
  .filter(isCode)
  .filter((code) => ["recipient", "message", "caller"].includes(sendErrors[code].fault));
test.each(harmless)("%s is no fault of the account", (code) => {
  expect(play(times(50, ended(rejected("p", code))))).toEqual(newCircuit);
});

test("throttling slows it and never opens it", () => {
  const circuit = play(times(200, ended(rejected("p", "throttled"))), 30_000);
  expect(circuit.openedAt).toBeUndefined();
  expect(circuit.share).toBe(circuitDefaults.step);
});

describe("slowness", () => {
  test.each<[string, CircuitEvent]>([
    ["answers", ended(accepted, 6000)],
    ["deliveries", { kind: "delivered", tookMs: 61_000 }],
  ])("slow %s take share away, fast ones give it back, gradually", (_, slow) => {
    const slowed = play(times(4, slow), 30_000);
    expect(slowed.share).toBe(60);
    const better = play(times(2, well), 30_000, slowed, 120_000);
    expect(better.share).toBe(80);
    expect(play(times(100, well), 30_000, slowed, 120_000).share).toBe(100);
    expect(play(times(100, slow), 30_000).share).toBe(10);
  });
});

describe("an open circuit", () => {
  const open = play(times(21, failed), 0);

  test("is probed after a minute, one message at a time", () => {
    expect(healthOf(open, after(59_999)).state).toBe("open");
    expect(healthOf(open, after(60_000)).state).toBe("half-open");
    const probed = recordEvent(open, { kind: "begun" }, after(60_000));
    expect(healthOf(probed, after(60_001)).state).toBe("open");
    expect(healthOf(probed, after(65_000)).state).toBe("half-open");
  });

  test("closes after three good probes and comes back with a tenth of the messages", () => {
    const probes = times(3, well);
    expect(healthOf(play(probes.slice(1), 5000, open, 60_000), after(65_000)).state).toBe(
      "half-open",
    );
    expect(healthOf(play(probes, 5000, open, 60_000), after(70_000))).toEqual({
      state: "closed",
      share: 10,
    });
  });

  test("stays open while it flaps: what got through for want of another was no probe", () => {
    const flapping = play([...times(3, well), failed, ...times(50, well)], 1000, open, 22_000);
    expect(healthOf(flapping, after(80_000)).state).toBe("open");
    expect(healthOf(play(times(3, well), 5000, flapping, 86_000), after(97_000)).state).toBe(
      "closed",
    );
  });

  test("stays open when a probe fails, and is probed again a minute later", () => {
    const again = recordEvent(open, failed, after(60_000));
    expect(healthOf(again, after(119_999)).state).toBe("open");
    expect(healthOf(again, after(120_000)).state).toBe("half-open");
  });
});

const anyEvent = fc.constantFrom<CircuitEvent>(
  well,
  failed,
  ended(rejected("p", "bad_credentials")),
  ended(rejected("p", "unavailable")),
  ended(rejected("p", "throttled")),
  ended(rejected("p", "invalid_recipient")),
  ended(accepted, 60_000),
  { kind: "delivered", tookMs: 1 },
  { kind: "begun" },
);

test("whatever happened, the state is plain data, bounded, and heals when things go well", () => {
  fc.assert(
    fc.property(
      fc.array(anyEvent, { maxLength: 200 }),
      fc.integer({ min: 0, max: 60_000 }),
      (events, everyMs) => {
        const circuit = play(events, everyMs);
        expect(JSON.parse(JSON.stringify(circuit))).toEqual(circuit);
        expect(circuit.failures.length).toBeLessThanOrEqual(circuitDefaults.openAfter + 1);
        expect(circuit.share).toBeGreaterThanOrEqual(circuitDefaults.step);
        expect(circuit.share).toBeLessThanOrEqual(100);

        let healed = circuit;
        let now = events.length * everyMs;
        for (let sends = 0; sends < 40; sends++) {
          now += 60_000;
          const isAsked = healthOf(healed, after(now)).state !== "open";
          expect(isAsked).toBe(true);
          healed = recordEvent(healed, { kind: "begun" }, after(now));
          healed = recordEvent(healed, well, after(now));
        }
        expect(healthOf(healed, after(now))).toEqual({ state: "closed", share: 100 });
      },
    ),
    { numRuns: 300 },
  );
});
