import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import type { Server } from "node:net";
import { checkServerIdentity } from "node:tls";
import { openAtSamePort } from "../testing/same-port.ts";
import { createOutboundHttp, type OutboundHttpOptions } from "./outbound-http.ts";
import { readStart } from "./read-start.ts";

/** For the name hooks.example.test, signed by itself; made for this test alone. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg25+ONCqsuywzvRef
QLYQVuuWoyUx86Hz184qtaCswwqhRANCAASy4SP2ufkf+KEzokCduKPm/LY9hVMV
uuXFFNecve9w8crckM6sih/DM9W52WR7i9zqM1JYz4+994VI3VM4FrSi
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBrzCCAVagAwIBAgIUFVrEeEj/SyZlptNNE1Ps9mwXzR0wCgYIKoZIzj0EAwIw
HTEbMBkGA1UEAwwSaG9va3MuZXhhbXBsZS50ZXN0MCAXDTI2MTEyNTIxMDkxN1oY
DzIxMjYxMTAxMjEwOTE3WjAdMRswGQYDVQQDDBJob29rcy5leGFtcGxlLnRlc3Qw
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASy4SP2ufkf+KEzokCduKPm/LY9hVMV
uuXFFNecve9w8crckM6sih/DM9W52WR7i9zqM1JYz4+994VI3VM4FrSio3IwcDAd
BgNVHQ4EFgQUcRSqjVCsXg5XLyhV2DM4c5yXIGIwHwYDVR0jBBgwFoAUcRSqjVCs
Xg5XLyhV2DM4c5yXIGIwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHREEFjAUghJob29r
cy5leGFtcGxlLnRlc3QwCgYIKoZIzj0EAwIDRwAwRAIgPzhVpye0ONCub89UiMy9
SCwBtvlQSFDcc2xTEunB+s4CIF24+Gtf//VOp5C2HkJ4Xe6bXP1BTMrMhfcqEZ7C
TINd
-----END CERTIFICATE-----`;

// All of 127.0.0.0/8 is loopback. The receiver stands for a stranger's server; the sink, at the same
// port, for whatever of ours nobody may reach.
const receiverAddress = "127.0.0.2";
const sinkAddress = "127.0.0.1";
const allow = [`${receiverAddress}/32`];
const never = new AbortController().signal;

let closing: (() => unknown)[] = [];
let sunk = 0;
beforeEach(() => {
  sunk = 0;
});
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
  expect(sunk).toBe(0);
});

/** A receiver, with the sink at the same port; resolves to that. */
const receive = async (
  answer: (request: Request) => Response | Promise<Response>,
  tls?: { key: string; cert: string },
): Promise<number> => {
  const {
    served: receiver,
    sink,
    port,
  } = await openAtSamePort(
    (port) => Bun.serve({ hostname: receiverAddress, port, fetch: answer, ...(tls && { tls }) }),
    (socket) => {
      sunk += 1;
      socket.destroy();
    },
  );
  closing.push(() => receiver.stop(true));
  closing.push(() => close(sink));
  return port;
};
const close = (server: Server) => new Promise((resolve) => server.close(resolve));

/** Names that no other name server knows, each with the addresses that it has, one call after another. */
const names = (known: Record<string, readonly string[][]>) => {
  const asked: string[] = [];
  const resolve = async (name: string) => {
    const turns = known[name] ?? [];
    const addresses =
      turns[Math.min(asked.filter((each) => each === name).length, turns.length - 1)];
    asked.push(name);
    if (addresses === undefined) throw new Error("No such name");
    return addresses;
  };
  return { resolve, asked };
};
const hooks = () => names({ "hooks.example.test": [[receiverAddress]] });
const post = (url: string, options: OutboundHttpOptions = {}, signal = never) =>
  createOutboundHttp({ allow, ...options }).post(url, {
    headers: { "content-type": "application/json" },
    body: '{"a":1}',
    signal,
  });

