import { describe, expect, test } from "bun:test";
import { connect, createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { callHttp, formOf, jsonOf, maxResponseBytes } from "./http.ts";
import { httpAnswer, type LoopbackScript, openLoopback } from "./testing/index.ts";
import { tlsFixture } from "./testing/tls-fixture.ts";

type PostOptions = Parameters<typeof fetch>[1];

/** Posts with the real `fetch`; `options` let a test trust its own certificates. */
const post = (url: string, timeoutMs = 5000, options: PostOptions & { tls?: object } = {}) =>
  callHttp((target, init) => fetch(target, { ...init, tls: { ...init.tls, ...options.tls } }), {
    url,
    body: jsonOf({ hello: "world" }),
    timeoutMs,
    signal: new AbortController().signal,
  });

const postTo = async (script: LoopbackScript, timeoutMs?: number) => {
  using server = await openLoopback(script);
  return { result: await post(server.url, timeoutMs), requests: server.requests };
};

const answering = (...answer: Parameters<typeof httpAnswer>): LoopbackScript => ({
  request: (socket) => socket.end(httpAnswer(...answer)),
});

const notSent = { kind: "not_sent", code: "unavailable" } as const;

describe("the request", () => {
  test("is one JSON POST on a connection of its own, without compression", async () => {
    const { requests } = await postTo(answering(200, "{}"));
    expect(requests).toHaveLength(1);
    expect(requests[0]?.requestLine).toBe("POST / HTTP/1.1");
    expect(requests[0]?.body).toBe('{"hello":"world"}');
    expect(requests[0]?.head).toMatch(/^content-type: application\/json$/im);
    expect(requests[0]?.head).toMatch(/^accept: application\/json$/im);
    expect(requests[0]?.head).toMatch(/^accept-encoding: identity$/im);
  });

  test("is a GET without a body, with the headers given", async () => {
    using server = await openLoopback(answering(200, "{}"));
    const headers = { authorization: "Basic dTpw" };
    const { signal } = new AbortController();
    await callHttp(fetch, { url: server.url, headers, timeoutMs: 5000, signal });
    expect(server.requests).toMatchObject([{ requestLine: "GET / HTTP/1.1", body: "" }]);
    expect(server.requests[0]?.head).toMatch(/^authorization: Basic dTpw$/im);
    expect(server.requests[0]?.head).not.toMatch(/^content-type/im);
  });

  test("a form keeps what a form can hold, and leaves out what is undefined", () => {
    expect(formOf({ To: "+84 1", Body: "a&b=ế", From: undefined })).toEqual({
      type: "application/x-www-form-urlencoded",
      text: "To=%2B84+1&Body=a%26b%3D%E1%BA%BF",
    });
  });

  test("follows no redirect", async () => {
    const { result, requests } = await postTo(answering(307, "{}", { Location: "/elsewhere" }));
    expect(result).toMatchObject({ kind: "response", status: 307 });
    expect(requests).toHaveLength(1);
  });
});

describe("surely not sent", () => {
  test.each([
    ["a name that does not resolve", "http://does-not-exist.invalid/"],
    ["no URL", "nonsense"],
    ["a port that there cannot be", "http://127.0.0.1:99999/"],
    ["another protocol", "ftp://127.0.0.1/"],
    ["a port where nobody listens", "http://127.0.0.1:1/"],
  ])("%s", async (_, url) => {
    expect(await post(url)).toEqual(notSent);
  });

  test.each([
    ["that nobody vouches for", "localhost", {}],
    ["for another host", "otherHost", { ca: tlsFixture.otherHost }],
    ["that has expired", "expired", { ca: tlsFixture.expired }],
  ] as const)("a certificate %s", async (_, cert, tls) => {
    await using server = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      tls: { key: tlsFixture.key, cert: tlsFixture[cert] },
      fetch: () => Response.json({}),
    });
    expect(await post(`https://127.0.0.1:${server.port}/`, 5000, { tls })).toEqual(notSent);
  });

  test("https to a port that does not speak TLS", async () => {
    using server = await openLoopback({
      connect: (socket) => socket.end("HTTP/1.1 400 Bad\r\n\r\n"),
    });
    expect(await post(server.url.replace("http:", "https:"))).toEqual(notSent);
  });

  test("cancelled before it began", async () => {
    using server = await openLoopback({});
    const request = {
      url: server.url,
      body: jsonOf({}),
      timeoutMs: 5000,
      signal: AbortSignal.abort(),
    };
    expect(await callHttp(fetch, request)).toEqual({ kind: "not_sent", code: "cancelled" });
    expect(server.connections()).toBe(0);
  });
});

