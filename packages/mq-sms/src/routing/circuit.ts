import { explainSendError, type SendErrorCode } from "../errors.ts";
import type { SendOutcome } from "../provider.ts";

/** When an account is set back, and how it comes again. */
export interface CircuitSettings {
  /** Milliseconds for which a failure counts. */
  readonly windowMs: number;
  /** More failures than this within the window: it gets a smaller share. */
  readonly degradedAfter: number;
  /** More failures than this within the window: the circuit opens. */
  readonly openAfter: number;
  /** Refusals of the account itself in a row that open it at once: credentials, balance. */
  readonly accountRefusals: number;
  /** How long it stays open before the first probe. */
  readonly openMs: number;
  /** Time between probes, and good ones in a row that close it. */
  readonly probeEveryMs: number;
  readonly probesToClose: number;
  /** An answer, or a delivery, that takes longer is slow. */
  readonly slowAnswerMs: number;
  readonly slowDeliveryMs: number;
  /** The share changes by so many points, at most once in so many milliseconds. */
  readonly step: number;
  readonly stepMs: number;
}

export const circuitDefaults: CircuitSettings = {
  windowMs: 5 * 60_000,
  degradedAfter: 5,
  openAfter: 20,
  accountRefusals: 3,
  openMs: 60_000,
  probeEveryMs: 5000,
  probesToClose: 3,
  slowAnswerMs: 5000,
  slowDeliveryMs: 60_000,
  step: 10,
  stepMs: 30_000,
};

/** What is remembered of an account. Plain data: it may be stored as JSON. Times are epoch ms. */
export interface Circuit {
  /** When recent failures happened, the oldest first. */
  readonly failures: readonly number[];
  readonly refusals: number;
  /** Percent of the messages that go to it first. */
  readonly share: number;
  readonly steppedAt: number;
  /** Since when it is open; absent while it is closed. */
  readonly openedAt?: number;
  readonly probedAt?: number;
  readonly goodProbes: number;
}

/** How an account is now. `half-open`: the next message is a probe. */
export interface CircuitHealth {
  readonly state: "closed" | "open" | "half-open";
  readonly share: number;
}

/** What happened to a message at an account. */
export type CircuitEvent =
  | { readonly kind: "begun" }
  | { readonly kind: "ended"; readonly outcome: SendOutcome; readonly tookMs: number }
  | { readonly kind: "delivered"; readonly tookMs: number };

/** Of an account that nothing is known of: it is well. */
export const newCircuit: Circuit = {
  failures: [],
  refusals: 0,
  share: 100,
  steppedAt: 0,
  goodProbes: 0,
};

/** How an account is at a moment. An open circuit always comes to be probed: none stays open. */
export function healthOf(
  { share, openedAt, probedAt }: Circuit,
  at: Date,
  settings: CircuitSettings = circuitDefaults,
): CircuitHealth {
  if (openedAt === undefined) return { state: "closed", share };
  const now = at.getTime();
  const isDue = now - openedAt >= settings.openMs;
  const isFree = probedAt === undefined || now - probedAt >= settings.probeEveryMs;
  return { state: isDue && isFree ? "half-open" : "open", share };
}

/** The circuit after an event. */
export function recordEvent(
  circuit: Circuit,
  event: CircuitEvent,
  at: Date,
  settings: CircuitSettings = circuitDefaults,
): Circuit {
  const now = at.getTime();
  if (event.kind === "begun") {
    return circuit.openedAt === undefined ? circuit : { ...circuit, probedAt: now };
  }
  if (event.kind === "delivered") {
    return stepped(circuit, event.tookMs <= settings.slowDeliveryMs, now, settings);
  }
  switch (meaningOf(event.outcome)) {
    case "well":
      return recordSuccess(circuit, event.tookMs <= settings.slowAnswerMs, now, settings);
    case "slow":
      return stepped(circuit, false, now, settings);
    case "failed":
      return recordFailure(circuit, now, settings);
    case "refused":
      return recordRefusal(circuit, now, settings);
    case "nothing":
      return circuit;
  }
}

const refusals: ReadonlySet<SendErrorCode> = new Set([
  "bad_credentials",
  "account_disabled",
  "insufficient_balance",
]);

/** What an outcome says about the account, and not about the message or the phone. */
function meaningOf(outcome: SendOutcome): "well" | "slow" | "failed" | "refused" | "nothing" {
  if (outcome.kind === "accepted") return "well";
  const { code } = outcome.error;
  if (outcome.kind === "unknown") return code === "held_for_review" ? "nothing" : "failed";
  if (refusals.has(code)) return "refused";
  if (code === "throttled") return "slow";
  const { fault } = explainSendError(outcome.error);
  return fault === "provider" || fault === "network" ? "failed" : "nothing";
}

function recordSuccess(
  circuit: Circuit,
  isFast: boolean,
  now: number,
  settings: CircuitSettings,
): Circuit {
  const well = circuit.refusals === 0 ? circuit : { ...circuit, refusals: 0 };
  if (circuit.openedAt === undefined) return stepped(well, isFast, now, settings);
  // Too early for a probe: it was sent for want of another account. One that flaps stays open.
  if (now - circuit.openedAt < settings.openMs) return well;
  const goodProbes = circuit.goodProbes + 1;
  if (goodProbes < settings.probesToClose) return { ...well, goodProbes };
  // It comes back gradually: what has just got up falls easily.
  return { ...newCircuit, share: settings.step, steppedAt: now };
}

function recordFailure(circuit: Circuit, now: number, settings: CircuitSettings): Circuit {
  if (circuit.openedAt !== undefined) return opened(circuit, now);
  const since = now - settings.windowMs;
  // No more are kept than decide something.
  const failures = [...circuit.failures.filter((time) => time > since), now];
  const kept = { ...circuit, failures: failures.slice(-(settings.openAfter + 1)) };
  if (failures.length > settings.openAfter) return opened(kept, now);
  return failures.length > settings.degradedAfter ? stepped(kept, false, now, settings) : kept;
}

function recordRefusal(circuit: Circuit, now: number, settings: CircuitSettings): Circuit {
  const counted = { ...circuit, refusals: circuit.refusals + 1 };
  const isEnough = counted.refusals >= settings.accountRefusals;
  return isEnough || circuit.openedAt !== undefined ? opened(counted, now) : counted;
}

const opened = (circuit: Circuit, now: number): Circuit => ({
  ...newCircuit,
  failures: circuit.failures,
  refusals: circuit.refusals,
  openedAt: now,
});

/** Ten points up or down, so that a load is never shifted at once. The last ten are never lost. */
function stepped(
  circuit: Circuit,
  up: boolean,
  now: number,
  { step, stepMs }: CircuitSettings,
): Circuit {
  if (circuit.openedAt !== undefined || now - circuit.steppedAt < stepMs) return circuit;
  const share = Math.min(Math.max(circuit.share + (up ? step : -step), step), 100);
  return share === circuit.share ? circuit : { ...circuit, share, steppedAt: now };
}
