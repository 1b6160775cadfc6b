import type { Member } from "./processes.ts";

/** One address for clients and providers, whichever of the processes live. */
export interface Balancer {
  readonly url: string;
  stop(): void;
}

/** A request as it is passed on. */
export interface Passed {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

/** Delivers a provider's callback, perhaps not only once, and not only as it came. */
export type OnCallback = (
  callback: Passed,
  deliver: (callback: Passed) => Promise<Response>,
  random: () => number,
) => Promise<Response>;

const patienceMs = 20_000;

/**
 * Passes requests on to a living API. Callbacks are tried again until one takes them, as a provider
 * would; what a client sent is passed on once, because only the client knows its key.
 */
export function startBalancer(
  members: () => readonly Member[],
  random: () => number,
  onCallback: OnCallback = (callback, deliver) => deliver(callback),
): Balancer {
  let turn = 0;
  const pass = async (passed: Passed, isCallback: boolean): Promise<Response> => {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const urls = members().flatMap((member) => member.url() ?? []);
      const target = urls[turn++ % Math.max(urls.length, 1)];
      if (target !== undefined) {
        try {
          const reply = await send(target, passed);
          if (!isCallback || reply.status < 500) return reply;
        } catch {
          if (!isCallback) return new Response(null, { status: 502 });
        }
      }
      if (performance.now() > deadline) return new Response(null, { status: 504 });
      await Bun.sleep(100);
    }
  };
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 60,
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      const { method, headers } = request;
      const passed = { method, headers, path: pathname + search, body: await request.text() };
      if (!pathname.startsWith("/in/")) return pass(passed, false);
      return onCallback(passed, (callback) => pass(callback, true), random);
    },
  });
  return { url: `http://127.0.0.1:${server.port}`, stop: () => void server.stop(true) };
}

const send = (target: string, { method, path, headers, body }: Passed): Promise<Response> =>
  fetch(target + path, { method, headers, ...(body !== "" && { body }), keepalive: false });
