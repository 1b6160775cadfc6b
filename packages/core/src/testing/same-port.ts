import { createServer, type Server, type Socket } from "node:net";

/**
 * A server of the test, not at 127.0.0.1, and another one at the same port of 127.0.0.1, which nobody may
 * reach: all of 127.0.0.0/8 is loopback. A port that is free at one may be taken at the other.
 *
 * @param serve opens the first one; throws where the port is taken
 * @param reached is told each connection to the second one
 */
export async function openAtSamePort<Served>(
  serve: (port: number) => Served,
  reached: (socket: Socket) => void,
): Promise<{ readonly served: Served; readonly sink: Server; readonly port: number }> {
  for (;;) {
    const sink = createServer(reached);
    const port = await listen(sink);
    try {
      return { served: serve(port), sink, port };
    } catch (error) {
      sink.close();
      if (!isTaken(error)) throw error;
    }
  }
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });

const isTaken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EADDRINUSE";
