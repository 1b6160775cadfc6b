import { describe, expect, test } from "bun:test";
import type { CallbackRequest } from "../../callbacks/request.ts";
import { describeCallbacks } from "../../testing/index.ts";
import {
  apiSecret,
  callbackToken,
  messagesCallback,
  privateKey,
  signatureSecret,
  smsCallback,
  vonageAt,
  vonageInput,
  vonageNow,
} from "../../testing/vonage-account.ts";
import { createFrom } from "../create-provider.ts";
import { vonage } from "./index.ts";
import { signVonage } from "./signature.ts";

const secrets = [apiSecret, signatureSecret, privateKey];
const { signatureSecret: _, ...unsigned } = vonageInput;
const sms = vonageAt(undefined, { api: "sms" });
const messages = vonageAt();

const dlr = {
  messageId: "0A0000000123ABCD1",
  msisdn: "84912345678",
  to: "ACME",
  status: "delivered",
  "err-code": "0",
  price: "0.03330000",
  "network-code": "45201",
  scts: "2601021531",
  "message-timestamp": "2026-01-02 08:31:05",
  "client-ref": "5f0c1b6e-9a7d-4c2f-8e3b-1a0d9c8b7a65",
};
const mo = {
  messageId: "0B0000000123ABCD2",
  msisdn: "84912345678",
  to: "84999",
  text: "Xin chào",
  type: "unicode",
  "message-timestamp": "2026-01-02 08:31:05",
};
const report = {
  message_uuid: "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab",
  to: "84912345678",
  from: "ACME",
  timestamp: "2026-01-02T08:31:05Z",
  status: "delivered",
  channel: "sms",
  client_ref: "5f0c1b6e-9a7d-4c2f-8e3b-1a0d9c8b7a65",
  usage: { currency: "EUR", price: "0.0333" },
  destination: { network_code: "45201" },
  sms: { count_total: "2" },
};
const inbound = {
  channel: "sms",
  message_uuid: "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ac",
  from: "84912345678",
  to: "84999",
  timestamp: "2026-01-02T08:31:05Z",
  message_type: "text",
  text: "Xin chào",
};

describeCallbacks("Vonage, Messages API,", {
  create: () => vonageAt(),
  createWithoutSecret: () => createFrom(vonage, unsigned),
  genuine: {
    "a report": messagesCallback("status", report),
    "an inbound message": messagesCallback("inbound", inbound),
  },
  secrets,
});

describeCallbacks("Vonage, SMS API,", {
  create: () => sms,
  createWithoutSecret: () => createFrom(vonage, { ...unsigned, api: "sms" }),
  genuine: {
    "a report by GET": smsCallback("status", dlr, "GET"),
    "a report by POST": smsCallback("status", dlr, "POST"),
    "a failure by JSON": smsCallback(
      "status",
      { ...dlr, status: "failed", "err-code": "9" },
      "POST-JSON",
    ),
    "an inbound message": smsCallback("inbound", mo),
  },
  secrets,
});

describe("sig", () => {
  const fields = Object.entries({
    "api-key": "abcd1234",
    "client-ref": "a&b=c",
    "err-code": "0",
    "message-timestamp": "2026-01-02 08:31:05",
    messageId: "0A0000000123ABCD1",
    msisdn: "84912345678",
    "network-code": "45201",
    nonce: "11111111-2222-3333-4444-555555555555",
    price: "0.03330000",
    scts: "2601021531",
    status: "delivered",
    timestamp: "1767342665",
    to: "ACME",
  });

  test.each([
    ["md5hash", "7b1e658bfc51e4a15e3f6924d8dcf93a"],
    ["md5", "e61886ed98c007ce18a6965f31af9672"],
    ["sha1", "27ecba704ec829737ed6ba458c713bc2d2086a74"],
    ["sha256", "75dc71fb5c4b68ee92ffdbdda6e352ee5bd3f977bd19eea1073309f36c0e8d26"],
    [
      "sha512",
      "b28775f2feef8b38eb29701091a2621cea13c5a328718acd0abeb942ad3395216e38bcdb0c4dcd1bec4d3b3a985be12c4f93ce4c45d8503db6f3731fd6acd44b",
    ],
  ] as const)("by %s", (method, sig) => {
    expect(signVonage({ secret: signatureSecret, method }, fields.toReversed())).toBe(sig);
  });

  test("of a request, by the documented way", () => {
    const request = Object.entries({
      from: "ACME",
      to: "84912345678",
      text: "Hi & bye=1",
      timestamp: "1767342665",
      api_key: "abcd1234",
    });
    const key = { secret: signatureSecret, method: "md5hash" } as const;
    expect(signVonage(key, request)).toBe("f516073d0acd6ce96c1bb59219a014e0");
  });

  test.each(["md5", "sha1", "sha256", "sha512"] as const)("callbacks by %s", (signatureMethod) => {
    const reader = vonageAt(undefined, { api: "sms", signatureMethod });
    const callback = smsCallback("status", dlr, "POST", signatureMethod);
    expect(reader.readCallback?.(callback)).toMatchObject({ kind: "read" });
    expect(sms.readCallback?.(callback)).toMatchObject({ reason: "bad_signature" });
  });
});

