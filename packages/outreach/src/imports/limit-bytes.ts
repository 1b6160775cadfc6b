/** A file has more bytes or rows than may be. */
export class TooLarge extends Error {
  override readonly name = "TooLarge";
}

/** The same bytes. Throws {@link TooLarge} as soon as there are more than `most`. */
export async function* limitBytes(
  bytes: AsyncIterable<Uint8Array>,
  most: number,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.byteLength;
    if (length > most) throw new TooLarge();
    yield chunk;
  }
}
