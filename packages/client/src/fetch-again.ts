/** How often and how long a request is tried. */
export interface Patience {
  /** Tries after the first one, where the platform asks to come back: 2. */
  readonly retries?: number;
  /** Milliseconds for each try: 10,000. */
  readonly timeoutMs?: number;
  /** For tests. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Nobody is kept waiting longer than that for one more try. */
const longestWaitMs = 60_000;

/**
 * A fetch that comes back after a 429 or a 503, when the reply says. Only for what may be repeated:
 * reading, and requests with an idempotency key.
 */
export const fetchAgain = ({
  retries = 2,
  timeoutMs = 10_000,
  fetch: send = fetch,
  sleep = wait,
}: Patience) => {
  const attempt = async (request: Request, body: string, left: number): Promise<Response> => {
    const { url, method, headers } = request;
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
    const reply = await send(url, { method, headers, signal, ...(body !== "" && { body }) });
    const waitMs = waitOf(reply, retries - left);
    if (left === 0 || !mayRepeat(request) || waitMs === undefined) return reply;
    await reply.body?.cancel();
    await sleep(waitMs, request.signal);
    request.signal.throwIfAborted();
    return attempt(request, body, left - 1);
  };
  return async (request: Request): Promise<Response> =>
    attempt(request, await request.text(), retries);
};

const mayRepeat = ({ method, headers }: Request): boolean =>
  method === "GET" || headers.has("idempotency-key");

/** Undefined: it is not worth, or not right, to come back. */
const waitOf = ({ status, headers }: Response, tried: number): number | undefined => {
  if (status !== 429 && status !== 503) return undefined;
  const seconds = Number(headers.get("retry-after") ?? 2 ** tried);
  const ms = seconds * 1000;
  return ms <= longestWaitMs ? ms : undefined;
};

/** Ends early where the caller does not wait any more. */
const wait = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
  });