describe("the SMS API", () => {
  const read = (fields: object, purpose: "status" | "inbound" = "status") =>
    sms.readCallback?.(smsCallback(purpose, { ...(purpose === "status" ? dlr : mo), ...fields }));

  test("a report, in full", () => {
    expect(read({})).toMatchObject({
      proof: "signature",
      reports: [
        {
          status: "delivered",
          providerMessageId: "0A0000000123ABCD1",
          attempt: "5f0c1b6e-9a7d-4c2f-8e3b-1a0d9c8b7a65",
          to: "+84912345678",
          at: "2026-01-02T08:31:05.000Z",
          price: { amount: "0.03330000", currency: "EUR" },
          network: "45201",
        },
      ],
    });
  });

  test("an inbound message, and one part of a long one", () => {
    expect(read({}, "inbound")).toMatchObject({
      inbound: [
        {
          from: "+84912345678",
          to: "84999",
          text: "Xin chào",
          providerMessageId: "0B0000000123ABCD2",
          at: "2026-01-02T08:31:05.000Z",
        },
      ],
    });
    const concat = { concat: "true", "concat-ref": "7a", "concat-part": "2", "concat-total": "3" };
    expect(read(concat, "inbound")).toMatchObject({
      inbound: [{ part: { reference: "7a", number: 2, total: 3 } }],
    });
    expect(read({ ...concat, "concat-part": "4" }, "inbound")).toMatchObject({
      unrecognized: "concat",
    });
  });

  test.each([
    ["status", { status: "teleported" }, "status"],
    ["status", { messageId: "a b" }, "messageId"],
    ["status", { msisdn: "nobody" }, "msisdn"],
    ["status", { "err-code": "x" }, "err-code"],
    ["status", { "client-ref": "a b" }, "client-ref"],
    ["inbound", { type: "binary" }, "text"],
    ["inbound", { to: "" }, "msisdn or to"],
  ] as const)("%s with %p is taken note of", (purpose, fields, unrecognized) => {
    expect(read(fields, purpose)).toMatchObject({ kind: "read", unrecognized, reports: [] });
  });

  test.each([
    [{ timestamp: "1767342364" }, "stale"],
    [{ timestamp: "1767342966" }, "stale"],
    [{ timestamp: "" }, "stale"],
    [{ "api-key": "other" }, "other_account"],
    [{ "status=delivered&x": "1" }, "bad_signature"],
  ])("%p is refused: %s", (fields, reason) => {
    expect<unknown>(read(fields)).toMatchObject({ kind: "refused", reason });
  });

  test("no signature, or a parameter given twice", () => {
    const callback = smsCallback("status", dlr);
    const text = new TextDecoder().decode(callback.body);
    const withBody = (body: string) =>
      sms.readCallback?.({ ...callback, body: new TextEncoder().encode(body) });
    expect(withBody(text.replace(/&sig=.*/, ""))).toMatchObject({ reason: "unsigned" });
    expect(withBody(`${text}&status=failed`)).toMatchObject({ reason: "bad_signature" });
  });

  test("what is signed in the query counts for nothing in the body", () => {
    const callback = smsCallback("status", dlr, "GET");
    expect(sms.readCallback?.({ ...callback, method: "POST" })).toMatchObject({
      reason: "unsigned",
    });
  });
});

