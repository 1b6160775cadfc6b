import { isIPv4, isIPv6 } from "node:net";

/** The /24 of an IPv4 address or the /48 of an IPv6 one; nothing of what is neither. */
export function networkOf(address: string): string | undefined {
  const v4 = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIPv4(v4)) return v4.replace(/\d+$/, "0/24");
  const [bare = ""] = address.split("%");
  if (!isIPv6(bare)) return undefined;
  // The parser writes every group but those that `::` stands for.
  const [head = "", tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split("::");
  const groups = head === "" ? [] : head.split(":");
  const missing = tail === undefined ? [] : ["0", "0", "0"];
  return `${[...groups, ...missing].slice(0, 3).join(":")}::/48`;
}

const isNumber = /^\+?\d[\d ().]{7,18}$/;

/** The same details with phone numbers cut down to their last three digits: the last net. */
export function maskDetails(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(details).map(([key, value]) => [key, masked(value)]));
}

function masked(value: unknown): unknown {
  if (typeof value === "string") return isNumber.test(value) ? `***${value.slice(-3)}` : value;
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return maskDetails({ ...value });
}