test("what is posted comes to the checked address, under its name", async () => {
  let seen: unknown;
  const port = await receive(async (request) => {
    const { method, headers } = request;
    const url = new URL(request.url);
    seen = { method, host: headers.get("host"), path: url.pathname + url.search };
    return new Response(await request.text(), { status: 201, headers: { "retry-after": "7" } });
  });
  const reply = await post(`http://hooks.example.test:${port}/in?a=b`, hooks());
  expect(reply).toEqual({ kind: "answered", status: 201, retryAfter: "7", text: '{"a":1}' });
  expect(seen).toEqual({ method: "POST", host: `hooks.example.test:${port}`, path: "/in?a=b" });
});

test("the certificate is that of the name, not of the address", async () => {
  const port = await receive(({ headers }) => new Response(headers.get("host")), {
    key: KEY,
    cert: CERTIFICATE,
  });
  const { resolve } = names({
    "hooks.example.test": [[receiverAddress]],
    "other.example.test": [[receiverAddress]],
  });
  const call = (name: string, ca?: string) => post(`https://${name}:${port}/`, { resolve, ca });
  expect(await call("hooks.example.test", CERTIFICATE)).toMatchObject({ kind: "answered" });
  const failed = { kind: "failed", reason: "connection_failed" } as const;
  expect(await call("other.example.test", CERTIFICATE)).toEqual(failed);
  expect(await call("hooks.example.test")).toEqual(failed);
});

test("a name that points elsewhere between check and call is connected to where it was checked", async () => {
  const port = await receive(() => new Response("receiver"));
  const rebound = names({ "hooks.example.test": [[receiverAddress], [sinkAddress]] });
  const url = `http://hooks.example.test:${port}/`;
  expect(await post(url, rebound)).toMatchObject({ kind: "answered", text: "receiver" });
  expect(rebound.asked).toHaveLength(1);
  // The next call asks again, and finds an address that is not to be called.
  expect(await post(url, rebound)).toEqual({ kind: "failed", reason: "refused" });
});

test("one forbidden address among several is enough", async () => {
  const port = await receive(() => new Response());
  for (const address of [sinkAddress, "::1", "::ffff:127.0.0.1", "169.254.169.254"]) {
    const { resolve } = names({ "hooks.example.test": [[receiverAddress, address]] });
    const url = `http://hooks.example.test:${port}/`;
    expect(await post(url, { resolve })).toEqual({ kind: "failed", reason: "refused" });
    expect(await createOutboundHttp({ allow, resolve }).check(url)).toBe(false);
  }
});

test("a redirect is an answer, and is not followed", async () => {
  const port = await receive((request) =>
    Response.redirect(`http://${sinkAddress}:${new URL(request.url).port}/`, 307),
  );
  expect(await post(`http://hooks.example.test:${port}/`, hooks())).toMatchObject({ status: 307 });
});

test("of a reply without end the start is kept, and the rest is not read", async () => {
  const cancelled = Promise.withResolvers<void>();
  const port = await receive(
    () =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.enqueue(new Uint8Array(1024).fill(120)),
          cancel: () => cancelled.resolve(),
        }),
      ),
  );
  const reply = await post(`http://hooks.example.test:${port}/`, hooks());
  expect(reply).toMatchObject({ kind: "answered", status: 200, text: "x".repeat(4096) });
  await cancelled.promise;
});

test("a reply that breaks off in the middle is what was read of it", async () => {
  const parts = ["so ", "far"];
  const body = new ReadableStream({
    pull: (controller) => {
      const part = parts.shift();
      if (part === undefined) controller.error(new Error("The deadline"));
      else controller.enqueue(Buffer.from(part));
    },
  });
  expect(await readStart(new Response(body))).toBe("so far");
});