describe("the Messages API", () => {
  const read = (request: CallbackRequest) => messages.readCallback?.(request);

  test("a report, in full", () => {
    expect(read(messagesCallback("status", report))).toMatchObject({
      proof: "signature",
      reports: [
        {
          status: "delivered",
          providerMessageId: report.message_uuid,
          attempt: report.client_ref,
          to: "+84912345678",
          at: "2026-01-02T08:31:05.000Z",
          segments: 2,
          price: { amount: "0.0333", currency: "EUR" },
          network: "45201",
        },
      ],
    });
  });

  test("an inbound message", () => {
    expect(read(messagesCallback("inbound", inbound))).toMatchObject({
      inbound: [
        {
          from: "+84912345678",
          to: "84999",
          text: "Xin chào",
          providerMessageId: inbound.message_uuid,
          at: "2026-01-02T08:31:05.000Z",
        },
      ],
    });
    const chat = messagesCallback("inbound", { ...inbound, channel: "whatsapp" });
    expect(read(chat)).toMatchObject({ kind: "read", inbound: [], unrecognized: "message" });
  });

  test("the token of the wire facts is verified", () => {
    const token =
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3NjczNDI2NjUsImp0aSI6ImM1YmE4ZjI0LTFhMTQtNGMxMC1iZmRmLTNmYmU4Y2U1MTFiNSIsImlzcyI6IlZvbmFnZSIsInBheWxvYWRfaGFzaCI6ImQ1ZWNiYzdhYjc3YjM3NmIyY2Y2MzVhNjg2OWQ0ZGJiMTUzMjIxNzVmOTViNWMxOTI2MGEyN2Y2MjE3ZTRlZmYiLCJhcGlfa2V5IjoiYWJjZDEyMzQiLCJhcHBsaWNhdGlvbl9pZCI6ImFhYWFhYWFhLWJiYmItNGNjYy04ZGRkLTAxMjM0NTY3ODlhYiJ9.sapTvnB7XgMgFTHE0JTR7l9E8RaNhJYxSYKP27TUasQ";
    const body = '{"message_uuid":"aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab","status":"delivered"}';
    const request = messagesCallback("status", {});
    const headers = new Headers({ authorization: `Bearer ${token}` });
    const genuine = { ...request, headers, body: new TextEncoder().encode(body) };
    expect(read(genuine)).toMatchObject({ reports: [{ status: "delivered" }] });
    const altered = {
      ...genuine,
      body: new TextEncoder().encode(body.replace("delivered", "read")),
    };
    expect(read(altered)).toMatchObject({ reason: "bad_signature" });
    // The last character holds bits that no decoder looks at; a token is compared as text.
    const other = new Headers({ authorization: `Bearer ${token.slice(0, -1)}R` });
    expect(read({ ...genuine, headers: other })).toMatchObject({ reason: "bad_signature" });
  });

  test.each([
    ["another secret", { secret: "another-secret" }, "bad_signature"],
    ["another body's hash", { claims: { payload_hash: "0".repeat(64) } }, "bad_signature"],
    ["no hash", { claims: { payload_hash: undefined } }, "bad_signature"],
    ["too old", { claims: { iat: vonageNow.getTime() / 1000 - 301 } }, "stale"],
    ["from the future", { claims: { iat: vonageNow.getTime() / 1000 + 301 } }, "stale"],
    ["another account", { claims: { api_key: "other" } }, "other_account"],
    ["another application", { claims: { application_id: "other" } }, "other_account"],
  ])("%s is refused", (_, options, reason) => {
    expect<unknown>(read(messagesCallback("status", report, options))).toMatchObject({
      kind: "refused",
      reason,
      httpStatus: 403,
    });
  });

  test("a token of another algorithm is refused, however it is signed", () => {
    const claims = { iat: vonageNow.getTime() / 1000, api_key: vonageInput.apiKey };
    const request = messagesCallback("status", report);
    for (const alg of ["none", "RS256", "HS512"]) {
      const token = callbackToken(claims, signatureSecret, alg);
      const headers = new Headers({ authorization: `Bearer ${token}` });
      expect(read({ ...request, headers })).toMatchObject({ reason: "bad_signature" });
    }
  });

  test("without a token it is asked for again", () => {
    const request = messagesCallback("status", report);
    const headers = new Headers({ "content-type": "application/json" });
    expect(read({ ...request, headers })).toEqual({
      kind: "refused",
      reason: "unsigned",
      httpStatus: 503,
    });
    expect(read({ ...request, method: "GET" })).toMatchObject({ reason: "bad_method" });
  });
});
