import { isIP } from "node:net";

const longest = 2048;
/** Absent means 443. */
const ports: ReadonlySet<string> = new Set(["", "8443"]);
const localNames = /(^|\.)(localhost|local|internal)$/;

/** An address that may be called if the networks behind its name allow it. */
export interface Target {
  readonly url: URL;
  /** Without the brackets of IPv6. */
  readonly hostname: string;
  /** It is an address, and not a name. */
  readonly isAddress: boolean;
  /** Over TLS, to a usual port, by a name or address of the public Internet. */
  readonly isPublic: boolean;
}

/** Reads a URL once, for all that is decided about it; nothing where it is never called. */
export function parseTarget(text: string): Target | undefined {
  const url = text.length <= longest ? URL.parse(text) : null;
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return undefined;
  // An empty fragment leaves no trace in what was parsed.
  if (url.username !== "" || url.password !== "" || text.includes("#")) return undefined;
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const isAddress = isIP(hostname) !== 0;
  const isPublicName = /^[^.]+(\.[^.]+)+$/.test(hostname) && !localNames.test(hostname);
  return {
    url,
    hostname,
    isAddress,
    isPublic: url.protocol === "https:" && ports.has(url.port) && (isAddress || isPublicName),
  };
}
