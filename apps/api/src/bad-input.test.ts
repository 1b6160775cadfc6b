import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Simulator } from "@nx/simulator";
import {
  type ApiProcess,
  apiKey,
  field,
  keys,
  operatorToken,
  startApi,
  startTestSimulator,
  vnpayAt,
} from "./testing/api-process.ts";

/** Looks like nothing that a reply would hold by itself. */
const canary = "c4n4ry";
const id = "otp_01m7yvjpsze6j8z3vr45jp6bf5";

/** Every route that takes a body: one that is right, and what is wrong with single fields. */
const routes = [
  {
    method: "POST",
    path: "/v1/otp/request",
    body: { phone: "+84912345678", purpose: "sign-in", locale: "vi" },
    required: ["phone"],
    wrong: {
      phone: [
        "",
        "abc",
        `+84${canary}`,
        "912345678901234567890",
        "+84٩12345678",
        "+８４912345678",
        84912345678,
        null,
        [],
      ],
      purpose: ["", "Sign In", "a".repeat(33), 7, `x${canary}\u0000`],
      locale: ["fr", 1, { canary }],
      clientIp: [canary, "::g", 1],
    },
  },
  {
    method: "POST",
    path: "/v1/otp/verify",
    body: { id, code: "482915" },
    required: ["id", "code"],
    wrong: {
      id: ["", canary, "otp_", "OTP_01M7YVJPSZE6J8Z3VR45JP6BF5", 1, null],
      code: [
        "",
        "12345",
        "12345678901",
        "48291a",
        "٤٨٢٩١٥",
        "４８２９１５",
        " 482915",
        "482915\n",
        482915,
        null,
      ],
    },
  },
  {
    method: "POST",
    path: `/v1/otp/${id}/resend`,
    body: { locale: "en" },
    required: [],
    wrong: { locale: ["fr", 1] },
  },
  {
    method: "POST",
    path: "/v1/otp/redeem",
    body: { token: "x" },
    required: ["token"],
    wrong: { token: ["", "x".repeat(201), 1, null] },
  },
  {
    method: "POST",
    path: "/v1/messages",
    body: { to: "+84912345678", body: "Hello", category: "transactional" },
    required: ["to", "body"],
    wrong: {
      to: ["", canary, "+84٩12345678", 1, null, ["+84912345678"]],
      body: ["", "x".repeat(1601), 1, null],
      from: ["", "x".repeat(16), "Tên", 1],
      provider: ["", canary, 1],
      category: ["marketing", 1],
    },
  },
  {
    method: "PATCH",
    path: "/v1/settings/IDENTITY/otp",
    body: { brand: "NX" },
    required: [],
    wrong: {
      brand: [1, "x".repeat(16)],
      codeLength: [5, 11, "6", 6.5],
      limits: [1],
      texts: [{ en: canary }],
    },
  },
  {
    method: "PATCH",
    path: "/v1/settings/INTEGRATION/vnpay",
    body: { sender: "NXDEMO" },
    required: [],
    wrong: {
      baseUrl: [1, canary, "http://sms.example"],
      secret: [1, [canary]],
      encryption: [canary],
    },
  },
];

let simulator: Simulator;
let api: ApiProcess;

beforeAll(async () => {
  simulator = await startTestSimulator();
  api = await startApi({
    ...keys,
    ...vnpayAt(simulator),
    ENVIRONMENT: "test",
    DATA_DIR: "memory://",
    OTP_LIMITS_ENABLED: "false",
  });
});
afterAll(async () => {
  await api.end("SIGKILL");
  await simulator.stop();
});

const tokenFor = (path: string) => (path.startsWith("/v1/settings") ? operatorToken : apiKey);

const send = (route: (typeof routes)[number], body: unknown, headers = {}) =>
  api.call(route.method, route.path, { body, headers, token: tokenFor(route.path) });

type Reply = Awaited<ReturnType<typeof send>>;

const expectProblem = (reply: Reply, status: number, code: string) => {
  expect(reply).toMatchObject({ status, json: { status, code } });
  expect(reply.headers.get("content-type")).toBe("application/problem+json");
  expect(reply.headers.get("x-request-id")).toBe(String(field(reply.json, "requestId")));
  expect(reply.text).not.toContain(canary);
};

/** A refusal with 400 or, where the text alone is at fault, 422, that names the field. */
const expectRefusalOf = (reply: Reply, path: string) => {
  expect([400, 422]).toContain(reply.status);
  expect(reply.headers.get("content-type")).toBe("application/problem+json");
  expect(reply.text).not.toContain(canary);
  const errors = field(reply.json, "errors");
  const paths = Array.isArray(errors) ? errors.map((error) => String(field(error, "path"))) : [];
  expect(paths.some((named) => named === path || named.startsWith(`${path}/`))).toBe(true);
};

