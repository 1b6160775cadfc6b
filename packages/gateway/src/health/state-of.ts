import { type Circuit, circuitDefaults } from "mq-sms";
import type { ProviderState } from "./schemas.ts";

/** What the last look at a provider found, without sending. */
export interface Check {
  readonly at: Date;
  readonly reachable: boolean;
  readonly credentialsAccepted: boolean;
  /** How many in a row have failed, this one included. */
  readonly failed: number;
}

/** What is known of an account. */
export interface Evidence {
  /** What its messages told; absent where none has gone through it. */
  readonly circuit: Circuit | undefined;
  /** When they last told anything. */
  readonly toldAt: Date | undefined;
  readonly check: Check | undefined;
}

/** What is older says nothing about now. */
const goodForMs = circuitDefaults.windowMs;

/** A connection may fail once without meaning anything. */
const checksUntilDown = 2;

/**
 * More than 5 failures in five minutes: degraded, more than 20: down, as the circuit has it. One that
 * is down heals by messages (the circuit lets some through as probes), and looks better as soon as a
 * check finds it well again, although only messages can prove it.
 */
export function stateOf({ circuit, toldAt, check }: Evidence, at: Date): ProviderState {
  const isRecent = (moment: Date) => at.getTime() - moment.getTime() <= goodForMs;
  const checked = check !== undefined && isRecent(check.at) ? check : undefined;
  if (checked?.credentialsAccepted === false) return "DOWN";
  if (checked?.reachable === false) return checked.failed < checksUntilDown ? "DEGRADED" : "DOWN";
  if (circuit?.openedAt !== undefined) {
    const isBack = circuit.goodProbes > 0 || (checked?.at.getTime() ?? 0) > circuit.openedAt;
    return isBack ? "DEGRADED" : "DOWN";
  }
  if (circuit !== undefined) {
    const { degradedAfter } = circuitDefaults;
    if (recentFailures(circuit, at) > degradedAfter || circuit.share < 100) return "DEGRADED";
  }
  const isKnown = checked !== undefined || (toldAt !== undefined && isRecent(toldAt));
  return isKnown ? "HEALTHY" : "UNKNOWN";
}

/** Failures that still count. */
export const recentFailures = ({ failures }: Circuit, at: Date): number =>
  failures.filter((time) => time > at.getTime() - circuitDefaults.windowMs).length;
