import { describe, expect, test } from "bun:test";
import { createSmsChannel } from "./channel.ts";
import { smsController } from "./elysia.ts";
import { type SendErrorCode, sendErrors } from "./errors.ts";
import type { SendOutcome } from "./provider.ts";
import { recordingProvider } from "./testing/index.ts";

const id = "5f0c1b6e-9a7d-4c2f-8e3b-1a0d9c8b7a65";
const now = () => new Date("2026-01-02T08:31:05Z");
const message = { to: "+84912345678", body: "Ma OTP cua ban la 482915" };

const controllerOf = (outcome?: SendOutcome) => {
  const provider = recordingProvider(outcome && (() => outcome));
  const channel = createSmsChannel({ providers: [provider], newId: () => id });
  return { provider, app: smsController({ channel: () => channel, now }) };
};

type App = ReturnType<typeof smsController>;

const post = async (app: Pick<App, "handle">, body: unknown, contentType = "application/json") => {
  const response = await app.handle(
    new Request("http://localhost/messages", {
      method: "POST",
      headers: { "content-type": contentType },
      body: typeof body === "string" ? body : JSON.stringify(body),
    }),
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) };
};

describe("a message", () => {
  test("that was taken is answered with 202", async () => {
    const { app, provider } = controllerOf();
    const full = { ...message, from: "NXDEMO", provider: "recording", category: "otp" };
    const { status, json } = await post(app, full);
    expect(status).toBe(202);
    expect(json).toEqual({
      id: "msg_5f0c1b6e9a7d4c2f8e3b1a0d9c8b7a65",
      status: "SUBMITTED",
      outcome: "accepted",
      to: "+84912345678",
      segments: 1,
      encoding: "GSM-7",
      provider: "recording",
      providerMessageIds: [id],
      createdAt: "2026-01-02T08:31:05.000Z",
    });
    expect(provider.sent).toEqual([
      { id, to: message.to, text: message.body, from: "NXDEMO", category: "otp" },
    ]);
  });

  test("that may have been sent is answered with 202, and says so", async () => {
    const { app } = controllerOf({ kind: "unknown", error: { code: "timeout", provider: "x" } });
    const { status, json } = await post(app, message);
    expect(status).toBe(202);
    expect(json).toMatchObject({ outcome: "unknown", providerMessageIds: [] });
  });
});

describe("a rejection", () => {
  const unavailable: readonly SendErrorCode[] = [
    "no_route",
    "bad_sender",
    "bad_credentials",
    "account_disabled",
    "insufficient_balance",
    "encryption_mismatch",
    "duplicate",
    "throttled",
    "unavailable",
    "cancelled",
    "not_configured",
  ];
  const ofTheMessage: readonly (readonly [SendErrorCode, string])[] = [
    ["invalid_recipient", "/to"],
    ["blocked_recipient", "/to"],
    ["opted_out", "/to"],
    ["bad_content", "/body"],
    ["unicode_not_supported", "/body"],
    ["message_too_long", "/body"],
    ["bad_request", "/body"],
  ];

  test.each(ofTheMessage)("%s is 422 and names %s", async (code, path) => {
    const { app } = controllerOf({ kind: "rejected", error: { code, provider: "x" } });
    const { status, json, headers } = await post(app, message);
    const detail = sendErrors[code].sentence;
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect({ ...json, status }).toEqual({
      type: `urn:nx:problem:${code}`,
      title: "The message cannot be sent.",
      status: 422,
      code,
      detail,
      errors: [{ path, code, message: detail }],
    });
  });

  test.each(unavailable)("%s is 503 with the sentence for customers", async (code) => {
    const { app } = controllerOf({ kind: "rejected", error: { code, provider: "x" } });
    const { status, json } = await post(app, message);
    expect(status).toBe(503);
    expect(json).toMatchObject({ status: 503, code, detail: sendErrors[code].sentence });
  });

  test.each([
    [undefined, "1"],
    [120, "120"],
  ])("throttled for %j s asks to wait %s s", async (retryAfterSeconds, header) => {
    const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    const error = { code: "throttled", provider: "x", ...wait } as const;
    const { headers, json } = await post(controllerOf({ kind: "rejected", error }).app, message);
    expect(headers.get("retry-after")).toBe(header);
    expect(json.retryAfterSeconds).toBe(Number(header));
  });
});

