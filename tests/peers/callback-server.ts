import { type CallbackResult, type SmsProvider, toCallbackRequest } from "mq-sms";

/** Our side of the callbacks: it reads what comes with the readers of our clients. */
export interface CallbackServer {
  /** Public address of the account: providers call it followed by `/status` and `/inbound`. */
  url: string;
  /** Whose reader reads from now on. */
  readWith(provider: SmsProvider): void;
  results: readonly CallbackResult[];
  /** Resolves as soon as so many callbacks were read. */
  until(count: number): Promise<readonly CallbackResult[]>;
  stop(): Promise<void>;
}

/** Starts it on this machine; the path holds the token that unsigned providers need. */
export function startCallbackServer(token: string): CallbackServer {
  const results: CallbackResult[] = [];
  const waiting = new Set<() => void>();
  let provider: SmsProvider | undefined;
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      const [, , given, last] = new URL(request.url).pathname.split("/");
      const purpose = last === "inbound" ? "inbound" : "status";
      const callback = await toCallbackRequest(request, { purpose, token: given ?? "" });
      const result = provider?.readCallback?.(callback);
      if (!result) return new Response(null, { status: 500 });
      results.push(result);
      for (const look of waiting) look();
      return new Response(null, { status: result.httpStatus });
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}/in/${token}`,
    readWith(given) {
      provider = given;
      results.length = 0;
    },
    results,
    until: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (results.length < count) return;
          waiting.delete(look);
          resolve(results);
        };
        waiting.add(look);
        look();
      }),
    stop: () => server.stop(true),
  };
}
