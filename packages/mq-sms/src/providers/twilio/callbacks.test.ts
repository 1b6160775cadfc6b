import { describe, expect, test } from "bun:test";
import type { CallbackRequest } from "../../callbacks/request.ts";
import { describeCallbacks } from "../../testing/index.ts";
import {
  inboundFields,
  reportFields,
  twilioAt,
  twilioCallback,
  twilioInput,
  twilioSid,
  twilioToken,
} from "../../testing/twilio-account.ts";
import { createFrom } from "../create-provider.ts";
import { twilio } from "./index.ts";
import { bodyHash, signedForms, signTwilio } from "./signature.ts";

const read = (request: CallbackRequest, settings = {}) =>
  twilioAt(undefined, settings).readCallback?.(request);

const query = "?attempt=5f0c1b6e-9a7d-4c2f-8e3b-1a0d9c8b7a65&end=1";

/** A status callback as JSON, with the hash of its body in the signed URL. */
function jsonCallback(body: string, hash = bodyHash(new TextEncoder().encode(body))) {
  const hashed = `${query}&bodySHA256=${hash}`;
  const call = twilioCallback({}, { query: hashed });
  const headers = new Headers(call.headers);
  headers.set("content-type", "application/json");
  return { ...call, headers, body: new TextEncoder().encode(body) };
}

const jsonReport = JSON.stringify({ ...reportFields, MessageStatus: "sent" });

const { authToken: _, ...unsigned } = twilioInput;
const apiKey = { apiKeySid: `SK${"1".repeat(32)}`, apiKeySecret: "secret-of-the-key" };

describeCallbacks("Twilio", {
  create: () => twilioAt(),
  createWithoutSecret: () => createFrom(twilio, { ...unsigned, ...apiKey }),
  genuine: {
    "a delivery report": twilioCallback(reportFields, { query }),
    "a failure": twilioCallback(
      { ...reportFields, MessageStatus: "undelivered", ErrorCode: "30005" },
      { query },
    ),
    "an inbound message": twilioCallback(inboundFields, { purpose: "inbound" }),
    "a report in JSON": jsonCallback(jsonReport),
  },
  secrets: [twilioToken],
});

describe("the signature of the wire facts", () => {
  const url = "https://sms.example.test/hooks/twilio/status?tenant=t1";
  const fields = Object.entries(reportFields);

  test.each([
    [url, "ZVvEOJqypCoJ0FhvVhGNy5spAgk="],
    [url.replace(".test", ".test:443"), "i23vD+C0PRI+TRMRGwCEYT0gqZA="],
  ])("%s", (signed, signature) => {
    expect(signTwilio(twilioToken, signed, fields)).toBe(signature);
    expect(signTwilio(twilioToken, signed, fields.toReversed())).toBe(signature);
  });

  test("JSON", () => {
    const body = new TextEncoder().encode('{"MessageSid":"SM02","MessageStatus":"sent"}');
    const hash = "186ea48642bbf1454e72a66c767c7537724d776c4ac2dc25d21a2e760d8eb4eb";
    expect(bodyHash(body)).toBe(hash);
    expect(signTwilio(twilioToken, `${url}&bodySHA256=${hash}`, [])).toBe(
      "Elo7ahtkR53YWmmtkxS+GiJw4rI=",
    );
  });

  test("a name given twice counts once per value", () => {
    const twice = [...fields, ["To", "+84912345678"], ["To", "+1"]] as const;
    expect(signTwilio(twilioToken, url, twice)).toBe(
      signTwilio(twilioToken, url, [...fields, ["To", "+1"]]),
    );
  });

  test("the forms of a URL that may have been signed", () => {
    expect(signedForms("https://Sms.Example.test:8443/a b?x=é")).toEqual([
      "https://Sms.Example.test:8443/a b?x=é",
      "https://Sms.Example.test/a b?x=é",
      "https://Sms.Example.test:443/a b?x=é",
      "https://sms.example.test:8443/a%20b?x=%C3%A9",
      "https://sms.example.test/a%20b?x=%C3%A9",
      "https://sms.example.test:443/a%20b?x=%C3%A9",
    ]);
  });
});

