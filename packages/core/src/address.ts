import { isIPv4, isIPv6 } from "node:net";

/**
 * What a client is counted by: an IPv4 address alone; of an IPv6 address the /64, since one customer
 * owns all of it. A text that is no address is counted as it is.
 */
export const addressBucket = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined && isIPv4(mapped)) return mapped;
  return isIPv6(address) ? `${ipv6Groups(address).slice(0, 4).join(":")}::/64` : address;
};

/**
 * The /56 of an IPv6 address, which providers give to one household: it can change its /64. Undefined
 * where the address is no IPv6 address.
 */
export const siteBucket = (address: string): string | undefined => {
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
