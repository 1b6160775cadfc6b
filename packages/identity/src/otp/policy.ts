import { createHmac, type KeyObject } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";
import type { Caller } from "./context.ts";
import type { Limit } from "./limits.ts";
import type { OtpSettings } from "./settings.ts";

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
): Limit[] => {
  if (!limits.enabled || clientIp === undefined) return [];
  const windows = kind === "request" ? limits.ip : limits.ipVerify;
  const limit = (bucket: string, times: number): Limit => ({
    name: "ip",
    key: `ip|${kind}|${scope}|${bucket}`,
    windows: windows.map(({ max, seconds }) => ({ max: max * times, seconds })),
  });
  const site = siteBucket(clientIp);
  return [
    limit(addressBucket(clientIp), 1),
    ...(site === undefined ? [] : [limit(site, addressesOfSite)]),
  ];
};

/** Times as much for a site as for one address of it. */
const addressesOfSite = 4;

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

/** The /56 of an IPv6 address, which providers give to one household: it can change its /64. */
const siteBucket = (address: string): string | undefined => {
  if (!isIPv6(address) || isIPv4(addressBucket(address))) return undefined;
  const [first, second, third, fourth = "0"] = ipv6Groups(address);
  const high = Number.parseInt(fourth, 16) & 0xff00;
  return `${[first, second, third, high.toString(16)].join(":")}::/56`;
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
