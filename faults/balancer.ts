import type { Member } from "./processes.ts";

/** One address for clients and providers, whichever of the processes live. */
export interface Balancer {
  readonly url: string;
  stop(): void;
}

const patienceMs = 20_000;

/**
 * Passes requests on to a living API. Callbacks are tried again until one takes them, as a provider
 * would; what a client sent is passed on once, because only the client knows its key.
 */
export function startBalancer(members: () => readonly Member[]): Balancer {
  let turn = 0;
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 60,
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      const body = await request.arrayBuffer();
      const isCallback = pathname.startsWith("/in/");
      const deadline = performance.now() + patienceMs;
      for (;;) {
        const urls = members().flatMap((member) => member.url() ?? []);
        const target = urls[turn++ % Math.max(urls.length, 1)];
        if (target !== undefined) {
          try {
            const reply = await fetch(target + pathname + search, {
              method: request.method,
              headers: request.headers,
              ...(body.byteLength > 0 && { body }),
              keepalive: false,
            });
            if (!isCallback || reply.status < 500) return reply;
          } catch {
            if (!isCallback) return new Response(null, { status: 502 });
          }
        }
        if (performance.now() > deadline) return new Response(null, { status: 503 });
        await Bun.sleep(100);
      }
    },
  });
  return { url: `http://127.0.0.1:${server.port}`, stop: () => void server.stop(true) };
}
