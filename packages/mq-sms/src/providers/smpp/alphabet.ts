import { defaultAlphabet, extensionTable } from "../../text/gsm7.ts";

const escapeCode = 0x1b;

/** Codes of the extension table in the order of `extensionTable` (3GPP TS 23.038, 6.2.1.1). */
const extensionCodes = [0x0a, 0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65];

const encodings = new Map<string, readonly number[]>();
const decodings = new Map<number, string>();
const escaped = new Map<number, string>();

for (const [index, character] of [...extensionTable].entries()) {
  const code = extensionCodes[index] ?? 0;
  encodings.set(character, [escapeCode, code]);
  escaped.set(code, character);
}
for (const [index, character] of [...defaultAlphabet].entries()) {
  // The alphabet is written without the escape, which stands at 27.
  const code = index < escapeCode ? index : index + 1;
  encodings.set(character, [code]);
  decodings.set(code, character);
}

/** One octet for each septet, as SMPP carries the default alphabet. The text must be GSM-7. */
export const toGsmOctets = (text: string): Buffer =>
  Buffer.from([...text].flatMap((character) => encodings.get(character) ?? [0x3f]));

/** The text of unpacked septets. An unknown extension is a space, as the standard wants it. */
export function fromGsmOctets(octets: Buffer): string {
  let text = "";
  for (let index = 0; index < octets.length; index++) {
    const code = octets[index] ?? 0;
    if (code === escapeCode) text += escaped.get(octets[++index] ?? 0) ?? " ";
    else text += decodings.get(code) ?? "?";
  }
  return text;
}

/** UCS-2 as networks carry it, which for characters beyond 16 bits is UTF-16: big-endian. */
export const toUcs2Octets = (text: string): Buffer => Buffer.from(text, "utf16le").swap16();

/** The text of big-endian octets; half a unit at the end is left out. */
export const fromUcs2Octets = (octets: Buffer): string =>
  Buffer.from(octets.subarray(0, octets.length & ~1))
    .swap16()
    .toString("utf16le");
