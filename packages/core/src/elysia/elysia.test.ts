import { afterAll, describe, expect, test } from "bun:test";
import { connect } from "node:net";
import { Elysia, t } from "elysia";
import { DatabaseUnavailable } from "../database/database.ts";
import { createLogger } from "../logger.ts";
import { coreProblems, Problem } from "../problem.ts";
import { problems, requestId, securityHeaders, strictJson } from "./index.ts";

const canary = "hunter2-canary";
const lines: string[] = [];
const logger = createLogger({ level: "debug", destination: { write: (line) => lines.push(line) } });

const api = new Elysia()
  .use(strictJson({ maxBytes: 2_000 }))
  .post("/strict", ({ body }) => body, {
    body: t.Object(
      { code: t.String({ maxLength: 6 }), note: t.Optional(t.String()) },
      { additionalProperties: false },
    ),
  })
  .post("/any", ({ body }) => ({ body: body ?? "none" }))
  .post("/cancel", () => "cancelled")
  .get("/items/:id", ({ params, query }) => ({ ...params, ...query }), {
    params: t.Object({ id: t.Integer() }),
    query: t.Object({ limit: t.Optional(t.Integer({ maximum: 200 })) }),
  })
  .use(requestId())
  .get("/id", ({ requestId }) => ({ requestId }))
  .get("/wrong-reply", () => ({ ok: Number.NaN, secret: canary }), {
    response: t.Object({ ok: t.Number(), secret: t.String({ maxLength: 3 }) }),
  })
  .get("/raw", () => new Response("raw", { headers: { "content-type": "text/plain" } }))
  .get("/throws", () => {
    throw new Error(`db password is ${canary}`, { cause: new TypeError(canary) });
  })
  .get("/problem", () => {
    throw new Problem(coreProblems.limit_exceeded, { detail: "Slow down.", retryAfterSeconds: 30 });
  })
  .get("/database", () => {
    throw new DatabaseUnavailable("not-run", "No connection", { cause: new Error(canary) });
  });

const forms = new Elysia().post("/callback", async ({ request }) => request.text(), {
  parse: "none",
});

const app = new Elysia({ normalize: false })
  .use(requestId())
  .use(securityHeaders())
  .use(problems({ logger }))
  .use(api)
  .use(forms);
const server = app.listen({ port: 0, hostname: "127.0.0.1" }).server;
const port = server?.port ?? 0;
afterAll(() => app.stop(true));

// Every call goes through the object and through a socket: Bun serves some routes past the former.
const both = async (path: string, init: RequestInit = {}) => {
  const direct = await app.handle(new Request(`http://localhost${path}`, init));
  const served = await fetch(`http://127.0.0.1:${port}${path}`, { ...init, keepalive: false });
  expect(served.status).toBe(direct.status);
  const [text, servedText] = [await direct.text(), await served.text()];
  expect(text + servedText).not.toContain(canary);
  return { status: direct.status, headers: direct.headers, served: served.headers, text };
};

type Body = string | FormData | Uint8Array<ArrayBuffer>;
const post = (path: string, body: Body, type: string | null = "application/json") =>
  both(path, { method: "POST", body, headers: type === null ? {} : { "content-type": type } });

const bodyOf = ({ text }: { text: string }) => JSON.parse(text);

describe("request id", () => {
  test.each(["/id", "/throws", "/problem", "/raw", "/nowhere", "/items/x"])(
    "is on the reply of %s",
    async (path) => {
      const reply = await both(path, { headers: { "x-request-id": "abc.DEF_1-2" } });
      expect(reply.headers.get("x-request-id")).toBe("abc.DEF_1-2");
      expect(reply.served.get("x-request-id")).toBe("abc.DEF_1-2");
    },
  );

  test.each(["has space", "x".repeat(65), "<script>", "a:b"])("%p is replaced", async (given) => {
    const { headers, served } = await both("/id", { headers: { "x-request-id": given } });
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(served.get("x-request-id")).not.toBe(headers.get("x-request-id"));
  });

  test("is in the body of a problem and known to handlers", async () => {
    const headers = { "x-request-id": "r-1" };
    expect(bodyOf(await both("/nowhere", { headers })).requestId).toBe("r-1");
    expect(bodyOf(await both("/id", { headers })).requestId).toBe("r-1");
  });
});

