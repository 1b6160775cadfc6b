import type { InboundFact } from "./callbacks/facts.ts";

/** Puts long texts together that a provider hands over in parts (Vonage's SMS API, SMPP). */
export interface PartJoiner {
  /** The message, once all its parts are there; a message that is no part comes back as it is. */
  add(message: InboundFact): InboundFact | undefined;
  /** What has waited too long, with what is there of it, marked `incomplete`. */
  expired(): InboundFact[];
}

/** How parts are kept. */
export interface PartJoinerOptions {
  readonly now: () => Date;
  /** Milliseconds for which a part waits for the others. @default 300000 */
  readonly holdMs?: number;
  /** Long texts that wait at a time; above it the oldest is given out as it is. @default 1000 */
  readonly most?: number;
}

interface Waiting {
  readonly since: number;
  readonly total: number;
  readonly parts: Map<number, InboundFact>;
}

/**
 * Keeps parts in memory: a part that was added and not yet given out is lost with the process. Parts
 * come in any order, and more than once.
 */
export function createPartJoiner({
  now,
  holdMs = 5 * 60_000,
  most = 1000,
}: PartJoinerOptions): PartJoiner {
  const waiting = new Map<string, Waiting>();
  const overdue: InboundFact[] = [];

  const giveOut = (key: string, { parts, total }: Waiting): InboundFact => {
    waiting.delete(key);
    return join(parts, total);
  };

  return {
    add(message) {
      const { part, from, to } = message;
      if (part === undefined) return message;
      const key = JSON.stringify([from, to, part.reference, part.total]);
      const known = waiting.get(key) ?? {
        since: now().getTime(),
        total: part.total,
        parts: new Map(),
      };
      known.parts.set(part.number, message);
      waiting.set(key, known);
      if (known.parts.size === part.total) return giveOut(key, known);
      const [oldest] = waiting;
      if (waiting.size > most && oldest !== undefined) overdue.push(giveOut(...oldest));
      return undefined;
    },
    expired() {
      const before = now().getTime() - holdMs;
      for (const [key, each] of waiting) if (each.since <= before) overdue.push(giveOut(key, each));
      return overdue.splice(0);
    },
  };
}

/** The first part that is there gives the id and the time. */
function join(parts: ReadonlyMap<number, InboundFact>, total: number): InboundFact {
  const sorted = [...parts].toSorted(([a], [b]) => a - b).map(([, message]) => message);
  const [first] = sorted;
  if (first === undefined) throw new Error("A long text without a part");
  const { part: _, ...whole } = first;
  const text = sorted.map((message) => message.text).join("");
  return { ...whole, text, ...(parts.size < total ? { incomplete: true } : {}) };
}
