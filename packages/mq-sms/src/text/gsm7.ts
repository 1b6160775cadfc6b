/** Characters of the GSM 7-bit default alphabet, one septet each (3GPP TS 23.038, 6.2.1). */
const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/** Characters of the extension table: an escape and a second septet (3GPP TS 23.038, 6.2.1.1). */
const extension = "\f^{}\\[~]|€";

/**
 * Septets that a UTF-16 code unit takes in GSM-7: 1 or 2, and 0 where GSM-7 lacks it. U+001B is
 * lacking too: on the wire it is the escape itself.
 */
export const gsm7Septets = new Uint8Array(0x10000);
for (const character of basic) gsm7Septets[character.charCodeAt(0)] = 1;
for (const character of extension) gsm7Septets[character.charCodeAt(0)] = 2;

/** Whether every character of the text is in GSM-7, so that routes without Unicode carry it. */
export const isGsm7 = (text: string): boolean => {
  for (let index = 0; index < text.length; index++) {
    if (gsm7Septets[text.charCodeAt(index)] === 0) return false;
  }
  return true;
};
