import { createApp } from "./app.ts";
import type { System } from "./system.ts";

/**
 * Longest silence of a connection. A send waits for its provider for up to 30 seconds, in which
 * nothing is written.
 */
const idleTimeoutSeconds = 40;

/**
 * A file of contacts, which is read as it arrives. Every other body ends at the limit of its route with
 * a proper reply, unread where its length is declared; this is where the runtime stops reading at all.
 */
const maxRequestBodySize = 1024 ** 3;

/** A server that answers requests. */
export interface Served {
  readonly port: number;
  /** Takes no new requests, lets those under way end, then closes the system. */
  stop(): Promise<void>;
}

/** Listens on the environment's port. Throws when the port is taken. */
export const serve = (system: System): Served => {
  const { host, port } = system.environment;
  const app = createApp(system).listen({
    hostname: host,
    port,
    idleTimeout: idleTimeoutSeconds,
    maxRequestBodySize,
    // Or a second process would silently take half of the requests of the first.
    reusePort: false,
  });
  const bound = app.server?.port ?? port;
  system.logger.info({ event: "http.listening", port: bound });
  return {
    port: bound,
    stop: async () => {
      system.gateway.endStreams();
      await app.stop();
      await system.stop();
      system.logger.info({ event: "http.stopped" });
    },
  };
};

/** Longest a shutdown may take before the process ends anyway. */
const shutdownMs = 10_000;

/** Ends in good order at the first SIGINT or SIGTERM, and at once at the second. */
export const stopOnSignal = (stop: () => Promise<void>): void => {
  let stopping = false;
  const end = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), shutdownMs).unref();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
};
