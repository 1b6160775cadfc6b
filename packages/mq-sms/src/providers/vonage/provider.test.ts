import { expect, test } from "bun:test";
import { createVerify } from "node:crypto";
import {
  describeProvider,
  httpAnswer,
  openLoopback,
  type ReceivedRequest,
} from "../../testing/index.ts";
import {
  apiSecret,
  privateKey,
  publicKey,
  signatureSecret,
  vonageAt,
  vonageInput,
  vonageMessage,
  vonageNow,
} from "../../testing/vonage-account.ts";
import { createFrom } from "../create-provider.ts";
import { vonage } from "./index.ts";

const { signal } = new AbortController();
const uuid = "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab";
const part = (changes: object = {}) => ({
  to: "84912345678",
  "message-id": "0A0000000123ABCD1",
  status: "0",
  "remaining-balance": "12.34000000",
  "message-price": "0.03330000",
  network: "45201",
  ...changes,
});
const smsAnswer = (...messages: object[]) =>
  JSON.stringify({ "message-count": String(messages.length), messages });

const secrets = [apiSecret, signatureSecret, privateKey];
describeProvider("Vonage, Messages API,", {
  create: (baseUrl) => vonageAt(baseUrl),
  message: vonageMessage,
  acceptedStatus: 202,
  acceptedBody: () => JSON.stringify({ message_uuid: uuid }),
  statuses: { 402: "insufficient_balance" },
  secrets,
});
describeProvider("Vonage, SMS API,", {
  create: (baseUrl) => vonageAt(baseUrl, { api: "sms" }),
  message: vonageMessage,
  acceptedBody: () => smsAnswer(part()),
  statuses: { 420: "throttled" },
  secrets,
});

/** Sends once to a server that answers so. */
async function send(
  settings = {},
  message = {},
  answer = httpAnswer(202, `{"message_uuid":"${uuid}"}`),
) {
  using server = await openLoopback({ request: (socket) => socket.end(answer) });
  const provider = vonageAt(server.url, settings);
  const outcome = await provider.send({ ...vonageMessage, ...message }, signal);
  return { outcome, request: server.requests[0] };
}
const sendSms = (message = {}, answer = smsAnswer(part()), settings = {}) =>
  send({ api: "sms", ...settings }, message, httpAnswer(200, answer));

const formOf = (request: ReceivedRequest | undefined) =>
  Object.fromEntries(new URLSearchParams(request?.body));
const authorizationOf = (request: ReceivedRequest | undefined) =>
  /^authorization: (.*)$/im.exec(request?.head ?? "")?.[1] ?? "";

test("the Messages API gets JSON, numbers without +, and our reference", async () => {
  const { request } = await send({}, { validitySeconds: 300 });
  expect(request?.requestLine).toBe("POST /v1/messages HTTP/1.1");
  expect(JSON.parse(request?.body ?? "")).toEqual({
    channel: "sms",
    message_type: "text",
    to: "84912345678",
    from: "ACME",
    text: vonageMessage.text,
    client_ref: vonageMessage.id,
    ttl: 300,
    sms: { encoding_type: "auto" },
    webhook_url: "https://sms.example.test/in/vonage/status",
    webhook_version: "v1",
  });
});

