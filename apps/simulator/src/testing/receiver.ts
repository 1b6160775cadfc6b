/** A callback as it came over the wire. */
export interface ReceivedCallback {
  method: string;
  /** The whole URL that was called. */
  url: string;
  headers: Headers;
  body: string;
}

/** A sender's own server on this machine. */
export interface Receiver {
  url: string;
  received: readonly ReceivedCallback[];
  /** Resolves as soon as this many callbacks have come. */
  until(count: number): Promise<readonly ReceivedCallback[]>;
  clear(): void;
  stop(): Promise<void>;
}

/** Starts a server that answers each callback, by default with an empty 200. */
export function startReceiver(
  answer: (callback: ReceivedCallback, index: number) => Response = () => new Response(),
): Receiver {
  const received: ReceivedCallback[] = [];
  const waiting = new Set<() => void>();
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      const { method, url, headers } = request;
      const callback = { method, url, headers, body: await request.text() };
      received.push(callback);
      for (const look of waiting) look();
      return answer(callback, received.length - 1);
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    received,
    until: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (received.length < count) return;
          waiting.delete(look);
          resolve(received);
        };
        waiting.add(look);
        look();
      }),
    clear: () => received.splice(0),
    stop: () => server.stop(true),
  };
}

/** The fields of a form. */
export const fieldsOf = ({ body }: ReceivedCallback): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(body));
