import { toGsm } from "./to-gsm.ts";

/** These letters have a stroke, not a mark: they do not decompose. */
const strokes: Readonly<Record<string, string>> = { đ: "d", Đ: "D", "₫": "d" };

/**
 * Writes Vietnamese without accents, for routes that carry no Unicode: `Mã của bạn` becomes
 * `Ma cua ban`, whether the letters arrive composed or decomposed (macOS). Look-alikes are replaced
 * as by `toGsm`. Takes the marks off every other script too, and leaves what has no unaccented
 * form, such as an emoji: `isGsm7` tells whether the route will take the result.
 */
export const stripVietnamese = (text: string): string => {
  const bare = text.normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC");
  return toGsm(bare.replace(/[đĐ₫]/g, (letter) => strokes[letter] ?? letter)).text;
};
