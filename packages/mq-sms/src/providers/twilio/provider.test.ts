import { expect, test } from "bun:test";
import { describeProvider, httpAnswer, openLoopback } from "../../testing/index.ts";
import {
  twilioAt,
  twilioInput,
  twilioMessage,
  twilioSid,
  twilioToken,
} from "../../testing/twilio-account.ts";
import { createFrom } from "../create-provider.ts";
import { twilio } from "./index.ts";

const { signal } = new AbortController();
const created = (fields: object = {}) =>
  JSON.stringify({ sid: twilioSid, status: "queued", num_segments: "1", price: null, ...fields });
const apiKey = { apiKeySid: `SK${"1".repeat(32)}`, apiKeySecret: "secret-of-the-key" };
const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

describeProvider("Twilio", {
  create: (baseUrl) => twilioAt(baseUrl),
  message: twilioMessage,
  acceptedStatus: 201,
  acceptedBody: () => created(),
  secrets: [twilioToken, twilioInput.accountSid],
});

/** Sends once to a server that answers so, and returns what it was asked. */
async function send(settings = {}, message = {}, answer = httpAnswer(201, created())) {
  using server = await openLoopback({ request: (socket) => socket.end(answer) });
  const provider = twilioAt(server.url, settings);
  const outcome = await provider.send({ ...twilioMessage, ...message }, signal);
  return {
    outcome,
    requests: server.requests.map(({ head, requestLine, body }) => ({
      requestLine,
      authorization: /^authorization: (.*)$/im.exec(head)?.[1],
      fields: Object.fromEntries(new URLSearchParams(body)),
    })),
  };
}

test("the request is a form with the credentials of the account", async () => {
  const { requests } = await send();
  expect(requests).toEqual([
    {
      requestLine: `POST /2010-04-01/Accounts/${twilioInput.accountSid}/Messages.json HTTP/1.1`,
      authorization: basic(twilioInput.accountSid, twilioToken),
      fields: {
        To: "+84912345678",
        From: "NXDEMO",
        Body: "Ma OTP cua ban la 482915",
        MessageIntent: "otp",
        StatusCallback: `https://sms.example.test/in/twilio/status?attempt=${twilioMessage.id}&end=1`,
      },
    },
  ]);
});

test.each([
  ["a service picks the sender", { messagingServiceSid: `MG${"2".repeat(32)}` }, {}, undefined],
  [
    "unless the message names one",
    { messagingServiceSid: `MG${"2".repeat(32)}` },
    { from: "ACME" },
    "ACME",
  ],
  ["a message's own sender", {}, { from: "ACME" }, "ACME"],
])("%s", async (_, settings, message, from) => {
  const { requests } = await send(settings, message);
  const { From, MessagingServiceSid } = requests[0]?.fields ?? {};
  expect({
    From,
    ...(MessagingServiceSid && { messagingServiceSid: MessagingServiceSid }),
  }).toEqual({
    From: from,
    ...settings,
  });
});

test.each([
  [300, "300"],
  [0.2, "1"],
  [86_400, "36000"],
])("a text that is of use for %d s is given %s", async (validitySeconds, expected) => {
  const { requests } = await send({}, { validitySeconds });
  expect(requests[0]?.fields).toMatchObject({ ValidityPeriod: expected });
});

test("the attempt's own token is what comes back; without a callback URL nothing is asked for", async () => {
  const { requests } = await send({ smartEncoded: true }, { attempt: "try_2" });
  expect(requests[0]?.fields).toMatchObject({
    StatusCallback: "https://sms.example.test/in/twilio/status?attempt=try_2&end=1",
    SmartEncoded: "true",
  });
  const { callbackUrl: _, ...bare } = twilioInput;
  const { fetch, bodies } = capture();
  const runtime = { fetch, now: () => new Date(0) };
  await createFrom(twilio, bare, runtime).send(twilioMessage, signal);
  expect(bodies[0]).not.toContain("StatusCallback");
});

function capture() {
  const bodies: string[] = [];
  return {
    bodies,
    fetch: async (_: string, init: RequestInit) => {
      bodies.push(String(init.body));
      return new Response(created(), { status: 201 });
    },
  };
}

