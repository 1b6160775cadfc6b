import { BoundedMap } from "../bounded-map.ts";
import type { Stat } from "./receipts.ts";
import { statuses } from "./statuses.ts";

/** One receipt that is to come. */
export interface PlannedReceipt {
  afterMs: number;
  stat: Stat;
  /** The network's error; `000` where left out. */
  err?: string;
  /** Sent before the `submit_sm_resp`, at once. */
  beforeResponse?: boolean;
  /** Sent twice. */
  duplicate?: boolean;
}

/** What to do with one `submit_sm`. */
export interface Decision {
  /** Of the `submit_sm_resp`. The message is taken if it is 0, whether or not that is then told. */
  status: number;
  /** Milliseconds before the `submit_sm_resp`. */
  delayMs?: number;
  /** No `submit_sm_resp`. */
  silence?: boolean;
  /** The connection is reset before the message is taken, or after it without an answer. */
  close?: "before" | "after";
  receipts: PlannedReceipt[];
}

/** A decision that belongs to an ending of the destination. */
interface Trigger extends Decision {
  does: string;
  /** How many tries of one number it is for; absent means all. */
  times?: number;
}

const delivered: PlannedReceipt = { afterMs: 200, stat: "DELIVRD" };
const taken = (does: string, ...receipts: PlannedReceipt[]): Trigger => ({
  does,
  status: statuses.ROK,
  receipts,
});
const refused = (name: keyof typeof statuses): Trigger => ({
  does: `\`${name}\``,
  status: statuses[name],
  receipts: [],
});

/** What a destination asks for by its last three digits. All others are delivered after 200 ms. */
export const triggers: ReadonlyMap<string, Trigger> = new Map<string, Trigger>([
  ["002", taken("receipt DELIVRD, twice", { ...delivered, duplicate: true })],
  ["003", taken("receipt EXPIRED", { afterMs: 200, stat: "EXPIRED" })],
  ["004", taken("receipt REJECTD", { afterMs: 200, stat: "REJECTD", err: "021" })],
  ["005", taken("receipt UNDELIV", { afterMs: 200, stat: "UNDELIV", err: "001" })],
  ["006", taken("taken, without a receipt")],
  ["007", taken("receipt before the response", { ...delivered, beforeResponse: true })],
  ["008", refused("SYSERR")],
  ["009", taken("receipts ENROUTE, then DELIVRD", { afterMs: 50, stat: "ENROUTE" }, delivered)],
  ["010", refused("INVSRCADR")],
  ["011", refused("INVDSTADR")],
  ["014", refused("MSGQFUL")],
  ["045", refused("SUBMITFAIL")],
  ["058", { ...refused("THROTTLED"), does: "`THROTTLED`, the first two times", times: 2 }],
  ["064", refused("X_T_APPN")],
  ["504", { ...taken("taken, never answered", delivered), silence: true }],
  ["505", { ...taken("taken, connection reset", delivered), close: "after" }],
  ["506", { ...taken("not taken, connection reset"), close: "before" }],
  ["509", { ...taken("answered after 3 s", delivered), delayMs: 3000 }],
]);

/** Decides by the {@link triggers}; it counts the tries of each number that has a few of them. */
export function createTriggers(): (message: { to: string }) => Decision {
  const tries = new BoundedMap<string, number>(10_000);
  return ({ to }) => {
    const trigger = triggers.get(to.slice(-3));
    if (!trigger) return { status: statuses.ROK, receipts: [delivered] };
    const { does: _, times, ...decision } = trigger;
    if (times === undefined) return decision;
    const before = tries.get(to) ?? 0;
    tries.set(to, before + 1);
    return before < times ? decision : { status: statuses.ROK, receipts: [delivered] };
  };
}

/** The triggers as a Markdown table, for the README. */
export function triggerTable(): string {
  const rows = [...triggers].map(([ending, { does }]) => `| …${ending} | ${does} |`);
  return ["| Number ends in | What the SMSC does |", "|---|---|", ...rows].join("\n");
}