test("it is told by a token of the application, which the public key verifies", async () => {
  const [scheme, token = ""] = authorizationOf((await send()).request).split(" ");
  expect(scheme).toBe("Bearer");
  const [header = "", payload = "", signature = ""] = token.split(".");
  const verifier = createVerify("RSA-SHA256").update(`${header}.${payload}`);
  expect(verifier.verify(publicKey, signature, "base64url")).toBe(true);
  const issuedAt = vonageNow.getTime() / 1000;
  expect(JSON.parse(Buffer.from(header, "base64url").toString())).toEqual({
    alg: "RS256",
    typ: "JWT",
  });
  expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toEqual({
    application_id: vonageInput.applicationId,
    iat: issuedAt,
    exp: issuedAt + 900,
    jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test("a token is used until shortly before it ends", async () => {
  const tokens: string[] = [];
  let now = vonageNow;
  const provider = createFrom(vonage, vonageInput, {
    now: () => now,
    fetch: async (_, init) => {
      tokens.push(new Headers(init.headers).get("authorization") ?? "");
      return Response.json({ message_uuid: uuid }, { status: 202 });
    },
  });
  for (const minutes of [0, 13, 14, 15]) {
    now = new Date(vonageNow.getTime() + minutes * 60_000);
    await provider.send(vonageMessage, signal);
  }
  expect(tokens.map((token) => tokens.indexOf(token))).toEqual([0, 0, 2, 2]);
});

test("without an application, key and secret", async () => {
  const { applicationId: _a, privateKey: _p, ...plain } = vonageInput;
  using server = await openLoopback({ request: (socket) => socket.end(httpAnswer(401, "{}")) });
  const settings = { ...plain, baseUrl: server.url, allowInsecureLoopback: true };
  await createFrom(vonage, settings).send(vonageMessage, signal);
  expect(authorizationOf(server.requests[0])).toBe(
    `Basic ${Buffer.from(`abcd1234:${apiSecret}`).toString("base64")}`,
  );
});

test("the SMS API gets a form; Unicode is named, validity is in milliseconds", async () => {
  const plain = formOf((await sendSms()).request);
  expect(plain).toEqual({
    api_key: "abcd1234",
    api_secret: apiSecret,
    from: "ACME",
    to: "84912345678",
    text: vonageMessage.text,
    "client-ref": vonageMessage.id,
    callback: "https://sms.example.test/in/vonage/status",
  });
  const accented = await sendSms({ text: "Mã của bạn", validitySeconds: 300, attempt: "try_2" });
  expect(accented.request?.requestLine).toBe("POST /sms/json HTTP/1.1");
  expect(formOf(accented.request)).toMatchObject({
    text: "Mã của bạn",
    type: "unicode",
    ttl: "300000",
    "client-ref": "try_2",
  });
});

test.each([
  [1, "20000", 20],
  [10_000_000, "604800000", 604_800],
])("a validity of %d s is brought into range", async (validitySeconds, sms, messages) => {
  expect(formOf((await sendSms({ validitySeconds })).request)["ttl"]).toBe(sms);
  expect(JSON.parse((await send({}, { validitySeconds })).request?.body ?? "").ttl).toBe(messages);
});

test("a signed request has a signature and no secret", async () => {
  const { request } = await sendSms({}, undefined, { signRequests: true });
  const form = formOf(request);
  expect(form["api_secret"]).toBeUndefined();
  expect(form["timestamp"]).toBe("1767342665");
  expect(form["sig"]).toMatch(/^[0-9a-f]{32}$/);
});

test("every part of a long text counts: ids, price, segments", async () => {
  const answer = smsAnswer(part(), part({ "message-id": "0A0000000123ABCD2" }));
  expect((await sendSms({}, answer)).outcome).toEqual({
    kind: "accepted",
    providerMessageIds: ["0A0000000123ABCD1", "0A0000000123ABCD2"],
    segments: 2,
    price: { amount: "0.06660000", currency: "EUR" },
    network: "45201",
  });
});

test("a text of which only some parts were taken is unknown, whichever they are", async () => {
  const refused = { status: "9", "error-text": "Partner quota exceeded" };
  for (const parts of [
    [part(), refused],
    [refused, part()],
  ]) {
    expect((await sendSms({}, smsAnswer(...parts))).outcome).toEqual({
      kind: "unknown",
      error: { code: "insufficient_balance", provider: "vonage", providerCode: "9" },
    });
  }
});

test.each([
  ["no parts", smsAnswer()],
  ["a part without id", smsAnswer(part({ "message-id": "" }))],
  ["a part without status", '{"messages":[{"message-id":"1"}]}'],
])("an answer with %s: unknown", async (_, answer) => {
  expect((await sendSms({}, answer)).outcome).toMatchObject({ kind: "unknown" });
});

test.each([
  [200, '{"value":12.34,"autoReload":false}', { amount: "12.34", currency: "EUR" }, true],
  [200, '{"value":"much"}', undefined, true],
  [401, "{}", undefined, false],
])("balance and health: HTTP %d %s", async (status, body, money, credentialsAccepted) => {
  using server = await openLoopback({ request: (socket) => socket.end(httpAnswer(status, body)) });
  const provider = vonageAt(server.url);
  expect(await provider.balance?.(signal)).toEqual(money);
  expect(await provider.checkHealth?.(signal)).toEqual({ reachable: true, credentialsAccepted });
  expect(server.requests[0]?.requestLine).toBe("GET /account/get-balance HTTP/1.1");
});

test("the SMS API carries longer texts", () => {
  expect(vonageAt().capabilities.maxTextLength).toBe(1000);
  expect(vonageAt(undefined, { api: "sms" }).capabilities.maxTextLength).toBe(3200);
});

const complete = {
  ...vonageInput,
  baseUrl: "https://api.nexmo.com",
  restBaseUrl: "https://rest.nexmo.com",
  allowInsecureLoopback: false,
  api: "messages",
  signatureMethod: "md5hash",
  signRequests: false,
  timeoutMs: 1000,
} as const;
const without = (...names: string[]): typeof complete =>
  JSON.parse(JSON.stringify(complete, (name, value) => (names.includes(name) ? undefined : value)));

test.each([
  [complete, []],
  [without("privateKey"), ["/privateKey"]],
  [without("applicationId"), ["/applicationId"]],
  [without("applicationId", "privateKey"), []],
  [without("applicationId", "privateKey", "apiSecret"), ["/privateKey"]],
  [{ ...complete, privateKey: "no key" }, ["/privateKey"]],
  [{ ...without("apiSecret"), api: "sms" as const }, ["/apiSecret"]],
  [{ ...without("apiSecret"), api: "sms" as const, signRequests: true }, []],
  [
    { ...without("apiSecret", "signatureSecret"), api: "sms" as const, signRequests: true },
    ["/signatureSecret"],
  ],
  [{ ...complete, restBaseUrl: "http://rest.example" }, ["/restBaseUrl"]],
  [{ ...complete, callbackUrl: "x" }, ["/callbackUrl"]],
])("problems of the settings %#", (settings, paths) => {
  expect(vonage.check?.(settings).map(({ path }) => path)).toEqual(paths);
});
