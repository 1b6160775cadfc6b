import { readFile } from "node:fs/promises";
import { connect, isIP, type Socket } from "node:net";
import { connect as startTls } from "node:tls";
import type { ServerAddress } from "./server-address.ts";

// PostgreSQL documentation, "Message Formats": SSLRequest, answered by one byte, S or N.
const SSL_REQUEST = new Uint8Array([0, 0, 0, 8, 4, 210, 22, 47]);
const ACCEPTED = "S".charCodeAt(0);

/** A connected socket, or a rejection after `timeoutMs`. The caller owns and destroys it. */
export async function openSocket(address: ServerAddress, timeoutMs: number): Promise<Socket> {
  const { host, port } = address;
  const socket = connect(host.startsWith("/") ? { path: host } : { host, port });
  // Whoever waits hears of errors; one that comes when nobody waits must not end the process.
  socket.on("error", () => {});
  const timer = setTimeout(
    () => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)),
    timeoutMs,
  );
  try {
    await once(socket, "connect");
    socket.setNoDelay(true);
    return address.tls === "disable" ? socket : await secure(socket, address);
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function secure(socket: Socket, address: ServerAddress): Promise<Socket> {
  const { host, tls, rootCertificate } = address;
  socket.write(SSL_REQUEST);
  const answer = await once(socket, "data");
  if (!(answer instanceof Uint8Array) || answer[0] !== ACCEPTED) {
    throw new Error("the server does not offer TLS");
  }
  const secured = startTls({
    socket,
    rejectUnauthorized: tls === "verify-full",
    ...(isIP(host) ? {} : { servername: host }),
    ...(rootCertificate ? { ca: await readFile(rootCertificate) } : {}),
  });
  await once(secured, "secureConnect");
  return secured;
}

/** The first `event`; an error or a close before it rejects. */
function once(socket: Socket, event: string): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const closed = () => reject(new Error("the server closed the connection"));
  socket.once(event, resolve).once("error", reject).once("close", closed);
  return promise.finally(() => {
    socket.off(event, resolve).off("error", reject).off("close", closed);
  });
}
