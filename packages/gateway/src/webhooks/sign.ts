import { Webhook } from "standardwebhooks";

/**
 * The headers of Standard Webhooks (https://www.standardwebhooks.com): a signature by each secret, so
 * that receivers verify with the one that they have.
 *
 * @param id of the event, the same for every attempt
 * @param at time of this attempt
 */
export function signedHeaders(
  secrets: readonly string[],
  { id, at, body }: { readonly id: string; readonly at: Date; readonly body: string },
): Record<string, string> {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(" "),
  };
}
