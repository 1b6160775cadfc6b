import { join } from "node:path";
import { recipientOf, textOf } from "../peers/messages.ts";
import type { HttpPeer } from "../peers/peer.ts";
import { createPeerDatabase } from "../peers/tables.ts";
import { startWorkers } from "../peers/workers.ts";
import { ledger } from "./engine.ts";

/**
 * The gateway's routes, validated and answered as they are in the product. As with the peers, one
 * process accepts and others send.
 */
export const ledgerOverHttp: HttpPeer = {
  name: ledger.name,
  async serve({ databaseUrl, workers: processes }) {
    const database = await createPeerDatabase(databaseUrl);
    const server = await startServer(database.url);
    const stores = { databaseUrl: database.url, redisUrl: "" };
    const workers = await startWorkers(ledger, stores, processes);
    workers.work();
    return {
      url: server.url,
      request: (n) => ({
        head: "POST /v1/messages",
        body: JSON.stringify({
          to: recipientOf(n),
          body: textOf(n),
          idempotencyKey: `http-${n}`,
        }),
      }),
      until: workers.until,
      async stop() {
        await workers.stop();
        await server.stop();
        await database.drop();
      },
    };
  },
};

async function startServer(databaseUrl: string) {
  const listening = Promise.withResolvers<number>();
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "server.ts"), databaseUrl], {
    stdio: ["ignore", "inherit", "inherit"],
    ipc: (message: { readonly port: number }) => listening.resolve(message.port),
    onExit: () => listening.reject(new Error("The server of @nx/gateway ended")),
  });
  return {
    url: `http://127.0.0.1:${await listening.promise}`,
    stop() {
      child.kill("SIGKILL");
      return child.exited;
    },
  };
}
