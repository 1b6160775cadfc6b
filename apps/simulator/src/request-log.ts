import { BoundedMap } from "./bounded-map.ts";
import type { Provider } from "./providers.ts";

/** What a gateway did with one message: the truth from outside, whatever its client came to know. */
export interface RequestRecord {
  /** Rises by one with each record. */
  id: number;
  /** ISO 8601 with milliseconds. */
  at: string;
  provider: Provider | "smpp";
  path: string;
  /**
   * The id in the request where the provider demands one, else the one that the gateway gave; `null`
   * where there was none, or the request was never read.
   */
  messageId: string | null;
  /** E.164 where the number is one. */
  to: string | null;
  /** The provider's code, or the scenario that was played instead of or after it. */
  outcome: string;
  /** Whether the message went to the phone. */
  accepted: boolean;
}

/** The newest records. */
export interface RequestLog {
  add(record: Omit<RequestRecord, "id" | "at">): void;
  /** Newest first. */
  list(): RequestRecord[];
  clear(): void;
}

/** Starts an empty log of so many records at most; `print` gets each record as a line without the whole number. */
export function createRequestLog(
  now: () => Date,
  print: (line: string) => void,
  most = 20_000,
): RequestLog {
  const records = new BoundedMap<number, RequestRecord>(most);
  let last = 0;
  return {
    add(record) {
      last += 1;
      records.set(last, { id: last, at: now().toISOString(), ...record });
      const to = record.to === null ? "-" : `…${record.to.slice(-3)}`;
      print(`${record.provider} ${record.path} ${record.messageId ?? "-"} ${to} ${record.outcome}`);
    },
    list: () => [...records.values()].reverse(),
    clear: () => records.clear(),
  };
}
