/** The default alphabet of 3GPP TS 23.038, without the escape itself. */
const basic = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);

/** Its extension table: each of these takes two places. */
const extended = new Set("\f^{}\\[~]|€");

/** Whether every character is in the GSM 7-bit alphabet. */
export function isGsm(text: string): boolean {
  return [...text].every((character) => basic.has(character) || extended.has(character));
}

/** The text as a network carries it that was told it were GSM 7-bit. */
export function forceGsm(text: string): string {
  return [...text].map((character) => (isGsm(character) ? character : "?")).join("");
}

/**
 * The parts that a text is sent in: 160 places, or 153 in each of several; 70 and 67 as UCS-2. No
 * character is torn apart.
 */
export function partsOf(text: string, isUnicode = !isGsm(text)): string[] {
  const [single, several] = isUnicode ? [70, 67] : [160, 153];
  const placesOf = (character: string) =>
    isUnicode ? character.length : extended.has(character) ? 2 : 1;
  const total = [...text].reduce((sum, character) => sum + placesOf(character), 0);
  if (total <= single) return [text];
  const parts: string[] = [];
  let part = "";
  let places = 0;
  for (const character of text) {
    if (places + placesOf(character) > several) {
      parts.push(part);
      part = "";
      places = 0;
    }
    part += character;
    places += placesOf(character);
  }
  return [...parts, part];
}
