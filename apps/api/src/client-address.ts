import { isIP } from "node:net";

/**
 * Address of whoever sent the request. `X-Forwarded-For` is believed only as far as its entries
 * were written by our own proxies: from the right, up to the first address that is none of them.
 */
export const clientAddress = (
  request: Request,
  peer: string | undefined,
  trustedProxies: readonly string[],
): string | undefined => {
  const connection = peer && plain(peer);
  if (!connection || !trustedProxies.includes(connection)) return connection;
  const forwarded = (request.headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((entry) => entry.trim());
  const client = forwarded.map(plain).findLast((address) => !trustedProxies.includes(address));
  return client !== undefined && isIP(client) !== 0 ? client : connection;
};

/** An IPv4 address that a dual-stack socket shows as IPv6. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "");
