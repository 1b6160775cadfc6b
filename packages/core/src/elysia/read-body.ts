/**
 * The whole body, or `undefined` as soon as it is longer than `maxBytes`. Counted while reading: a
 * chunked body has no length to look at, and a declared one need not be true.
 */
export const readBody = async (
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
