import { createHmac, type KeyObject } from "node:crypto";
import { addressBucket, isTestOrganization, siteBucket } from "@nx/core";
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

const hmac = (secret: KeyObject, text: string): string =>
  createHmac("sha256", secret).update(`otp:phone|${text}`).digest("base64url");
