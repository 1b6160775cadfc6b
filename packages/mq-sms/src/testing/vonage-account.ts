import { createHmac, generateKeyPairSync } from "node:crypto";
import type { CallbackPurpose, CallbackRequest } from "../callbacks/request.ts";
import type { OutboundSms, SmsProvider } from "../provider.ts";
import { createFrom, type SettingsInput } from "../providers/create-provider.ts";
import { signVonage, type VonageSettings, vonage } from "../providers/vonage/index.ts";
import { payloadHash } from "../providers/vonage/jwt.ts";

export const signatureSecret = "sIgSeCrEt0123456789";
export const apiSecret = "aPiSeCrEt42";

/** The time of the wire facts' examples. */
export const vonageNow = new Date(1_767_342_665_000);

const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const privateKey = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
export const publicKey = pair.publicKey.export({ type: "spki", format: "pem" }).toString();

/** Settings of an account whose values are invented; the key pair is made anew each time. */
export const vonageInput = {
  apiKey: "abcd1234",
  apiSecret,
  applicationId: "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab",
  privateKey,
  signatureSecret,
  sender: "ACME",
  callbackUrl: "https://sms.example.test/in/vonage",
} satisfies SettingsInput<VonageSettings>;

/** A client of the account, at `baseUrl` on loopback where one is given. */
export const vonageAt = (
  baseUrl?: string,
  settings: SettingsInput<VonageSettings> = {},
): SmsProvider =>
  createFrom(
    vonage,
    {
      ...vonageInput,
      ...(baseUrl === undefined
        ? {}
        : { baseUrl, restBaseUrl: baseUrl, allowInsecureLoopback: true }),
      ...settings,
    },
    { fetch, now: () => vonageNow },
  );

export const vonageMessage: OutboundSms = {
  id: "5f0c1b6e-9a7d-4c2f-8e3b-1a0d9c8b7a65",
  to: "+84912345678",
  text: "Ma OTP cua ban la 482915",
  category: "otp",
};

const encode = (value: object | string) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** A token as Vonage puts it on callbacks, written out here by RFC 7519. */
export function callbackToken(claims: object, secret = signatureSecret, alg = "HS256"): string {
  const signed = `${encode({ alg, typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

/** A callback of the Messages API. */
export function messagesCallback(
  purpose: CallbackPurpose,
  json: object,
  { claims = {}, secret }: { claims?: object; secret?: string } = {},
): CallbackRequest {
  const body = new TextEncoder().encode(JSON.stringify(json));
  const all = {
    iat: 1_767_342_665,
    jti: "c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5",
    iss: "Vonage",
    payload_hash: payloadHash(body),
    api_key: vonageInput.apiKey,
    application_id: vonageInput.applicationId,
    ...claims,
  };
  return {
    purpose,
    method: "POST",
    url: `http://10.0.0.7:3000/in/vonage/${purpose}`,
    headers: new Headers({
      "content-type": "application/json",
      authorization: `Bearer ${callbackToken(all, secret)}`,
    }),
    body,
  };
}

/** A callback of the SMS API, signed, in one of the three ways in which an account gets them. */
export function smsCallback(
  purpose: CallbackPurpose,
  given: Readonly<Record<string, string>>,
  way: "GET" | "POST" | "POST-JSON" = "POST",
  method: VonageSettings["signatureMethod"] = "md5hash",
): CallbackRequest {
  const fields = { "api-key": vonageInput.apiKey, timestamp: "1767342665", nonce: "n1", ...given };
  const sig = signVonage({ secret: signatureSecret, method }, Object.entries(fields));
  const form = new URLSearchParams({ ...fields, sig }).toString();
  const url = `http://10.0.0.7:3000/in/vonage/${purpose}`;
  const text = way === "POST-JSON" ? JSON.stringify({ ...fields, sig }) : form;
  const type = way === "POST-JSON" ? "application/json" : "application/x-www-form-urlencoded";
  return {
    purpose,
    method: way === "GET" ? "GET" : "POST",
    url: way === "GET" ? `${url}?${form}` : url,
    headers: new Headers({ "content-type": type }),
    body: new TextEncoder().encode(way === "GET" ? "" : text),
  };
}
