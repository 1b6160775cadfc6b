import { describe, expect, test } from "bun:test";
import { Auth } from "@vonage/auth";
import { tokenGenerate, verifySignature } from "@vonage/jwt";
import { Messages, SMS as MessagesSms } from "@vonage/messages";
import { SMS } from "@vonage/sms";
import { httpAnswer, openLoopback } from "../../testing/index.ts";
import {
  apiSecret,
  messagesCallback,
  privateKey,
  signatureSecret,
  vonageAt,
  vonageInput,
  vonageMessage,
} from "../../testing/vonage-account.ts";
import { payloadHash } from "./jwt.ts";

const { signal } = new AbortController();
const { apiKey, applicationId, sender } = vonageInput;

describe("tokens", () => {
  test("what we make for callbacks of the tests, the official SDK verifies too", () => {
    const { headers } = messagesCallback("status", { message_uuid: "u", status: "delivered" });
    const token = headers.get("authorization")?.slice("Bearer ".length) ?? "";
    expect(verifySignature(token, signatureSecret)).toBe(true);
    expect(verifySignature(token, "another-secret")).toBe(false);
  });

  test("our token for sending is one that the official SDK would make", async () => {
    using server = await openLoopback({ request: (socket) => socket.end(httpAnswer(401, "{}")) });
    await vonageAt(server.url).send(vonageMessage, signal);
    const ours = /^authorization: Bearer (.*)$/im.exec(server.requests[0]?.head ?? "")?.[1] ?? "";
    const theirs = tokenGenerate(applicationId, privateKey);
    const shape = (token: string) => {
      const [header, claims] = token
        .split(".")
        .slice(0, 2)
        .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()));
      return { header, claims: Object.keys(claims).sort(), life: claims.exp - claims.iat };
    };
    expect(shape(ours)).toEqual(shape(theirs));
  });
});

/** Sends by the official SDK and by ours; returns both requests. */
async function both(
  answer: Buffer,
  theirs: (url: string) => Promise<unknown>,
  settings: Parameters<typeof vonageAt>[1],
) {
  using server = await openLoopback({ request: (socket) => socket.end(answer) });
  await theirs(server.url);
  await vonageAt(server.url, settings).send({ ...vonageMessage, validitySeconds: 300 }, signal);
  const [sdk, own] = server.requests;
  return { sdk, own };
}

test("Messages API: the official SDK's request and ours say the same", async () => {
  const answer = httpAnswer(202, '{"message_uuid":"u"}', { "Content-Type": "application/json" });
  const { sdk, own } = await both(
    answer,
    (url) =>
      new Messages(new Auth({ apiKey, apiSecret, applicationId, privateKey }), {
        apiHost: url,
      }).send(
        new MessagesSms({
          channel: "sms",
          messageType: "text",
          to: "84912345678",
          from: sender,
          text: vonageMessage.text,
          clientRef: vonageMessage.id,
          ttl: 300,
          sms: { encodingType: "auto" },
          webhookUrl: `${vonageInput.callbackUrl}/status`,
          webhookVersion: "v1",
        }),
      ),
    {},
  );
  expect(own?.requestLine).toBe(sdk?.requestLine ?? "");
  expect(JSON.parse(own?.body ?? "")).toEqual(JSON.parse(sdk?.body ?? ""));
});

test("SMS API: the official SDK's request and ours name the same fields", async () => {
  const answer = httpAnswer(
    200,
    '{"message-count":"1","messages":[{"status":"0","message-id":"1","to":"84912345678"}]}',
    { "Content-Type": "application/json" },
  );
  const { sdk, own } = await both(
    answer,
    (url) =>
      new SMS(new Auth({ apiKey, apiSecret }), { restHost: url }).send({
        to: "84912345678",
        from: sender,
        text: vonageMessage.text,
        clientRef: vonageMessage.id,
        ttl: 300_000,
        callback: `${vonageInput.callbackUrl}/status`,
      }),
    { api: "sms" },
  );
  const fields = Object.fromEntries(new URLSearchParams(own?.body));
  const theirs = Object.entries(JSON.parse(sdk?.body ?? "{}")).map(([name, value]) => [
    name,
    String(value),
  ]);
  expect(own?.requestLine).toBe(sdk?.requestLine ?? "");
  for (const [name = "", value] of theirs) {
    if (name === "api_key" || name === "api_secret") continue;
    expect([name, fields[name]]).toEqual([name, value ?? ""]);
  }
});

test("payload_hash is the hash that a peer computes of the same bytes", () => {
  const body = new TextEncoder().encode('{"a":"ế"}');
  const hasher = new Bun.CryptoHasher("sha256").update(body);
  expect(payloadHash(body)).toBe(hasher.digest("hex"));
});
