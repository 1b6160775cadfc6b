/** The default alphabet of 3GPP TS 23.038 with its extension table (without the escape itself). */
const alphabet = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà" +
    "\f^{}\\[~]|€",
);

/** Whether every character is in the GSM 7-bit alphabet. */
export function isGsm(text: string): boolean {
  return [...text].every((character) => alphabet.has(character));
}
