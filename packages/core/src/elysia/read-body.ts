/**
 * The whole body, or `undefined` as soon as it is known to be longer than `maxBytes`. The server reads
 * no more than the length that a request declares; a chunked body, which has none, is counted while it
 * is read. A body as a stream costs several times as much, so it is one only then.
 */
export const readBody = async (
  request: Request,
  maxBytes: number,
): Promise<Uint8Array | undefined> => {
  const declared = request.headers.get("content-length");
  if (declared !== null) return Number(declared) > maxBytes ? undefined : request.bytes();
  return request.body === null ? new Uint8Array() : countWhileReading(request.body, maxBytes);
};

const countWhileReading = async (
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array | undefined> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early cancels the stream.
  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