test("compressed replies stay packed, so that a small one cannot become a large one", async () => {
  const port = await receive(
    () =>
      new Response(Bun.gzipSync(Buffer.alloc(1_000_000)), {
        headers: { "content-encoding": "gzip" },
      }),
  );
  const reply = await post(`http://hooks.example.test:${port}/`, hooks());
  expect(reply.kind === "answered" && reply.text.length).toBeLessThan(4096);
});

test("who never answers, is not there, or has no name", async () => {
  const deadline = new AbortController();
  const port = await receive(() => {
    deadline.abort();
    return new Promise(() => undefined);
  });
  const url = `http://hooks.example.test:${port}/`;
  expect(
    await post(url, { ...hooks(), after: (ms) => (ms === 15_000 ? deadline.signal : never) }),
  ).toEqual({ kind: "failed", reason: "timeout" });
  const failed = { kind: "failed", reason: "connection_failed" } as const;
  expect(await post("http://hooks.example.test:1/", hooks())).toEqual(failed);
  expect(await post(url, names({}))).toEqual(failed);
  const slowNames = { resolve: () => new Promise<string[]>(() => undefined) };
  expect(
    await post(url, { ...slowNames, after: (ms) => (ms === 3000 ? AbortSignal.abort() : never) }),
  ).toEqual(failed);
});

test("a call that is cut says so", async () => {
  const stop = new AbortController();
  const port = await receive(() => {
    stop.abort();
    return new Promise(() => undefined);
  });
  expect(await post(`http://hooks.example.test:${port}/`, hooks(), stop.signal)).toEqual({
    kind: "failed",
    reason: "aborted",
  });
});

test("an address that is not allowed is never called, however it is written", async () => {
  const port = await receive(() => new Response());
  const hosts = ["127.0.0.1", "2130706433", "0x7f.1", "127.1", "0177.0.0.1", "①②⑦.⓪.⓪.①"];
  for (const host of [...hosts, "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0"])
    for (const scheme of ["http", "https"])
      expect(await post(`${scheme}://${host}:${port}/`)).toEqual({
        kind: "failed",
        reason: "refused",
      });
});

test("what may be called as far as the address itself tells", () => {
  const strict = createOutboundHttp();
  const lenient = createOutboundHttp({ allow });
  const accepted = [
    "https://example.com/hooks?a=b",
    "https://example.com:8443",
    "https://8.8.8.8/",
  ];
  for (const url of accepted) expect([url, strict.accepts(url)]).toEqual([url, true]);
  // These may be called where an operator allows the network behind the name.
  const local = ["http://example.com", "https://example.com:444", "https://localhost/"];
  for (const url of [...local, "https://a.internal/", "https://nas/", "https://example.com./"])
    expect([url, strict.accepts(url), lenient.accepts(url)]).toEqual([url, false, true]);
  const refused = ["ftp://example.com", "file:///etc/passwd", "javascript:1", "example.com", ""];
  const odd = [
    "https://u@example.com",
    "https://u:p@example.com",
    "https://example.com/#",
    "https://",
  ];
  const addresses = [
    "https://127.0.0.1",
    "https://[::1]",
    "https://10.0.0.1",
    "https://2130706433",
  ];
  for (const url of [...refused, ...odd, ...addresses, `https://example.com/${"a".repeat(2048)}`])
    expect([url, strict.accepts(url), lenient.accepts(url)]).toEqual([url, false, false]);
});

test("a public address is called over TLS and at the usual ports alone", async () => {
  const { resolve } = names({ "hooks.example.com": [["8.8.8.8"]] });
  const { check } = createOutboundHttp({ allow, resolve });
  expect(await check("https://hooks.example.com/")).toBe(true);
  expect(await check("https://hooks.example.com:8443/")).toBe(true);
  expect(await check("http://hooks.example.com/")).toBe(false);
  expect(await check("https://hooks.example.com:9443/")).toBe(false);
});

