import { rejected } from "../../outcome.ts";
import type { SendRejected } from "../../provider.ts";
import { smppKind } from "./constants.ts";
import { type OnDeliver, openSession, type Session } from "./session.ts";
import type { SmppSettings } from "./settings.ts";

/** Keeps one session: binds it when it is needed, and again when it has ended. */
export interface Link {
  /**
   * The session, bound if need be, or why there is none now. A short break is waited for; in a long
   * one the answer comes at once, so that a message can go another way.
   */
  session(signal: AbortSignal): Promise<Session | SendRejected>;
  close(): Promise<void>;
}

const firstWaitMs = 1000;
const longestWaitMs = 60_000;
/** A break that is waited for. */
const patienceMs = 2000;

/** Trying again soon would lock the account, or keep the old session alive. */
const refusals: ReadonlySet<string> = new Set(["bad_credentials", "account_disabled"]);
const alreadyBound = "0x05";

/** Made with `onDeliver`, a link binds at once and stays bound; without it, when somebody sends. */
export function createLink(settings: SmppSettings, onDeliver: OnDeliver | undefined): Link {
  const closing = new AbortController();
  let current: Session | undefined;
  let opening: Promise<Session | SendRejected> | undefined;
  let lastRefusal: SendRejected | undefined;
  let failures = 0;
  let notBefore = 0;

  const open = async (): Promise<Session | SendRejected> => {
    // Many an SMSC binds an account but once: one that says good-bye is let go first.
    await current?.ended;
    await wait(notBefore - performance.now(), closing.signal);
    if (closing.signal.aborted) return closed;
    const session = await openSession(settings, onDeliver);
    if ("kind" in session) {
      failures++;
      lastRefusal = session;
      notBefore = performance.now() + waitAfter(session, failures);
    } else {
      failures = 0;
      lastRefusal = undefined;
      current = session;
      void session.ended.then(() => {
        notBefore = performance.now() + firstWaitMs * jitter();
        if (current === session) current = undefined;
        stayBound();
      });
    }
    return session;
  };

  const start = (): Promise<Session | SendRejected> => {
    opening ??= open().finally(() => {
      opening = undefined;
      if (current === undefined) stayBound();
    });
    return opening;
  };

  const stayBound = (): void => {
    if (onDeliver !== undefined && !closing.signal.aborted) void start();
  };
  stayBound();

  return {
    async session(signal) {
      if (closing.signal.aborted) return closed;
      if (current?.isOpen()) return current;
      const isLong = notBefore - performance.now() > patienceMs;
      if (lastRefusal !== undefined && isLong) return lastRefusal;
      return unlessAborted(start(), signal);
    },
    async close() {
      closing.abort();
      const session = await opening;
      await (session !== undefined && "request" in session ? session : current)?.unbind();
    },
  };
}

const closed = rejected(smppKind, "cancelled");

function waitAfter({ error }: SendRejected, failures: number): number {
  if (refusals.has(error.code) || error.providerCode === alreadyBound) return longestWaitMs;
  return Math.min(firstWaitMs * 2 ** (failures - 1), longestWaitMs) * jitter();
}

/** So that many processes do not come back in one moment. */
const jitter = (): number => 0.75 + Math.random() / 2;

const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (ms <= 0 || signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });

/** What the promise gives, or that the caller's time was over before anything was sent. */
function unlessAborted<Result>(
  promise: Promise<Result>,
  signal: AbortSignal,
): Promise<Result | SendRejected> {
  return new Promise((resolve, reject) => {
    const abort = () => resolve(abortedBefore(signal));
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** A caller who gave up is not a provider who failed: only the second may go another way. */
export const abortedBefore = ({ reason }: AbortSignal): SendRejected =>
  rejected(smppKind, reason?.name === "TimeoutError" ? "unavailable" : "cancelled");
