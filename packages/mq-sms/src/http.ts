import { checkServerIdentity, type PeerCertificate } from "node:tls";
import type { ProviderRuntime } from "./provider.ts";

/** Larger answers are not read to the end: no provider needs this much to say yes or no. */
export const maxResponseBytes = 256 * 1024;

/** One call. What has a body is a POST, everything else a GET. */
export interface HttpRequest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  /** Covers the whole call: connecting, sending, waiting and reading the answer. */
  readonly timeoutMs: number;
  /** The caller's own limit; the earlier of the two wins. */
  readonly signal: AbortSignal;
}

/** Text with its media type; made by `jsonOf` or `formOf`. */
export interface RequestBody {
  readonly type: "application/json" | "application/x-www-form-urlencoded";
  readonly text: string;
}

/** A body of JSON. */
export const jsonOf = (value: unknown): RequestBody => ({
  type: "application/json",
  text: JSON.stringify(value),
});

/** A body of form fields; a field that is `undefined` is left out. */
export function formOf(fields: Readonly<Record<string, string | undefined>>): RequestBody {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) form.append(name, value);
  }
  return { type: "application/x-www-form-urlencoded", text: form.toString() };
}

/** What is known after the call. Only `not_sent` proves that the provider has seen nothing. */
export type HttpResult =
  | HttpResponse
  | { readonly kind: "not_sent"; readonly code: "cancelled" | "unavailable" }
  | { readonly kind: "unknown"; readonly code: "timeout" | "connection_lost" };

/** The provider answered, though perhaps not readably. */
export interface HttpResponse {
  readonly kind: "response";
  readonly status: number;
  /** The `Retry-After` header as it came. */
  readonly retryAfter?: string;
  readonly body: HttpBody;
}

/** A body that was read to its end and parsed, or why it was not. */
export type HttpBody =
  | { readonly readable: true; readonly json: unknown }
  | {
      readonly readable: false;
      readonly code: "timeout" | "connection_lost" | "unreadable_response";
    };

/**
 * Makes one call and reads JSON. It never throws and never follows a redirect; neither body is
 * logged or kept.
 *
 * `keepalive: false` because the runtime may send a request again by itself when a reused
 * connection drops; `decompress: false` because a small gzip body may expand without bound.
 */
export async function callHttp(
  fetch: ProviderRuntime["fetch"],
  request: HttpRequest,
): Promise<HttpResult> {
  if (request.signal.aborted) return { kind: "not_sent", code: "cancelled" };
  const handshake = watchHandshake();
  try {
    const response = await fetch(request.url, {
      method: request.body === undefined ? "GET" : "POST",
      headers: {
        accept: "application/json",
        "accept-encoding": "identity",
        ...(request.body && { "content-type": request.body.type }),
        ...request.headers,
      },
      ...(request.body && { body: request.body.text }),
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(request.timeoutMs)]),
      keepalive: false,
      redirect: "manual",
      decompress: false,
      tls: handshake.tls,
    });
    const retryAfter = response.headers.get("retry-after");
    return {
      kind: "response",
      status: response.status,
      ...(retryAfter === null ? {} : { retryAfter }),
      body: await readBody(response),
    };
  } catch (error) {
    return judgeFailure(error, handshake.done());
  }
}

/** Whether anything answers at this address, whatever it answers. */
export async function isReachable(
  fetch: ProviderRuntime["fetch"],
  url: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await fetch(url, { method: "HEAD", signal, keepalive: false, redirect: "manual" });
    return true;
  } catch {
    return false;
  }
}

/**
 * The runtime reports `EPROTO` both for a failed handshake and for a broken record long after the
 * request was read. The certificate's name is checked in between: before any byte of the request.
 */
function watchHandshake() {
  let done = false;
  return {
    done: () => done,
    tls: {
      checkServerIdentity: (hostname: string, certificate: PeerCertificate) => {
        done = true;
        return checkServerIdentity(hostname, certificate);
      },
    },
  };
}

/** Failures that come before the connection is open, by the names that Bun 1.4.5 has for them. */
const notSentCodes: ReadonlySet<string> = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ERR_INVALID_URL",
  "ERR_INVALID_ARG_VALUE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "ERR_TLS_CERT_ALTNAME_FORMAT",
  "CERT_CHAIN_TOO_LONG",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REJECTED",
  "CERT_REVOKED",
  "CERT_SIGNATURE_FAILURE",
  "CERT_UNTRUSTED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "HOSTNAME_MISMATCH",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

function judgeFailure(error: unknown, handshakeDone: boolean): HttpResult {
  if (isAbort(error)) return { kind: "unknown", code: "timeout" };
  const code = codeOf(error);
  if (notSentCodes.has(code) || (code === "EPROTO" && !handshakeDone)) {
    return { kind: "not_sent", code: "unavailable" };
  }
  return { kind: "unknown", code: "connection_lost" };
}

async function readBody(response: Response): Promise<HttpBody> {
  if (response.body === null) return { readable: false, code: "unreadable_response" };
  let bytes: Uint8Array | undefined;
  try {
    bytes = await readBytes(response.body);
  } catch (error) {
    return { readable: false, code: isAbort(error) ? "timeout" : "connection_lost" };
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { readable: true, json: JSON.parse(text) };
  } catch {
    return { readable: false, code: "unreadable_response" };
  }
}

/** Everything up to the limit; nothing at all (hence unreadable) when there is more. */
async function readBytes(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxResponseBytes) return new Uint8Array();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const isAbort = (error: unknown): boolean =>
  error instanceof Error && (error.name === "AbortError" || error.name === "TimeoutError");

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