test("networks that are refused are never called, public or allowed", async () => {
  const { resolve } = names({ "us.example.com": [["8.8.8.8"]], "own.example.com": [["10.1.0.1"]] });
  const { check } = createOutboundHttp({
    allow: ["10.0.0.0/8"],
    refuse: ["8.8.8.0/24", "10.1.0.0/16"],
    resolve,
  });
  expect(await check("https://us.example.com/")).toBe(false);
  expect(await check("https://own.example.com/")).toBe(false);
});

describe("as a client's fetch", () => {
  const call = (url: string, options: OutboundHttpOptions = {}, init: BunFetchRequestInit = {}) =>
    createOutboundHttp({ allow, ...options }).fetch(url, { signal: never, ...init });

  test("method, headers and body go to the checked address, and the reply comes as it is", async () => {
    const port = await receive(async (request) =>
      Response.json(
        {
          method: request.method,
          host: request.headers.get("host"),
          authorization: request.headers.get("authorization"),
          body: await request.text(),
        },
        { status: 402, headers: { "retry-after": "7" } },
      ),
    );
    const url = `http://hooks.example.test:${port}/send`;
    const init = { method: "PUT", headers: { authorization: "Basic x" }, body: "a=b" };
    const reply = await call(url, hooks(), init);
    expect([reply.status, reply.headers.get("retry-after")]).toEqual([402, "7"]);
    expect(await reply.json()).toEqual({
      method: "PUT",
      host: `hooks.example.test:${port}`,
      authorization: "Basic x",
      body: "a=b",
    });
  });

  test("the client's own look at the certificate sees the name, not the address", async () => {
    const port = await receive(() => new Response("in"), { key: KEY, cert: CERTIFICATE });
    const url = `https://hooks.example.test:${port}/`;
    const seen: string[] = [];
    const tls = {
      checkServerIdentity: (...[name, certificate]: Parameters<typeof checkServerIdentity>) => {
        seen.push(name);
        return checkServerIdentity(name, certificate);
      },
    };
    const reply = await call(url, { ...hooks(), ca: CERTIFICATE }, { tls });
    expect(await reply.text()).toBe("in");
    expect(seen).toEqual(["hooks.example.test"]);
    const { resolve } = names({ "other.example.test": [[receiverAddress]] });
    expect(
      call(`https://other.example.test:${port}/`, { resolve, ca: CERTIFICATE }, { tls }),
    ).rejects.toMatchObject({ code: "ERR_TLS_CERT_ALTNAME_INVALID" });
  });

  test("a name that leads inside, now or since the last call, is not called", async () => {
    const port = await receive(() => new Response("receiver"));
    const url = `http://hooks.example.test:${port}/`;
    for (const address of [sinkAddress, "::1", "::ffff:127.0.0.1", "10.0.0.8", "169.254.169.254"]) {
      const { resolve } = names({ "hooks.example.test": [[receiverAddress], [address]] });
      const { fetch } = createOutboundHttp({ allow, resolve });
      expect(await (await fetch(url, { signal: never })).text()).toBe("receiver");
      await expect(fetch(url, { signal: never })).rejects.toMatchObject({ code: "ENOTFOUND" });
    }
  });

  test("what surely was not sent says so", async () => {
    const refused = call(`https://${sinkAddress}:8443/`);
    await expect(refused).rejects.toMatchObject({ code: "ENOTFOUND" });
    const unknown = call("http://hooks.example.test:1/", names({}));
    await expect(unknown).rejects.toMatchObject({ code: "EAI_AGAIN" });
    const nobody = call("http://hooks.example.test:1/", hooks());
    await expect(nobody).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  test("a redirect is not followed, whatever the client asks for", async () => {
    const port = await receive((request) =>
      Response.redirect(`http://${sinkAddress}:${new URL(request.url).port}/`, 307),
    );
    const url = `http://hooks.example.test:${port}/`;
    const reply = await call(url, hooks(), { redirect: "follow", keepalive: true });
    expect(reply.status).toBe(307);
  });
});
