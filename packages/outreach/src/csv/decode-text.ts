import { encodingOf, encodingSample, isOtherFormat } from "./encoding.ts";

/** The file is a workbook, an archive or a document, not text. */
export class NotCsv extends Error {
  override readonly name = "NotCsv";
}

/** Pieces of less are put together, so that a file sent byte by byte costs no more than another. */
const pieceLength = 16_384;

/**
 * The text of a file in pieces of at least 16,384 characters but the last, without its byte order mark.
 * What is not of the encoding becomes U+FFFD. Throws {@link NotCsv}.
 */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let text = "";
  let decoder: TextDecoder | undefined;
  for await (const chunk of withSample(bytes)) {
    decoder ??= decoderFor(chunk);
    text += decoder.decode(chunk, { stream: true });
    if (text.length < pieceLength) continue;
    yield text;
    text = "";
  }
  text += decoder?.decode() ?? "";
  if (text !== "") yield text;
}

const decoderFor = (start: Uint8Array): TextDecoder => {
  if (isOtherFormat(start)) throw new NotCsv();
  return new TextDecoder(encodingOf(start));
};

/** The same bytes, the first chunk long enough to tell the encoding by it. */
async function* withSample(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of bytes) {
    if (start === undefined) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < encodingSample) continue;
    yield start;
    start = undefined;
  }
  if (start !== undefined && start.length > 0) yield start;
}
