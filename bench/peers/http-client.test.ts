import { afterAll, expect, test } from "bun:test";
import { load } from "../load.ts";
import { openHttpClient } from "./http-client.ts";

const bodies: string[] = [];
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  async fetch(request) {
    bodies.push(await request.text());
    const { pathname } = new URL(request.url);
    return new Response("é".repeat(bodies.length), { status: Number(pathname.slice(1)) });
  },
});
afterAll(() => server.stop(true));

test("answers are those of their requests, on connections that stay", async () => {
  const client = await openHttpClient(`${server.url}`, 4);
  const numbers = Array.from({ length: 200 }, (_, n) => n);
  const { ok, others } = await load(numbers, 4, 202, (n) =>
    client.request({ head: `POST /${n % 2 ? 202 : 503}`, body: `é ${n}` }),
  );
  client.close();
  expect([ok, others]).toEqual([100, "100 × 503"]);
  expect(bodies.toSorted()).toEqual(numbers.map((n) => `é ${n}`).toSorted());
});

test("a connection that is lost is status 0", async () => {
  const listener = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: { data: (socket) => void socket.end() },
  });
  const client = await openHttpClient(`http://127.0.0.1:${listener.port}`, 1);
  expect(await client.request({ head: "GET /" })).toBe(0);
  listener.stop(true);
});
