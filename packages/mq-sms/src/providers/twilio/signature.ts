import { createHash, createHmac } from "node:crypto";
import type { Field } from "../../callbacks/fields.ts";
import { isSameSecret } from "../../callbacks/secrets.ts";

/**
 * The value of `X-Twilio-Signature`: HMAC-SHA1, keyed by the auth token, over the URL followed by
 * every parameter's name and value, sorted by name. A name that came more than once gives its
 * different values in order. (twilio.com, "Webhooks security")
 */
export const signTwilio = (authToken: string, url: string, fields: readonly Field[]): string =>
  hmac(authToken, url + joined(fields));

const hmac = (authToken: string, signed: string): string =>
  createHmac("sha1", authToken).update(signed, "utf8").digest("base64");

function joined(fields: readonly Field[]): string {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of fields) {
    values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  let text = "";
  for (const name of [...values.keys()].sort()) {
    for (const value of [...(values.get(name) ?? [])].sort()) text += name + value;
  }
  return text;
}

/** `bodySHA256` of a JSON callback: lower-case hex over the raw bytes. */
export const bodyHash = (body: Uint8Array): string =>
  createHash("sha256").update(body).digest("hex");

/**
 * The URLs that Twilio may have signed for one that we configured: without its port and with the
 * standard one, each also as the URL parser writes it.
 */
export function signedForms(url: string): string[] {
  const forms = new Set<string>();
  for (const form of [url, normalized(url)]) {
    forms.add(form);
    forms.add(withPort(form, ""));
    forms.add(withPort(form, form.startsWith("http:") ? ":80" : ":443"));
  }
  return [...forms];
}

const normalized = (url: string): string => (URL.canParse(url) ? new URL(url).href : url);

/** Replaces the port of the authority and leaves every other character alone. */
const withPort = (url: string, port: string): string =>
  url.replace(/^(https?:\/\/(?:\[[^\]]*\]|[^:/?#]*))(?::\d*)?/, `$1${port}`);

/**
 * The first of the URLs for which one of the tokens made the signature. Each comparison takes the
 * same time, however much of the signature is right.
 */
export function findSigned(
  signature: string,
  tokens: readonly string[],
  urls: readonly string[],
  fields: readonly Field[],
): string | undefined {
  const parameters = joined(fields);
  return urls.find((url) =>
    signedForms(url).some((form) =>
      tokens.some((token) => isSameSecret(signature, hmac(token, form + parameters))),
    ),
  );
}
