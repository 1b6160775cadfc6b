/** 3GPP TS 23.038, section 6.2.1: a character's place is its code; 0x1B leads to the extension. */
const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/** Section 6.2.1.1. */
const extension = new Map([
  [0x0a, "\f"],
  [0x14, "^"],
  [0x28, "{"],
  [0x29, "}"],
  [0x2f, "\\"],
  [0x3c, "["],
  [0x3d, "~"],
  [0x3e, "]"],
  [0x40, "|"],
  [0x65, "€"],
]);

const ESCAPE = 0x1b;
const QUESTION_MARK = 0x3f;
const codes = new Map<string, number[]>([
  ...[...basic].map((character, code): [string, number[]] => [character, [code]]),
  ...[...extension].map(([code, character]): [string, number[]] => [character, [ESCAPE, code]]),
]);

/** Unpacked septets, one octet each, as SMPP carries them; a `?` for what is not in the alphabet. */
export const toGsm = (text: string): Buffer =>
  Buffer.from([...text].flatMap((character) => codes.get(character) ?? [QUESTION_MARK]));

/** Text from unpacked septets. What has no meaning reads as a space, as the standard asks. */
export function fromGsm(bytes: Buffer): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 1) {
    const code = bytes[at] ?? 0;
    if (code !== ESCAPE) text += basic[code] ?? " ";
    else {
      at += 1;
      text += extension.get(bytes[at] ?? 0) ?? " ";
    }
  }
  return text;
}
