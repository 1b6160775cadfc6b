import { createHmac } from "node:crypto";

/**
 * `X-Twilio-Signature` of a form: HMAC-SHA1 with the auth token over the URL followed by every
 * parameter's name and value, sorted by name.
 */
export function signForm(authToken: string, url: string, form: Record<string, string>): string {
  const names = Object.keys(form).sort();
  const signed = names.reduce((text, name) => text + name + form[name], url);
  return createHmac("sha1", authToken).update(signed).digest("base64");
}
