import { describe, expect, test } from "bun:test";
import twilioSdk from "twilio";
import { httpAnswer, openLoopback } from "../../testing/index.ts";
import {
  reportFields,
  twilioAt,
  twilioCallback,
  twilioInput,
  twilioMessage,
  twilioSid,
  twilioToken,
} from "../../testing/twilio-account.ts";
import { bodyHash, signTwilio } from "./signature.ts";

const url = `${twilioInput.callbackUrl}/status`;

test("what the official SDK signs is read, and altered it is not", () => {
  const genuine = twilioCallback(reportFields);
  const signature = twilioSdk.getExpectedTwilioSignature(twilioToken, url, reportFields);
  const headers = new Headers(genuine.headers);
  headers.set("x-twilio-signature", signature);
  expect(twilioAt().readCallback?.({ ...genuine, headers })).toMatchObject({
    kind: "read",
    reports: [{ status: "delivered" }],
  });
  const altered = new URLSearchParams({ ...reportFields, MessageStatus: "failed" }).toString();
  const body = new TextEncoder().encode(altered);
  expect(twilioAt().readCallback?.({ ...genuine, headers, body })).toMatchObject({
    reason: "bad_signature",
  });
});

test.each([
  ["a form", reportFields],
  ["accents, signs and an empty value", { ...reportFields, Body: "Mã & = +%?ế😀", Empty: "" }],
  ["no parameters", {}],
])("what we sign, the official SDK accepts: %s", (_, fields) => {
  const ours = signTwilio(twilioToken, url, Object.entries(fields));
  expect(twilioSdk.validateRequest(twilioToken, ours, url, fields)).toBe(true);
  expect(twilioSdk.validateRequest(twilioToken, ours, `${url}x`, fields)).toBe(false);
});

describe("a callback in JSON", () => {
  const json = JSON.stringify(reportFields);
  const query = `?bodySHA256=${twilioSdk.getExpectedBodyHash(json)}`;
  const callback = (signature: string, body = json) => {
    const call = twilioCallback({}, { query });
    const headers = new Headers({
      "content-type": "application/json",
      "x-twilio-signature": signature,
    });
    return twilioAt().readCallback?.({ ...call, headers, body: new TextEncoder().encode(body) });
  };

  test("that the official SDK signs and hashes is read, and altered it is not", () => {
    const signature = twilioSdk.getExpectedTwilioSignature(twilioToken, url + query, {});
    expect(callback(signature)).toMatchObject({ reports: [{ status: "delivered" }] });
    expect(callback(signature, json.replace("delivered", "failed"))).toMatchObject({
      reason: "bad_signature",
    });
  });

  test("that we sign and hash, the official SDK accepts", () => {
    const hash = bodyHash(new TextEncoder().encode(json));
    const ours = `${url}?bodySHA256=${hash}`;
    const signature = signTwilio(twilioToken, ours, []);
    const accepts = (body: string) =>
      twilioSdk.validateRequestWithBody(twilioToken, signature, ours, body);
    expect([accepts(json), accepts(`${json} `)]).toEqual([true, false]);
  });
});

test("the official SDK's request and ours say the same", async () => {
  using server = await openLoopback({
    request: (socket) =>
      socket.end(httpAnswer(201, JSON.stringify({ sid: twilioSid, status: "queued" }))),
  });
  const http = new twilioSdk.RequestClient();
  const request = http.request.bind(http);
  http.request = (options) =>
    request({ ...options, uri: options.uri.replace("https://api.twilio.com", server.url) });
  const sdk = twilioSdk(twilioInput.accountSid, twilioToken, { httpClient: http });
  await sdk.messages.create({
    to: twilioMessage.to,
    from: twilioInput.sender,
    body: twilioMessage.text,
    validityPeriod: 300,
    messageIntent: "otp",
    statusCallback: `${url}?attempt=${twilioMessage.id}&end=1`,
  });
  const { signal } = new AbortController();
  await twilioAt(server.url).send({ ...twilioMessage, validitySeconds: 300 }, signal);

  const [theirs, ours] = server.requests.map(({ requestLine, head, body }) => ({
    requestLine,
    authorization: /^authorization: (.*)$/im.exec(head)?.[1],
    type: /^content-type: ([^;\r]*)/im.exec(head)?.[1],
    fields: Object.fromEntries(new URLSearchParams(body)),
  }));
  expect(ours).toEqual(theirs);
});
