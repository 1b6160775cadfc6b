import { afterEach, beforeEach, expect, test } from "bun:test";
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";

let server: Server;
let received: string;
let proxy: FaultProxy;
const clients: Socket[] = [];

beforeEach(async () => {
  received = "";
  server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      received += chunk;
      socket.write(`echo ${chunk}`);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  proxy = await startFaultProxy({ port: typeof address === "object" ? (address?.port ?? 0) : 0 });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await proxy.close();
  server.close();
});

const open = async (): Promise<Socket> => {
  const client = connect(proxy.port, "127.0.0.1");
  clients.push(client);
  await once(client, "connect");
  return client;
};
const ask = async (client: Socket, text: string): Promise<string> => {
  client.write(text);
  const [answer] = await once(client, "data");
  return String(answer);
};
/** Resolves when `client` is closed, by an error or in order. */
const closing = (client: Socket): Promise<void> =>
  new Promise((resolve) => {
    client
      .on("error", () => {})
      .on("close", () => resolve())
      .resume();
  });

test("passes bytes on, counts connections, and can be told again", async () => {
  expect(await ask(await open(), "a")).toBe("echo a");
  await proxy.set({ delayMs: 5 });
  expect(await ask(await open(), "b")).toBe("echo b");
  await proxy.set("refuse");
  expect(await open().catch((error: unknown) => error)).toHaveProperty("code", "ECONNREFUSED");
  await proxy.set("pass");
  expect(await ask(await open(), "c")).toBe("echo c");
  expect(proxy.accepted).toBe(3);
});

test.each(["reset", "end"] as const)("%s closes open and new connections", async (fault) => {
  const before = await open();
  await ask(before, "a");
  const closed = closing(before);
  await proxy.set(fault);
  await closed;
  await closing(connect(proxy.port, "127.0.0.1"));
});

test("a black hole swallows bytes while the connection stays open", async () => {
  const client = await open();
  await ask(client, "a");
  await proxy.set("blackhole");
  await new Promise((resolve) => client.write("lost", resolve));
  // An answer on a second connection shows that the first one's bytes have arrived before it.
  await open();
  await proxy.set("pass");
  expect(await ask(client, "b")).toBe("echo b");
  expect(received).toBe("ab");
});

test("cuts when the bytes were sent, in pieces too, and delivers them to the server", async () => {
  await proxy.set({ cutAfterSent: "commit" });
  const client = await open();
  const closed = closing(client);
  expect(await ask(client, "begin com")).toBe("echo begin com");
  client.write("mit");
  await closed;
  while (!received.includes("commit")) await new Promise(setImmediate);
  expect(await ask(await open(), "next")).toBe("echo next");
});