test("without a channel nothing is sent, and the reason is the code", async () => {
  const app = smsController({ channel: () => ({ unavailable: "sms_not_configured" }), now });
  const { status, json } = await post(app, message);
  expect(status).toBe(503);
  expect(json).toMatchObject({
    code: "sms_not_configured",
    detail: sendErrors.not_configured.sentence,
  });
});

test("a reply of ours that breaks its own schema is not the caller's mistake", async () => {
  const channel = createSmsChannel({ providers: [recordingProvider()] });
  const broken = {
    ...channel,
    send: async () => ({ ...(await channel.send({ to: message.to, text: "a" })), segments: 0 }),
  };
  const app = smsController({ channel: () => broken, now }).onError(({ status }) =>
    status(500, "{}"),
  );
  expect((await post(app, message)).status).toBe(500);
});

describe("bad input", () => {
  const canary = "canary-5Zq";
  const cases: readonly (readonly [string, unknown, readonly (readonly [string, string])[]])[] = [
    [
      "nothing",
      {},
      [
        ["/to", "required"],
        ["/body", "required"],
      ],
    ],
    ["no object", canary, [["", "wrong_type"]]],
    ["null", null, [["", "wrong_type"]]],
    ["a list", [canary], [["", "wrong_type"]]],
    ["an unknown field", { ...message, extra: canary }, [["/extra", "unknown_field"]]],
    ["a wrong type", { ...message, to: [canary] }, [["/to", "wrong_type"]]],
    ["an empty text", { ...message, body: "" }, [["/body", "too_short"]]],
    ["1601 characters", { ...message, body: canary.repeat(161) }, [["/body", "too_long"]]],
    ["a number of 33 characters", { ...message, to: canary.repeat(4) }, [["/to", "too_long"]]],
    [
      "a sender that nobody can read",
      { ...message, from: `${canary}\0` },
      [["/from", "bad_format"]],
    ],
    ["an unknown category", { ...message, category: canary }, [["/category", "not_allowed"]]],
    ["an unknown provider", { ...message, provider: canary }, [["/provider", "not_allowed"]]],
    [
      "several at once",
      { to: "", body: 5, category: canary, x: canary },
      [
        ["/x", "unknown_field"],
        ["/to", "too_short"],
        ["/body", "wrong_type"],
        ["/category", "not_allowed"],
      ],
    ],
  ];

  test.each(cases)("%s: 400 that names the fields and echoes no value", async (_, body, fields) => {
    const { app, provider } = controllerOf();
    const { status, json, text, headers } = await post(app, JSON.stringify(body));
    expect(status).toBe(400);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(json).toMatchObject({ status: 400, code: "invalid_request" });
    const named = json.errors.map((error: { path: string; code: string }) => [
      error.path,
      error.code,
    ]);
    expect(named).toEqual(fields.map((field) => [...field]));
    expect(text).not.toContain(canary);
    expect(provider.sent).toEqual([]);
  });

  test.each([
    ["a NUL", { ...message, body: `${canary}\0` }, "/body"],
    ["a lone surrogate", { ...message, body: `${canary}\ud800` }, "/body"],
    ["no phone number", { ...message, to: canary }, "/to"],
    ["digits that are not ASCII", { ...message, to: "+٨٤٩١٢٣٤٥٦٧٨" }, "/to"],
  ])("%s: 422 that names the field and echoes no value", async (_, body, path) => {
    const { app, provider } = controllerOf();
    const { status, json, text } = await post(app, body);
    expect(status).toBe(422);
    expect(json.errors[0].path).toBe(path);
    expect(text).not.toContain(canary);
    expect(provider.sent).toEqual([]);
  });

  test.each(["{bad", "", '{"to":'])("%j is no JSON: 400", async (body) => {
    const { status, json } = await post(controllerOf().app, body);
    expect(status).toBe(400);
    expect(json).toMatchObject({ code: "invalid_request", detail: "The body is not valid JSON." });
  });

  test.each([
    ["application/x-www-form-urlencoded", "to=%2B84912345678&body=hello"],
    ["text/plain", JSON.stringify(message)],
    ["application/jsonp", JSON.stringify(message)],
  ])("%s instead of JSON: 415", async (contentType, body) => {
    const { app, provider } = controllerOf();
    const { status, json } = await post(app, body, contentType);
    expect(status).toBe(415);
    expect(json.code).toBe("unsupported_media_type");
    expect(provider.sent).toEqual([]);
  });

  test("JSON may name its charset", async () => {
    const { status } = await post(controllerOf().app, message, "application/json; charset=utf-8");
    expect(status).toBe(202);
  });
});
