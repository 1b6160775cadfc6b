import { expect, test } from "bun:test";
import { newCircuit } from "mq-sms";
import type { ProviderState } from "./schemas.ts";
import { type Evidence, stateOf } from "./state-of.ts";

const now = new Date("2026-01-01T12:00:00Z");
const ago = (seconds: number) => now.getTime() - seconds * 1000;
const nothing: Evidence = { circuit: undefined, toldAt: undefined, check: undefined };
const failed = (count: number, seconds = 10) => ({
  circuit: { ...newCircuit, failures: Array.from({ length: count }, () => ago(seconds)) },
  toldAt: new Date(ago(1)),
});
const checked = (found: Partial<NonNullable<Evidence["check"]>> = {}, seconds = 30) => ({
  check: {
    at: new Date(ago(seconds)),
    reachable: true,
    credentialsAccepted: true,
    failed: 0,
    ...found,
  },
});
const open = { circuit: { ...newCircuit, openedAt: ago(120) }, toldAt: new Date(ago(1)) };

test.each<[string, Partial<Evidence>, ProviderState]>([
  ["nothing is known", {}, "UNKNOWN"],
  ["what was known is old", { circuit: newCircuit, toldAt: new Date(ago(301)) }, "UNKNOWN"],
  ["an old check", checked({}, 301), "UNKNOWN"],
  ["a message went well", { circuit: newCircuit, toldAt: new Date(ago(1)) }, "HEALTHY"],
  ["a check went well", checked(), "HEALTHY"],
  ["5 failures", failed(5), "HEALTHY"],
  ["6 failures", failed(6), "DEGRADED"],
  ["6 failures, long ago", failed(6, 301), "HEALTHY"],
  ["20 failures", failed(20), "DEGRADED"],
  ["6 failures, although a check went well", { ...failed(6), ...checked() }, "DEGRADED"],
  ["it lost share", { circuit: { ...newCircuit, share: 90 }, toldAt: now }, "DEGRADED"],
  ["the circuit is open", open, "DOWN"],
  ["open, and a check before that went well", { ...open, ...checked({}, 130) }, "DOWN"],
  ["open, and a check since went well", { ...open, ...checked() }, "DEGRADED"],
  [
    "open, and a probe went well",
    { ...open, circuit: { ...open.circuit, goodProbes: 1 } },
    "DEGRADED",
  ],
  ["one check failed", checked({ reachable: false, failed: 1 }), "DEGRADED"],
  ["two checks failed", checked({ reachable: false, failed: 2 }), "DOWN"],
  ["the account is refused", checked({ credentialsAccepted: false, failed: 1 }), "DOWN"],
])("%s", (_, evidence, state) => {
  expect(stateOf({ ...nothing, ...evidence }, now)).toBe(state);
});
