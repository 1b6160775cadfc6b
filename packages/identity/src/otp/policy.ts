import { createHmac, type KeyObject } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";
import { isTestOrganization } from "@nx/core";
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
): Limit[] => {
  if (!limits.enabled) return [];
  const own: Limit[] = [
    { name: "phone", key: `phone|${scope}|${phone}`, windows: limits.phone },
    { name: "prefix", key: `prefix|${scope}|${phone.slice(0, -4)}`, windows: limits.prefix },
  ];
  // What a test sends reaches no phone, so it neither takes from the counter of all nor gives back.
  if (isTestOrganization(scope)) return own;
  const key = `everywhere|${hmac(secret, phone)}`;
  return [...own, { name: "phone", key, windows: limits.phoneEverywhere }];
};

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

/** An IPv4 address counts alone; of an IPv6 address the /64, since one customer owns all of it. */
export const addressBucket = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined && isIPv4(mapped)) return mapped;
  return isIPv6(address) ? `${ipv6Groups(address).slice(0, 4).join(":")}::/64` : address;
};

/** The eight groups of an IPv6 address, without leading zeros, `::` filled in. */
const ipv6Groups = (address: string): string[] => {
  const [head = "", tail] = (address.split("%")[0] ?? "").toLowerCase().split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const left = groups(head);
  const right = groups(tail ?? "");
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  return [...left, ...zeros, ...right].map((group) => group.replace(/^0+(?=.)/, ""));
};

const hmac = (secret: KeyObject, text: string): string =>
  createHmac("sha256", secret).update(`otp:phone|${text}`).digest("base64url");
