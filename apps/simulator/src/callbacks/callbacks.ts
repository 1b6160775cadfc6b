import { BoundedMap } from "../bounded-map.ts";
import type { Provider } from "../providers.ts";
import type { Wait } from "../wait.ts";
import { isLoopback } from "./loopback.ts";

const TIMEOUT = 5000;

/** What a provider tells: what became of a message, or that a phone has answered. */
export type CallbackPurpose = "status" | "inbound";

/** One call to the sender's own server. */
export interface Callback {
  provider: Provider;
  purpose: CallbackPurpose;
  /** The gateway's id of the message. */
  messageId: string;
  url: string;
  method: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
}

/**
 * What came of an attempt: the HTTP status; `unreachable` where no connection was made, `no-answer`
 * where none came over it; `not-loopback` where it was not tried.
 */
export type CallbackOutcome = number | "unreachable" | "no-answer" | "not-loopback";

/** One attempt at a callback. */
export interface CallbackRecord extends Pick<Callback, "provider" | "purpose" | "url" | "method"> {
  /** Rises by one with each record. */
  id: number;
  /** ISO 8601 with milliseconds. */
  at: string;
  messageId: string;
  /** From 1; a repetition of the same callback counts on. */
  attempt: number;
  outcome: CallbackOutcome;
}

/** Milliseconds until the next attempt after this one; `undefined` ends the attempts. */
export type Retry = (outcome: CallbackOutcome, attempt: number) => number | undefined;

/** Calls out to the senders' servers, on this machine alone. */
export interface Callbacks {
  /** Resolves when it was taken or given up, with the text of the answer where there was one. */
  send(callback: Callback, retry: Retry): Promise<string | undefined>;
  /** The newest 20,000 attempts, newest first. */
  list(): CallbackRecord[];
  /** Forgets the attempts and ends what is still to come. */
  clear(): void;
  /** Aborted by the next {@link Callbacks.clear}, and when the simulator stops. */
  current(): AbortSignal;
}

/** Starts without a record. */
export function createCallbacks(now: () => Date, wait: Wait, stopping: AbortSignal): Callbacks {
  const records = new BoundedMap<number, CallbackRecord>(20_000);
  let era = new AbortController();
  let last = 0;
  stopping.addEventListener("abort", () => era.abort(), { once: true });

  async function attempt(
    { url, method, headers, body }: Callback,
    ended: AbortSignal,
  ): Promise<{ outcome: CallbackOutcome; text?: string }> {
    if (!isLoopback(url)) return { outcome: "not-loopback" };
    try {
      const response = await fetch(url, {
        method,
        signal: AbortSignal.any([ended, AbortSignal.timeout(TIMEOUT)]),
        redirect: "manual", // a redirect could lead off this machine
        keepalive: false,
        ...(headers && { headers }),
        ...(body !== undefined && { body }),
      });
      return { outcome: response.status, text: await response.text() };
    } catch (error) {
      const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
      return { outcome: code === "ECONNREFUSED" ? "unreachable" : "no-answer" };
    }
  }

  return {
    async send(callback, retry) {
      const ended = era.signal;
      const { provider, purpose, messageId, url, method } = callback;
      for (let count = 1; ; count++) {
        const at = now().toISOString();
        const { outcome, text } = await attempt(callback, ended);
        if (ended.aborted) return undefined;
        last += 1;
        const what = { provider, purpose, messageId, url, method };
        records.set(last, { id: last, at, ...what, attempt: count, outcome });
        const pause = outcome === "not-loopback" ? undefined : retry(outcome, count);
        if (pause === undefined) return text;
        await wait(pause, ended);
        if (ended.aborted) return undefined;
      }
    },
    list: () => [...records.values()].reverse(),
    clear() {
      records.clear();
      era.abort();
      era = new AbortController();
    },
    current: () => era.signal,
  };
}
