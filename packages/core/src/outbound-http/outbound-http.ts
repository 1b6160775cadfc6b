import { lookup } from "node:dns/promises";
import { createNetworks, isGlobalAddress, toPlain } from "./addresses.ts";
import { readStart } from "./read-start.ts";
import { parseTarget, type Target } from "./target.ts";

/** Time for a name to be resolved, and for a whole call with that. */
const resolveMs = 3000;
const callMs = 15_000;

/** Calls to addresses that strangers chose. */
export interface OutboundHttp {
  /** Whether it may ever be called, as far as can be told without asking for its name. */
  accepts(url: string): boolean;
  /** Whether it may be called with all the addresses that its name has at this moment. */
  check(url: string): Promise<boolean>;
  /**
   * Posts JSON. The address that was checked is the one that is connected to; the certificate is
   * that of the name. No redirect is followed, nothing is unpacked, and of an endless reply only the
   * start is read. Never rejects.
   */
  post(url: string, request: OutboundRequest): Promise<OutboundReply>;
  /**
   * The same for a client that is made for `fetch`: whatever method, and the reply as it is, for the
   * client to read with its own limits. Rejects as `fetch` does; where the address may not be called
   * or its name leads nowhere, with a code that says that nothing was sent: {@link OutboundRefused}.
   */
  fetch(url: string, init: BunFetchRequestInit): Promise<Response>;
}

/** A call that did not begin. The codes are those of a name that does not resolve. */
export class OutboundRefused extends Error {
  override readonly name = "OutboundRefused";
  constructor(readonly code: "ENOTFOUND" | "EAI_AGAIN") {
    super("The address cannot be called");
  }
}

/** What is posted. */
export interface OutboundRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Cuts the call. */
  readonly signal: AbortSignal;
}

/** How a call ended. `refused` is for the operator alone: to a stranger it is a failed connection. */
export type OutboundReply =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly retryAfter: string | undefined;
      /** At most its first 4 KiB. */
      readonly text: string;
    }
  | {
      readonly kind: "failed";
      readonly reason: "refused" | "connection_failed" | "timeout" | "aborted";
    };

/** Where calls may lead, besides the public Internet, and what tests own. */
export interface OutboundHttpOptions {
  /** The operator's own networks, such as `10.1.0.0/16`: called there over HTTP and on any port too. */
  readonly allow?: readonly string[] | undefined;
  /** Networks that are never called, public or not: those that we ourselves are reached at. */
  readonly refuse?: readonly string[] | undefined;
  /** All addresses of a name. @default those of the system */
  readonly resolve?: (hostname: string) => Promise<readonly string[]>;
  /** A signal that aborts after so many milliseconds; handed in, so that tests own it. */
  readonly after?: (ms: number) => AbortSignal;
  /** Certificates in PEM form that are trusted beside the usual ones. */
  readonly ca?: string | undefined;
}

/** Makes the one way by which addresses are called that we did not choose. */
export function createOutboundHttp(options: OutboundHttpOptions = {}): OutboundHttp {
  const { resolve = resolveName, after = AbortSignal.timeout, ca } = options;
  const isAllowed = createNetworks(options.allow ?? []);
  const isRefused = createNetworks(options.refuse ?? []);
  const mayAllow = (options.allow ?? []).length > 0;

  const mayCall = ({ isPublic }: Target, address: string): boolean => {
    const plain = toPlain(address);
    if (plain === undefined || isRefused(plain)) return false;
    return isAllowed(plain) || (isPublic && isGlobalAddress(plain));
  };
  const isAcceptable = (target: Target | undefined): target is Target => {
    if (target === undefined || !(target.isPublic || mayAllow)) return false;
    return !target.isAddress || mayCall(target, target.hostname);
  };

  /** The address to connect to; nothing unless every address of the name may be called. */
  const pin = async (target: Target): Promise<string | undefined> => {
    const { hostname, isAddress } = target;
    const found = isAddress ? [hostname] : await within(after(resolveMs), resolve(hostname));
    if (!found.every((address) => mayCall(target, address))) return undefined;
    const plain = found.flatMap((address) => toPlain(address) ?? []);
    // Where there are both, the family that every machine can speak.
    return plain.find((address) => !address.includes(":")) ?? plain[0];
  };

  const connect = async (
    { url, hostname, isAddress }: Target,
    address: string,
    init: BunFetchRequestInit,
  ): Promise<Response> => {
    const pinned = new URL(url);
    pinned.hostname = address.includes(":") ? `[${address}]` : address;
    const headers = new Headers(init.headers);
    headers.set("host", url.host);
    return fetch(pinned, {
      ...init,
      headers,
      redirect: "manual",
      decompress: false,
      // The runtime may send a request again by itself where a connection is used twice.
      keepalive: false,
      tls: {
        ...init.tls,
        ...(!isAddress && { serverName: hostname }),
        ...(ca !== undefined && { ca }),
      },
    });
  };

  const postTo = async (
    target: Target,
    address: string,
    { headers, body }: OutboundRequest,
    signal: AbortSignal,
  ): Promise<OutboundReply> => {
    const response = await connect(target, address, { method: "POST", headers, body, signal });
    return {
      kind: "answered",
      status: response.status,
      retryAfter: response.headers.get("retry-after") ?? undefined,
      text: await readStart(response),
    };
  };

  return {
    accepts: (url) => isAcceptable(parseTarget(url)),
    async check(url) {
      const target = parseTarget(url);
      if (!isAcceptable(target)) return false;
      return (await pin(target).catch(() => undefined)) !== undefined;
    },
    async post(url, request) {
      const target = parseTarget(url);
      if (!isAcceptable(target)) return { kind: "failed", reason: "refused" };
      const deadline = after(callMs);
      try {
        const address = await pin(target);
        if (address === undefined) return { kind: "failed", reason: "refused" };
        const signal = AbortSignal.any([request.signal, deadline]);
        return await postTo(target, address, request, signal);
      } catch {
        if (request.signal.aborted) return { kind: "failed", reason: "aborted" };
        return { kind: "failed", reason: deadline.aborted ? "timeout" : "connection_failed" };
      }
    },
    async fetch(url, init) {
      const target = parseTarget(url);
      if (!isAcceptable(target)) throw new OutboundRefused("ENOTFOUND");
      const address = await pin(target).catch(() => {
        throw new OutboundRefused("EAI_AGAIN");
      });
      if (address === undefined) throw new OutboundRefused("ENOTFOUND");
      return connect(target, address, init);
    },
  };
}

async function resolveName(hostname: string): Promise<string[]> {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address }) => address);
}

/** The value, if it comes before the signal. */
function within<T>(signal: AbortSignal, value: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = () => reject(new Error("Too late"));
  if (signal.aborted) late();
  signal.addEventListener("abort", late, { once: true });
  return Promise.race([value, promise]).finally(() => signal.removeEventListener("abort", late));
}