test("a certificate that fits is taken", async () => {
  await using server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    tls: { key: tlsFixture.key, cert: tlsFixture.localhost },
    fetch: () => Response.json({ fine: true }),
  });
  const tls = { ca: tlsFixture.localhost };
  expect(await post(`https://127.0.0.1:${server.port}/`, 5000, { tls })).toMatchObject({
    status: 200,
    body: { readable: true, json: { fine: true } },
  });
});

describe("unknown", () => {
  test.each([
    ["reset on connecting", { connect: (socket: Socket) => socket.resetAndDestroy() }],
    ["closed on connecting", { connect: (socket: Socket) => socket.destroy() }],
    ["reset after reading", { request: (socket: Socket) => socket.resetAndDestroy() }],
    ["closed after reading", { request: (socket: Socket) => socket.end() }],
    ["no HTTP", { request: (socket: Socket) => socket.end("garbage\r\n\r\n") }],
  ])("%s", async (_, script) => {
    const { result } = await postTo(script);
    expect(result).toEqual({ kind: "unknown", code: "connection_lost" });
  });

  test("silence until the deadline", async () => {
    const { result, requests } = await postTo({}, 50);
    expect(result).toEqual({ kind: "unknown", code: "timeout" });
    expect(requests).toHaveLength(1);
  });

  // The runtime gives this the code of a failed handshake, although the request was read.
  test("a TLS connection that breaks after the request", async () => {
    let breakIt = () => {};
    const backend = createTlsServer({ key: tlsFixture.key, cert: tlsFixture.localhost }, (socket) =>
      socket.on("data", () => breakIt()).on("error", () => undefined),
    );
    const backendPort = await listen(backend);
    const relay = createServer((client) => {
      const upstream = connect(backendPort, "127.0.0.1").on("error", () => undefined);
      client.on("error", () => undefined).on("data", (bytes) => upstream.write(bytes));
      upstream.on("data", (bytes) => client.write(bytes));
      breakIt = () => {
        upstream.destroy();
        client.end("this is no TLS record");
      };
    });
    const url = `https://127.0.0.1:${await listen(relay)}/`;
    const result = await post(url, 5000, { tls: { ca: tlsFixture.localhost } });
    relay.close();
    backend.close();
    expect(result).toEqual({ kind: "unknown", code: "connection_lost" });
  });
});

describe("the body", () => {
  const bodyOf = async (script: LoopbackScript, timeoutMs?: number) => {
    const { result } = await postTo(script, timeoutMs);
    return result.kind === "response" ? result.body : result;
  };
  const padded = (size: number) => `"${"x".repeat(size - 2)}"`;

  test("of exactly the largest size is read", async () => {
    const json = "x".repeat(maxResponseBytes - 2);
    expect(await bodyOf(answering(200, padded(maxResponseBytes)))).toEqual({
      readable: true,
      json,
    });
  });

  test.each([
    ["one byte larger", answering(200, padded(maxResponseBytes + 1))],
    ["no JSON", answering(200, "<html>")],
    ["no UTF-8", answering(200, new Uint8Array([0x22, 0xff, 0x22]))],
    ["empty", answering(204, "")],
    ["compressed", answering(200, Bun.gzipSync("{}"), { "Content-Encoding": "gzip" })],
  ])("that is %s is unreadable", async (_, script) => {
    expect(await bodyOf(script)).toEqual({ readable: false, code: "unreadable_response" });
  });

  test("that stops half-way is a lost connection", async () => {
    const script = answering(200, "{}", { "Content-Length": "100" });
    expect(await bodyOf(script)).toMatchObject({ code: "connection_lost" });
  });

  test("that never ends is cut by the one deadline of the call", async () => {
    const request = (socket: Socket) =>
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
    expect(await bodyOf({ request }, 50)).toEqual({ readable: false, code: "timeout" });
  });
});

function listen(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((ready) =>
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      ready(typeof address === "object" ? (address?.port ?? 0) : 0);
    }),
  );
}