describe("facts", () => {
  test("a report names the message, the attempt and the phone", () => {
    expect(read(twilioCallback(reportFields, { query }))).toMatchObject({
      reports: [
        {
          status: "delivered",
          providerMessageId: twilioSid,
          attempt: "5f0c1b6e-9a7d-4c2f-8e3b-1a0d9c8b7a65",
          to: "+84912345678",
        },
      ],
      inbound: [],
      consents: [],
    });
  });

  test("an inbound message, with what Twilio did about a keyword", () => {
    const callback = (fields: object) =>
      read(twilioCallback({ ...inboundFields, ...fields }, { purpose: "inbound" }));
    const { From: from, To: to } = inboundFields;
    expect(callback({})).toMatchObject({
      inbound: [{ from, to, text: "Xin chào & cảm ơn", providerMessageId: twilioSid }],
      consents: [],
    });
    expect(callback({ Body: "STOP", OptOutType: "STOP" })).toMatchObject({
      consents: [{ phone: from, sender: to, optedOut: true }],
    });
    expect(callback({ Body: "START", OptOutType: "START" })).toMatchObject({
      consents: [{ phone: from, sender: to, optedOut: false }],
    });
    expect(callback({ Body: "HELP", OptOutType: "HELP" })).toMatchObject({ consents: [] });
  });

  test.each([
    [{ MessageStatus: "teleported" }, "MessageStatus"],
    [{ MessageStatus: "constructor" }, "MessageStatus"],
    [{ MessageSid: "SM1" }, "MessageSid"],
    [{ ErrorCode: "3e4" }, "ErrorCode"],
  ])("what is not known is noted, and answered with 200: %p", (fields, unrecognized) => {
    expect(read(twilioCallback({ ...reportFields, ...fields }))).toMatchObject({
      kind: "read",
      httpStatus: 200,
      reports: [],
      unrecognized,
    });
  });

  test("JSON says null where a form says nothing", () => {
    const report = JSON.stringify({ ...reportFields, ErrorCode: null });
    expect(read(jsonCallback(report))).toMatchObject({ reports: [{ status: "delivered" }] });
  });

  test.each([
    [{ From: "whatsapp:+84912345678" }, "From"],
    [{ To: "" }, "To"],
    [{ OptOutType: "STO" }, "OptOutType"],
  ])("an inbound message of another form tells nothing: %p", (fields, unrecognized) => {
    const call = twilioCallback({ ...inboundFields, ...fields }, { purpose: "inbound" });
    expect(read(call)).toMatchObject({ httpStatus: 200, inbound: [], consents: [], unrecognized });
  });

  test("short codes on either side", () => {
    const fields = { ...inboundFields, From: "9029", To: "12345" };
    expect(read(twilioCallback(fields, { purpose: "inbound" }))).toMatchObject({
      inbound: [{ from: "9029", to: "12345" }],
    });
  });

  test("parameters that nobody knows yet do no harm", () => {
    expect(read(twilioCallback({ ...reportFields, NewThing2: "x" }))).toMatchObject({
      reports: [{ status: "delivered" }],
    });
  });
});

