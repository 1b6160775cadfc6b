/** How the text of a file is written, as `TextDecoder` names it. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** How many bytes {@link encodingOf} and {@link isOtherFormat} look at. */
export const encodingSample = 4096;

/**
 * The encoding of a file that begins with these bytes: by its byte order mark, or by where the zero
 * bytes stand that ASCII has in UTF-16. One-byte code pages are not guessed: their letters look alike
 * to a program, and a wrong guess would be stored as people's names.
 */
export function encodingOf(start: Uint8Array): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  const pairs = Math.min(start.length, encodingSample) >> 1;
  let even = 0;
  let odd = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    if (start[pair * 2] === 0) even += 1;
    if (start[pair * 2 + 1] === 0) odd += 1;
  }
  // A single zero byte is a fault of one row; text in UTF-16 has many, all on one side.
  if (odd * 4 > pairs && even * 8 < odd) return "utf-16le";
  if (even * 4 > pairs && odd * 8 < even) return "utf-16be";
  return "utf-8";
}

const otherFormats = [
  [0x50, 0x4b, 0x03, 0x04], // ZIP, and so XLSX and ODS
  [0xd0, 0xcf, 0x11, 0xe0], // XLS
  [0x1f, 0x8b], // gzip
  [0x25, 0x50, 0x44, 0x46], // PDF
];

/** Whether a file that begins so is a workbook, an archive or a document: no text at all. */
export const isOtherFormat = (start: Uint8Array): boolean =>
  otherFormats.some((magic) => magic.every((byte, at) => start[at] === byte));
