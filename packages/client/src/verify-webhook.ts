import { Webhook } from "standardwebhooks";

/**
 * What a webhook of the platform says. Throws where `secret` (`whsec_…`) did not sign it within the
 * last five minutes.
 *
 * @param body the raw text, not what was parsed of it
 */
export const verifyWebhook = (secret: string, headers: Headers, body: string): unknown => {
  const named: Record<string, string> = {};
  headers.forEach((value, name) => {
    named[name] = value;
  });
  return new Webhook(secret).verify(body, named);
};
