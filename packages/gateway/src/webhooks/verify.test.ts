import { expect, test } from "bun:test";
import { signedHeaders } from "./sign.ts";
import { verifyWebhook } from "./verify.ts";

const secret = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
const other = `whsec_${Buffer.alloc(32, 2).toString("base64")}`;
const payload = {
  type: "webhook.test",
  timestamp: "2026-01-02T08:31:05.123Z",
  data: { id: "wh_1", later: "Receivers ignore what they do not know." },
};
const signed = (secrets: readonly string[], content: unknown = payload, at = new Date()) => {
  const body = JSON.stringify(content);
  return { body, headers: new Headers(signedHeaders(secrets, { id: "evt_1", at, body })) };
};
const verify = ({ headers, body }: ReturnType<typeof signed>) =>
  verifyWebhook(secret, headers, body);
const bad = { ok: false, reason: "bad_signature" } as const;

test("what is signed with the secret, alone or beside another, is read", () => {
  const read = { ok: true, id: "evt_1", payload } as const;
  expect<unknown>(verify(signed([secret]))).toEqual(read);
  expect<unknown>(verify(signed([other, secret]))).toEqual(read);
});

test("anything else is not", () => {
  expect(verify(signed([other]))).toEqual(bad);
  expect(verify({ ...signed([secret]), body: "{}" })).toEqual(bad);
  expect(verify({ ...signed([secret]), headers: new Headers() })).toEqual(bad);
  const old = new Date(Date.now() - 301_000);
  expect(verify(signed([secret], payload, old))).toEqual(bad);
  const renamed = signed([secret]);
  renamed.headers.set("webhook-id", "evt_2");
  expect(verify(renamed)).toEqual(bad);
  expect(verifyWebhook("whsec_!", renamed.headers, renamed.body)).toEqual(bad);
});

test("what a later version of ours tells is told apart from forgeries", () => {
  const later = signed([secret], { ...payload, type: "message.eaten" });
  expect(verify(later)).toEqual({ ok: false, reason: "unknown_payload" });
});