test.each(["/id", "/throws", "/nowhere", "/raw"])("security headers are on %s", async (path) => {
  const { headers, served } = await both(path);
  for (const found of [headers, served]) {
    expect(found.get("x-content-type-options")).toBe("nosniff");
    expect(found.get("cache-control")).toBe("no-store");
    expect(found.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
    expect(found.get("server")).toBeNull();
  }
});

describe("what is refused of a body", () => {
  const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
  const keys = (count: number) =>
    JSON.stringify(Object.fromEntries([...Array(count).keys()].map((key) => [key, 1])));

  test.each<[string, Body, string | null, number, string | undefined]>([
    ["a form", "code=1", "application/x-www-form-urlencoded", 415, undefined],
    ["a multipart form", new FormData(), "multipart/form-data; boundary=x", 415, undefined],
    ["text, which needs no preflight", '{"a":1}', "text/plain", 415, undefined],
    ["another charset", '{"a":1}', "application/json; charset=latin1", 415, undefined],
    ["a look-alike type", '{"a":1}', "application/json5", 415, undefined],
    ["too many bytes", `"${"x".repeat(2_000)}"`, "application/json", 413, undefined],
    ["no JSON", `{"a": ${canary}`, "application/json", 400, undefined],
    ["no UTF-8", new Uint8Array([34, 0xc3, 34]), "application/json", 400, undefined],
    ["more than 20 levels", deep(21), "application/json", 400, ""],
    ["more than 200 keys", `{"o":${keys(201)}}`, "application/json", 400, "/o"],
    ["NUL", '{"a":[{"b":"x\\u0000"}]}', "application/json", 400, "/a/0/b"],
    ["a control character", '{"a/b":"\\u001b"}', "application/json", 400, "/a~1b"],
    ["a lone surrogate", '{"a":"\\ud800"}', "application/json", 400, "/a"],
    ["a lone surrogate in a key", '{"o":{"\\udc00":1}}', "application/json", 400, "/o"],
    ["__proto__", '{"o":{"__proto__":{"admin":true}}}', "application/json", 400, "/o"],
    ["constructor", '{"constructor":1}', "application/json", 400, ""],
    ["prototype", '{"prototype":1}', "application/json", 400, ""],
  ])("%s", async (_, body, type, status, path) => {
    for (const route of ["/any", "/cancel"]) {
      const reply = await post(route, body, type);
      expect(reply.status).toBe(status);
      expect(reply.headers.get("content-type")).toBe("application/problem+json");
      expect(bodyOf(reply).errors?.[0]?.path).toBe(path);
    }
  });

  test.each<[string, Body, string]>([
    ["20 levels", deep(20), deep(20)],
    ["200 keys", keys(200), keys(200)],
    ["tabs and line ends", '"\\t\\r\\n"', '"\\t\\r\\n"'],
    ["an emoji", '"😀"', '"😀"'],
    ["null", "null", '"none"'],
  ])("but not %s", async (_, body, expected) => {
    const reply = await post("/any", body, "application/json; charset=UTF-8");
    expect(reply).toMatchObject({ status: 200, text: `{"body":${expected}}` });
  });

  test("a request without a body needs no content type", async () => {
    expect(await both("/cancel", { method: "POST" })).toMatchObject({ status: 200 });
    const headers = { "content-type": "application/json" };
    expect(await both("/cancel", { method: "POST", headers })).toMatchObject({ status: 200 });
  });

  test("routes beside the strict ones take forms", async () => {
    const reply = await post("/callback", "a=1", "application/x-www-form-urlencoded");
    expect(reply).toMatchObject({ status: 200, text: "a=1" });
  });

  test("a chunked body is cut off at the limit, before it has ended", async () => {
    const reply = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => {
        const chunk = `3e8\r\n${"x".repeat(1_000)}\r\n`;
        socket.write(
          "POST /any HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" +
            `Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(3)}`,
        );
      });
      socket.on("data", (data) => {
        socket.destroy();
        resolve(data.toString());
      });
      socket.on("error", reject);
    });
    expect(reply).toStartWith("HTTP/1.1 413 ");
  });
});

describe("problems", () => {
  test("a failed validation lists every field and repeats no value", async () => {
    const reply = await post("/strict", JSON.stringify({ code: canary, note: 7, extra: canary }));
    expect(reply.status).toBe(400);
    expect(bodyOf(reply)).toMatchObject({
      type: "urn:nx:problem:invalid_request",
      title: coreProblems.invalid_request.title,
      status: 400,
      code: "invalid_request",
    });
    expect(bodyOf(reply).errors).toEqual([
      { path: "/extra", code: "unknown_field", message: "This field is not known." },
      {
        path: "/code",
        code: "too_long",
        message: "Expected string length less or equal to 6.",
      },
      { path: "/note", code: "wrong_type", message: "Expected string." },
    ]);
  });

  test.each([
    ["/items/one", "/id"],
    ["/items/1?limit=201", "/limit"],
    ["/items/1?limit=x", "/limit"],
  ])("%s names %s", async (url, path) => {
    const reply = await both(url);
    expect(reply.status).toBe(400);
    expect(bodyOf(reply).errors.map((error: { path: string }) => error.path)).toEqual([path]);
  });

  test.each([
    ["GET", "/nowhere", 404, "not_found"],
    ["PUT", "/id", 404, "not_found"],
    ["OPTIONS", "/id", 404, "not_found"],
    ["GET", "/throws", 500, "internal"],
    ["GET", "/wrong-reply", 500, "internal"],
    ["GET", "/database", 503, "database_unavailable"],
    ["GET", "/problem", 429, "limit_exceeded"],
  ])("%s %s is %i %s", async (method, path, status, code) => {
    const reply = await both(path, { method });
    expect(reply.status).toBe(status);
    expect(reply.headers.get("content-type")).toBe("application/problem+json");
    expect(bodyOf(reply)).toMatchObject({ status, code });
  });

  test("HEAD of a route that fails has no body", async () => {
    expect(await both("/problem", { method: "HEAD" })).toMatchObject({ status: 429, text: "" });
  });

  test("say when to come back", async () => {
    const limited = await both("/problem");
    expect(limited.headers.get("retry-after")).toBe("30");
    expect(bodyOf(limited)).toMatchObject({ retryAfterSeconds: 30, detail: "Slow down." });
    expect((await both("/database")).headers.get("retry-after")).toBe("2");
  });

  test("are logged by class, with the request, without a message", async () => {
    lines.length = 0;
    await both("/throws", { headers: { "x-request-id": "r-9" } });
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      event: "http.failed",
      requestId: "r-9",
      method: "GET",
      route: "/throws",
      error: { name: "Error", cause: { name: "TypeError" } },
    });
    await both("/wrong-reply");
    await both("/database");
    await post("/strict", JSON.stringify({ code: canary }));
    expect(lines.join("")).not.toContain(canary);
  });
});
