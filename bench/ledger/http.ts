import { join } from "node:path";
import { recipientOf, textOf } from "../peers/messages.ts";
import type { HttpPeer } from "../peers/peer.ts";
import { createPeerDatabase } from "../peers/tables.ts";

/** The gateway's routes, validated and answered as they are in the product. */
export const ledgerOverHttp: HttpPeer = {
  name: "@nx/gateway",
  async serve({ databaseUrl, workers }) {
    const database = await createPeerDatabase(databaseUrl);
    const listening = Promise.withResolvers<number>();
    let delivered = 0;
    let wanted = Number.POSITIVE_INFINITY;
    let reached = Promise.withResolvers<void>();
    const child = Bun.spawn(
      [process.execPath, join(import.meta.dir, "server.ts"), database.url, String(workers)],
      {
        stdio: ["ignore", "inherit", "inherit"],
        ipc(message: { port: number } | { delivered: number }) {
          if ("port" in message) return listening.resolve(message.port);
          delivered += message.delivered;
          if (delivered >= wanted) reached.resolve();
        },
        onExit: () => listening.reject(new Error("The server of @nx/gateway ended")),
      },
    );
    return {
      url: `http://127.0.0.1:${await listening.promise}`,
      request: (n) => ({
        head: "POST /v1/messages",
        body: JSON.stringify({
          to: recipientOf(n),
          body: textOf(n),
          idempotencyKey: `http-${n}`,
        }),
      }),
      until(count) {
        reached = Promise.withResolvers<void>();
        wanted = count;
        if (delivered >= wanted) reached.resolve();
        return reached.promise;
      },
      async stop() {
        child.kill("SIGKILL");
        await child.exited;
        await database.drop();
      },
    };
  },
};
