/** Characters of the GSM 7-bit default alphabet, one septet each (3GPP TS 23.038, 6.2.1). */
export const defaultAlphabet =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/** Characters of the extension table: an escape and a second septet (3GPP TS 23.038, 6.2.1.1). */
export const extensionTable = "\f^{}\\[~]|€";

/**
 * Septets by UTF-16 code unit: 1 for the alphabet, 2 for what follows an escape, and 0 where both
 * lack the character. What stands in both tables takes the shorter way.
 */
export const septetsOf = (alphabet: string, escaped: string): Uint8Array => {
  const septets = new Uint8Array(0x10000);
  for (const character of escaped) septets[character.charCodeAt(0)] = 2;
  for (const character of alphabet) septets[character.charCodeAt(0)] = 1;
  return septets;
};

/** Septets in GSM-7. U+001B is lacking too: on the wire it is the escape itself. */
export const gsm7Septets = septetsOf(defaultAlphabet, extensionTable);

/** Whether every character of the text is in GSM-7, so that routes without Unicode carry it. */
export const isGsm7 = (text: string): boolean => {
  for (let index = 0; index < text.length; index++) {
    if (gsm7Septets[text.charCodeAt(index)] === 0) return false;
  }
  return true;
};
