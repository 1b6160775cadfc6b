import { BlockList, isIP } from "node:net";

/** Whether an address is in one of some networks. */
export type Networks = (address: string) => boolean;

/** The networks of a list as `10.0.0.0/8` or `fd00::/8`. Throws RangeError for what is none. */
export function createNetworks(cidrs: readonly string[]): Networks {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [network = "", length = ""] = cidr.split("/");
    const family = familyOf(network);
    const longest = family === "ipv4" ? 32 : 128;
    if (family === undefined || !/^\d{1,3}$/.test(length) || Number(length) > longest)
      throw new RangeError(`${cidr} is no network, such as 10.0.0.0/8`);
    list.addSubnet(network, Number(length), family);
  }
  return (address) => {
    const family = familyOf(address);
    return family !== undefined && list.check(address, family);
  };
}

/** Private, local, documentary, translating and otherwise special: nothing that a stranger owns. */
const isSpecial = createNetworks([
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"],
  ...["172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16"],
  ...["198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"],
  ...["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"],
]);

/** All that has been given out for use between networks; translations and site addresses are not. */
const isUnicast6 = createNetworks(["2000::/3"]);

/** Whether anybody on the Internet could own it. An IPv4 address in the guise of IPv6 is itself. */
export function isGlobalAddress(address: string): boolean {
  const plain = toPlain(address);
  if (plain === undefined || isSpecial(plain)) return false;
  return isIP(plain) === 4 || isUnicast6(plain);
}

/** The address in the family that it belongs to; nothing for what is none, or names an interface. */
export function toPlain(address: string): string | undefined {
  const family = familyOf(address);
  if (family !== "ipv6") return family && address;
  const text = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(text) ?? [];
  if (high === undefined || low === undefined) return text;
  const bits = [high, low].map((part) => Number.parseInt(part, 16));
  return bits.flatMap((part) => [part >> 8, part & 255]).join(".");
}

function familyOf(address: string): "ipv4" | "ipv6" | undefined {
  const version = address.includes("%") ? 0 : isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? "ipv4" : "ipv6";
}