describe("refused", () => {
  const report = twilioCallback(reportFields, { query });

  test("another account's report, though rightly signed", () => {
    const foreign = { ...reportFields, AccountSid: "AC00000000000000000000000000000009" };
    expect(read(twilioCallback(foreign))).toMatchObject({
      reason: "other_account",
      httpStatus: 403,
    });
  });

  test("another token's signature; the previous one's while it is configured", () => {
    const old = twilioCallback(reportFields, { token: "the-token-before" });
    expect(read(old)).toMatchObject({ reason: "bad_signature" });
    expect(read(old, { previousAuthToken: "the-token-before" })).toMatchObject({ kind: "read" });
  });

  test.each([
    ["GET", "bad_method"],
    ["PUT", "bad_method"],
  ])("%s", (method, reason) => {
    expect(read({ ...report, method })).toMatchObject({ reason, httpStatus: 405 });
  });

  test("JSON whose body is not the one that was hashed", () => {
    const body = new TextEncoder().encode(jsonReport.replace("sent", "delivered"));
    expect(read({ ...jsonCallback(jsonReport), body })).toMatchObject({ reason: "bad_signature" });
  });

  test("a query that we never gave to Twilio, even signed", () => {
    const strange = twilioCallback(reportFields, { query: "?tenant=t1" });
    expect(read(strange)).toMatchObject({
      reason: "bad_signature",
      wouldMatch: `${twilioInput.callbackUrl}/status?tenant=t1`,
    });
  });

  /** The signed string stays the same, letter by letter; only its borders move. */
  const moved = (url: string, body: string, from = report) =>
    read({ ...from, url, body: new TextEncoder().encode(body) });
  const form = new URLSearchParams(reportFields).toString();

  test.each([
    ["the URL's end becomes a parameter", report.url.slice(0, -1), `1=&${form}`],
    ["the mark becomes a parameter", report.url.slice(0, -6), `%26end%3D1=&${form}`],
    [
      "a parameter becomes the URL's end",
      `${report.url}AccountSid`,
      form.replace("AccountSid=", "="),
    ],
    [
      "the account becomes part of the URL",
      `${report.url}AccountSid${twilioInput.accountSid}`,
      form.replace(/^AccountSid=[^&]*&/, ""),
    ],
  ])("%s", (_, url, body) => {
    expect(moved(url, body)).toMatchObject({ kind: "refused" });
  });

  test.each([
    ["the text becomes a name", "Body=", "B=ody"],
    ["a word of the text becomes a name", "+H%E1%BA%B9n+MAI&", "+H%E1%BA%B9n+&MAI=&"],
    ["a word of the text becomes a name", "+Hẹn+DAI&", "+Hẹn+&DAI=&"],
    ["a keyword is cut short", "OptOutType=STOP", "OptOutType=&STOP="],
    ["a keyword is hidden", "NumSegments=1&OptOutType=STOP", "NumSegments=1OptOutTypeSTOP"],
  ])("%s", (_, part, changed) => {
    const word = /[A-Z]{3}(?=&)/.exec(part)?.[0] ?? "";
    const fields = { ...inboundFields, Body: `Xin chào Hẹn ${word}`, OptOutType: "STOP" };
    const sorted = Object.fromEntries(Object.entries(fields).sort());
    const genuine = twilioCallback(sorted, { purpose: "inbound" });
    expect(read(genuine)).toMatchObject({ kind: "read", inbound: [{ text: fields.Body }] });
    const body = new TextDecoder().decode(genuine.body);
    const find = part.replace("ẹ", "%E1%BA%B9");
    expect(body).toContain(find);
    const result = moved(genuine.url, body.replace(find, changed), genuine);
    expect(result?.kind === "read" ? result.inbound : []).toEqual([]);
  });

  test("an error code that is hidden in the value before it", () => {
    const failed = { ...reportFields, MessageStatus: "undelivered", ErrorCode: "21610" };
    const { ErrorCode, ApiVersion, ...rest } = failed;
    const hidden = { ...rest, ApiVersion: `${ApiVersion}ErrorCode${ErrorCode}` };
    const body = new URLSearchParams(hidden).toString();
    const genuine = twilioCallback(failed, { query });
    expect(read(genuine)).toMatchObject({ reports: [{ error: { code: "opted_out" } }] });
    expect(moved(genuine.url, body, genuine)).toMatchObject({ reason: "bad_signature" });
  });
});

describe("the URL is the configured one", () => {
  const at = (signedUrl: string, headers: Record<string, string> = {}) => {
    const call = twilioCallback(reportFields, { signedUrl });
    const all = new Headers(call.headers);
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    return read({ ...call, headers: all });
  };

  test.each(["", ":443"])("with the port written as %p", (port) => {
    const url = `${twilioInput.callbackUrl}/status`.replace(".test", `.test${port}`);
    expect(at(url)).toMatchObject({ kind: "read" });
  });

  test.each<[string, string, Record<string, string>]>([
    ["the inner address", "http://10.0.0.7:3000/in/twilio/status", {}],
    ["the host header", "https://public.example/in/twilio/status", { host: "public.example" }],
    [
      "a forwarded host",
      "https://edge.example/in/twilio/status",
      { "x-forwarded-host": "edge.example" },
    ],
    ["another scheme", `${twilioInput.callbackUrl}/status`.replace("https:", "http:"), {}],
    ["a slash at the end", `${twilioInput.callbackUrl}/status/`, {}],
  ])("%s is never believed, and named as what would match", (_, signedUrl, headers) => {
    expect(at(signedUrl, headers)).toEqual({
      kind: "refused",
      reason: "bad_signature",
      httpStatus: 403,
      wouldMatch: signedUrl,
    });
  });

  test("a proxy that shortens the path, or adds a query, is found out", () => {
    const signedUrl = "https://edge.example/in/twilio/status";
    const call = twilioCallback(reportFields, { signedUrl });
    const headers = new Headers(call.headers);
    headers.set("x-forwarded-host", "edge.example");
    for (const url of ["http://10.0.0.7:3000/status", "http://10.0.0.7:3000/status?trace=1"]) {
      expect(read({ ...call, headers, url })).toMatchObject({
        reason: "bad_signature",
        wouldMatch: signedUrl,
      });
    }
  });

  test("nothing matches: nothing is named", () => {
    expect(at("https://elsewhere.example/")).toEqual({
      kind: "refused",
      reason: "bad_signature",
      httpStatus: 403,
    });
  });
});
