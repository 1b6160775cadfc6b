/** Larger callbacks are refused before anything is computed over them. */
export const maxCallbackBytes = 64 * 1024;

/** What a provider may report to us: delivery reports, or messages that people sent. */
export type CallbackPurpose = "status" | "inbound";

/** A request that claims to come from a provider. Nothing in it is trusted before it is verified. */
export interface CallbackRequest {
  readonly purpose: CallbackPurpose;
  readonly method: string;
  /**
   * The URL as this server saw it. Only its query is used, because a proxy may have changed the
   * rest; the rest serves to tell why a signature did not match.
   */
  readonly url: string;
  readonly headers: Headers;
  /** The bytes as they came: signatures cover them, not their meaning. */
  readonly body: Uint8Array;
  /** The secret part of the path, for the providers that do not sign. */
  readonly token?: string;
}

/**
 * Takes a callback out of a web request. At most 64 KiB and one byte of the body are read, so that
 * a reader can tell that there was too much.
 */
export async function toCallbackRequest(
  request: Request,
  { purpose, token }: Pick<CallbackRequest, "purpose" | "token">,
): Promise<CallbackRequest> {
  return {
    purpose,
    method: request.method,
    url: request.url,
    headers: request.headers,
    body: await readUpTo(request.body, maxCallbackBytes + 1),
    ...(token === undefined ? {} : { token }),
  };
}

/** A body that breaks off is what had come of it: its signature will not match. */
async function readUpTo(
  body: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body ?? []) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size >= limit) break;
    }
  } catch {}
  return Buffer.concat(chunks).subarray(0, limit);
}
