import { BlockList, isIP } from "node:net";

/** Says whether an address is inside a list of networks. */
export type AddressCheck = (ip: string) => boolean;

/** The check for a list of addresses and CIDR ranges that {@link isNetwork} accepts. */
export const addressCheck = (networks: readonly string[]): AddressCheck => {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const family = familyOf(address);
    list.addSubnet(address, bits === undefined ? widest(family) : Number(bits), family);
  }
  return (ip) => isIP(ip) !== 0 && list.check(ip, familyOf(ip));
};

/** Whether this is an IPv4 or IPv6 address, or a range of them in CIDR form. */
export const isNetwork = (text: string): boolean => {
  const [, address = "", bits] = /^([0-9A-Fa-f.:]+)(?:\/(0|[1-9]\d{0,2}))?$/.exec(text) ?? [];
  return isIP(address) !== 0 && Number(bits ?? 0) <= widest(familyOf(address));
};

/**
 * Whether this is an origin exactly as browsers write it in `Origin`: `https`, or `http` of the
 * developer's own machine, where no certificate is to be had. Never a pattern.
 */
export const isOrigin = (text: string): boolean => {
  const url = URL.parse(text);
  return url?.origin === text && !text.includes("*") && (url.protocol === "https:" || isLocal(url));
};

const isLocal = ({ protocol, hostname }: URL): boolean =>
  protocol === "http:" && (hostname === "localhost" || hostname === "127.0.0.1");

const familyOf = (address: string) => (isIP(address) === 6 ? "ipv6" : "ipv4");
const widest = (family: "ipv4" | "ipv6"): number => (family === "ipv6" ? 128 : 32);