test("an API key sends first; refused, it gives way to the auth token, once", async () => {
  expect((await send(apiKey)).requests.map(({ authorization }) => authorization)).toEqual([
    basic(apiKey.apiKeySid, apiKey.apiKeySecret),
  ]);
  const refused = await send(apiKey, {}, httpAnswer(401, '{"code":20003}'));
  expect(refused.requests.map(({ authorization }) => authorization)).toEqual([
    basic(apiKey.apiKeySid, apiKey.apiKeySecret),
    basic(twilioInput.accountSid, twilioToken),
  ]);
  expect(refused.outcome).toMatchObject({ kind: "rejected", error: { code: "bad_credentials" } });
});

test("an answer that leaves the key's send open is not tried with the token", async () => {
  const { requests, outcome } = await send(apiKey, {}, httpAnswer(500, "{}"));
  expect(requests).toHaveLength(1);
  expect(outcome.kind).toBe("unknown");
});

test.each([
  [{ num_segments: "2" }, { segments: 2 }],
  [{ num_segments: "0" }, {}],
  [
    { price: "-0.00750", price_unit: "usd" },
    { segments: 1, price: { amount: "0.00750", currency: "USD" } },
  ],
  [{ price: "free", price_unit: "USD" }, { segments: 1 }],
])("what the 201 tells: %p", async (fields, told) => {
  const { outcome } = await send({}, {}, httpAnswer(201, created(fields)));
  expect(outcome).toEqual({ kind: "accepted", providerMessageIds: [twilioSid], ...told });
});

test("a 201 may already say that the message failed", async () => {
  const failed = created({ status: "failed", error_code: 21610 });
  const { outcome } = await send({}, {}, httpAnswer(201, failed));
  expect(outcome).toMatchObject({
    kind: "rejected",
    error: { code: "opted_out", providerCode: "21610" },
  });
});

test("a 201 that failed for no stated reason has no code of Twilio's", async () => {
  const { outcome } = await send({}, {}, httpAnswer(201, created({ status: "failed" })));
  expect(outcome).toEqual({
    kind: "rejected",
    error: { code: "unrecognized_code", provider: "twilio", httpStatus: 201 },
  });
});

test.each([
  ["no sid", '{"status":"queued"}'],
  ["another kind of sid", '{"sid":"CA00000000000000000000000000000002"}'],
])("a 201 with %s: unknown", async (_, body) => {
  expect((await send({}, {}, httpAnswer(201, body))).outcome.kind).toBe("unknown");
});

test.each([
  [200, '{"balance":"12.5","currency":"usd"}', { amount: "12.5", currency: "USD" }, true],
  [200, '{"balance":"much"}', undefined, true],
  [401, '{"code":20003}', undefined, false],
  [403, '{"code":20403}', undefined, false],
  [429, '{"code":20429}', undefined, undefined],
  [500, "{}", undefined, undefined],
  [200, "<html>", undefined, undefined],
])("balance and health: HTTP %d %s", async (status, body, money, accepted) => {
  using server = await openLoopback({ request: (socket) => socket.end(httpAnswer(status, body)) });
  const provider = twilioAt(server.url);
  expect(await provider.balance?.(signal)).toEqual(money);
  expect(await provider.checkHealth?.(signal)).toEqual({
    reachable: true,
    ...(accepted === undefined ? {} : { credentialsAccepted: accepted }),
  });
  expect(server.requests[0]?.requestLine).toBe(
    `GET /2010-04-01/Accounts/${twilioInput.accountSid}/Balance.json HTTP/1.1`,
  );
});

test("nobody there: not reachable", async () => {
  expect(await twilioAt("http://127.0.0.1:1").checkHealth?.(signal)).toEqual({ reachable: false });
});

test.each([
  [{ authToken: undefined }, ["/authToken"]],
  [{ apiKeySid: apiKey.apiKeySid }, ["/apiKeySecret"]],
  [{ apiKeySecret: "x" }, ["/apiKeySid"]],
  [{ sender: undefined }, ["/sender"]],
  [{ callbackUrl: "sms.example" }, ["/callbackUrl"]],
  [{ baseUrl: "http://api.example" }, ["/baseUrl"]],
  [{}, []],
])("problems of the settings %p", (changes, paths) => {
  const settings = {
    ...twilioInput,
    baseUrl: "https://api.twilio.com",
    allowInsecureLoopback: false,
    smartEncoded: false,
    timeoutMs: 1000,
    ...changes,
  };
  const given = JSON.parse(JSON.stringify(settings));
  expect(twilio.check?.(given).map(({ path }) => path)).toEqual(paths);
});
