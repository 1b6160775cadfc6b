import { join } from "node:path";
import type { EngineKind } from "./engine.ts";
import { recipientOf, textOf } from "./messages.ts";
import type { HttpOptions, HttpPeer, HttpRequest } from "./peer.ts";
import { openStores } from "./stores.ts";
import { startWorkers } from "./workers.ts";

/** A way to use a library, behind HTTP: one process accepts, others send. */
export const toHttpPeer = (kind: EngineKind): HttpPeer => ({
  name: kind.name,
  async serve({ databaseUrl, accepts, workers: processes }: HttpOptions) {
    const stores = await openStores(kind, databaseUrl);
    const engine = await kind.open(stores);
    await engine.install();
    await engine.close();
    const workers = await startWorkers(kind, stores, processes);
    workers.work();
    const server = await startServer(kind, accepts, stores.databaseUrl, stores.redisUrl);
    return {
      url: server.url,
      request,
      until: workers.until,
      async stop() {
        await workers.stop();
        await server.stop();
        await stores.close();
      },
    };
  },
});

const request = (n: number): HttpRequest => ({
  head: "POST /messages",
  body: JSON.stringify({ to: recipientOf(n), body: textOf(n), idempotencyKey: `http-${n}` }),
});

async function startServer(kind: EngineKind, ...rest: readonly string[]) {
  const port = Promise.withResolvers<number>();
  const script = join(import.meta.dir, "server.ts");
  const child = Bun.spawn([process.execPath, script, kind.name, ...rest], {
    stdio: ["ignore", "inherit", "inherit"],
    ipc: (message) => port.resolve(message.port),
    onExit: () => port.reject(new Error(`The server of ${kind.name} ended`)),
  });
  return {
    url: `http://127.0.0.1:${await port.promise}`,
    stop() {
      child.kill("SIGKILL");
      return child.exited;
    },
  };
}
