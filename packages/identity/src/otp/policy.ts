import { createHmac, type KeyObject } from "node:crypto";
import { addressBucket } from "@nx/core";
import type { Phone, PhoneType } from "mq-sms";
import type { Caller } from "./context.ts";
import type { Limit } from "./limits.ts";
import type { OtpSettings } from "./settings.ts";

/** Kinds of number that a person carries. Others ring on a desk, or earn money for their owner. */
const acceptedTypes: readonly PhoneType[] = ["mobile", "fixed_line_or_mobile"];

/** Whether a code may be sent to this number at all. Satellite phones belong to no country. */
export const mayReceiveCodes = (phone: Phone, settings: OtpSettings): boolean =>
  phone.country !== undefined &&
  settings.countries.includes(phone.country) &&
  acceptedTypes.includes(phone.type);

/**
 * What one more message is counted under; each is given back when no message left.
 * @param secret keys the counter that all scopes share, so that it tells no scope about another
 */
export const messageLimits = (
  { scope, phone }: { readonly scope: string; readonly phone: string },
  { limits }: OtpSettings,
  secret: KeyObject,
): Limit[] =>
  limits.enabled
    ? [
        { name: "phone", key: `phone|${scope}|${phone}`, windows: limits.phone },
        {
          name: "phone",
          key: `everywhere|${hmac(secret, phone)}`,
          windows: limits.phoneEverywhere,
        },
        { name: "prefix", key: `prefix|${scope}|${phone.slice(0, -4)}`, windows: limits.prefix },
      ]
    : [];

/** What one more request of a client is counted under, whatever comes of it. */
export const clientLimits = (
  { scope, clientIp }: Pick<Caller, "scope" | "clientIp">,
  kind: "request" | "verify",
  { limits }: OtpSettings,
): Limit[] =>
  limits.enabled && clientIp !== undefined
    ? [
        {
          name: "ip",
          key: `ip|${kind}|${scope}|${addressBucket(clientIp)}`,
          windows: kind === "request" ? limits.ip : limits.ipVerify,
        },
      ]
    : [];

/** Wrong codes for a phone, over all its challenges and purposes. */
export const failureLimits = (
  { scope, phone }: { readonly scope: string; readonly phone: string },
  { limits }: OtpSettings,
): { hour: Limit[]; day: Limit[] } => {
  const limit = (name: string, windows: Limit["windows"]): Limit[] =>
    limits.enabled && windows.length > 0
      ? [{ name: "failures", key: `${name}|${scope}|${phone}`, windows }]
      : [];
  return {
    hour: limit("failures-hour", limits.failuresHour),
    day: limit("failures-day", limits.failuresDay),
  };
};

const hmac = (secret: KeyObject, text: string): string =>
  createHmac("sha256", secret).update(`otp:phone|${text}`).digest("base64url");
