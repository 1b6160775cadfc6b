import { Value } from "@sinclair/typebox/value";
import { Webhook } from "standardwebhooks";
import { WebhookPayload } from "./payloads.ts";

/** What a receiver has, or why it must not be believed. */
export type Verified =
  | { readonly ok: true; readonly id: string; readonly payload: WebhookPayload }
  | {
      readonly ok: false;
      /** `unknown_payload` is ours, but of a kind that this version does not know. */
      readonly reason: "bad_signature" | "unknown_payload";
    };

/**
 * Verifies a webhook of this platform and reads it: signed by `secret` (`whsec_…`), and within five
 * minutes of now. Answer 2xx to what was verified, and remember `id`: the same event may come again.
 *
 * @param body the raw text, not what was parsed of it
 */
export function verifyWebhook(secret: string, headers: Headers, body: string): Verified {
  let payload: unknown;
  try {
    payload = new Webhook(secret).verify(body, Object.fromEntries(headers));
  } catch {
    return { ok: false, reason: "bad_signature" };
  }
  const id = headers.get("webhook-id");
  if (id === null || !Value.Check(WebhookPayload, payload))
    return { ok: false, reason: "unknown_payload" };
  return { ok: true, id, payload };
}