describe.each(routes)("$method $path", (route) => {
  test("refuses each wrong value by the name of its field", async () => {
    for (const [name, values] of Object.entries(route.wrong)) {
      for (const value of values)
        expectRefusalOf(await send(route, { ...route.body, [name]: value }), `/${name}`);
    }
  });

  test("refuses a missing field by its name", async () => {
    for (const name of route.required) {
      const body = Object.fromEntries(Object.entries(route.body).filter(([key]) => key !== name));
      expectRefusalOf(await send(route, body), `/${name}`);
    }
  });

  test("refuses an unknown field by its name", async () => {
    expectRefusalOf(await send(route, { ...route.body, surplus: canary }), "/surplus");
  });

  test.each([
    ["NUL", "\\u0000"],
    ["a lone surrogate", "\\ud800"],
    ["a control character", "\\u0007"],
  ])("refuses %s in any field by its name", async (_, escaped) => {
    for (const name of Object.keys(route.body)) {
      const text = JSON.stringify({ ...route.body, [name]: `${canary}ESCAPE` });
      expectRefusalOf(await send(route, text.replace("ESCAPE", escaped)), `/${name}`);
    }
  });

  test("refuses what is no JSON object", async () => {
    // A resend needs no body, so nothing at all is fine there.
    const nothing = route.path.endsWith("/resend") ? [] : ["", "null"];
    for (const body of [`{"${canary}`, ...nothing, "[]", `"${canary}"`, "7", "{'a':1}"])
      expectProblem(await send(route, body), 400, "invalid_request");
  });

  test("refuses a body of 64 KiB and one byte, whatever it says its length is", async () => {
    const body = `{"x":"${"x".repeat(65_529)}"}`;
    expect(body).toHaveLength(65_537);
    expectProblem(await send(route, body), 413, "payload_too_large");
    expect((await send(route, `{"x":"${"x".repeat(65_528)}"}`)).status).toBe(400);
    const chunks = new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode(body));
        controller.close();
      },
    });
    const chunked = await fetch(api.url + route.path, {
      method: route.method,
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${tokenFor(route.path)}`,
      },
      body: chunks,
    });
    expect(chunked.status).toBe(413);
  });

  test.each([
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain",
    "application/json; charset=latin1",
  ])("refuses %s", async (type) => {
    const reply = await send(route, route.body, { "content-type": type });
    expectProblem(reply, 415, "unsupported_media_type");
  });

  test("refuses a stranger", async () => {
    for (const token of [undefined, canary, apiKey.slice(1), ""]) {
      const reply = await api.call(route.method, route.path, {
        body: route.body,
        ...(token !== undefined && { token }),
      });
      expectProblem(reply, 401, "unauthorized");
    }
  });
});

describe("paths", () => {
  test.each([
    ["GET", "/nothing", 404],
    ["GET", `/v1/otp/${canary}`, 404],
    ["DELETE", `/v1/otp/${canary}`, 400],
    ["POST", `/v1/otp/${canary}/resend`, 400],
    ["GET", `/v1/settings/IDENTITY/${canary}`, 404],
    ["PATCH", "/v1/settings/IDENTITY/constructor", 404],
    ["GET", "/v1/settings/__proto__/otp", 404],
    ["PUT", "/v1/messages", 404],
    ["GET", "/v1/%ff", 404],
  ])("%s %s is %d", async (method, path, status) => {
    const body = method === "GET" ? {} : { body: {} };
    const reply = await api.call(method, path, { ...body, token: operatorToken });
    expect(reply.status).toBe(status);
    expect(reply.headers.get("content-type")).toBe("application/problem+json");
    expect(reply.text).not.toContain(canary);
  });

  test("a service's key does not open the settings", async () => {
    const reply = await api.call("GET", "/v1/settings", { token: apiKey });
    expectProblem(reply, 403, "forbidden");
  });
});

test("an id that the caller gives a request comes back, an odd one does not", async () => {
  const idOf = async (given: string) =>
    (await api.call("GET", "/healthz", { headers: { "x-request-id": given } })).headers.get(
      "x-request-id",
    );
  expect(await idOf("my-request.1")).toBe("my-request.1");
  expect(await idOf("a b")).not.toBe("a b");
});

test("every reply carries the security headers", async () => {
  for (const path of ["/healthz", "/nothing", "/openapi/json"]) {
    const { headers } = await api.call("GET", path);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("strict-transport-security")).toContain("max-age=");
  }
});

test("the OpenAPI document holds every route, with its problems", async () => {
  const { json } = await api.call("GET", "/openapi/json");
  const paths = field(json, "paths");
  for (const { method, path } of routes) {
    const template = path
      .replace(id, "{id}")
      .replace(/settings\/\w+\/\w+$/, "settings/{group}/{key}");
    const operation = field(field(paths, template), method.toLowerCase());
    expect(Object.keys(Object(field(operation, "responses")))).toContain("400");
  }
});

test("nothing that was tried was an error of ours", () => {
  expect(api.output()).not.toContain('"status":500');
  expect(api.output()).not.toContain(canary);
});
