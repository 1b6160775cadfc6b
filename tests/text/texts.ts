import fc from "fast-check";
import { gsm7Characters } from "./model.ts";

const family = "👨‍👩‍👧‍👦";
const alphabets: readonly (readonly string[])[] = [
  gsm7Characters,
  [..."abcdefgh 0123456789€{}[]~|^\\\f"],
  ["a", "€"],
  ["\r\n", "\n", "\r", "a"],
  [..."ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệ aeiou àèéìòù"],
  ["🎉", "❤️", family, "👍🏽", "🇻🇳", "a"],
  [..."中文短信한국어日本語", "a"],
  ["e\u0301", "a\u0323", "\u0301", "\u0302\u0323", "a", "b"],
  ["\ud83c", "\udf89", "\ud83c\udf89", "a"],
  [..."ŞçşĞğİı abcdefgh èø¿€"],
  [..."ŞçşĞğİı abcdefgh €éù"],
  [..."çÁÍÓÚáíóú abcdefghñ¿¡{"],
  [..."êçÔôÁáÊÀÃÕÂãõâíóú abcdefgh Ωäñ"],
  [..."êçÔôÁáÊÀÃÕÂãõâíóú ^|~€ ªº∞`"],
  [..."‘’“”–…\u00a0\u200b", "a", "ạ", "{", "🎉", "é"],
];

/** Lengths at which one part becomes two, two three and so on, in septets and in units. */
const boundaries = [70, 134, 149, 153, 155, 160, 201, 268, 298, 306, 335, 447, 459, 596, 612, 1000];
const lengths = fc.oneof(
  fc.integer({ min: 0, max: 1000 }),
  fc.integer({ min: 0, max: 170 }),
  fc
    .tuple(fc.constantFrom(...boundaries), fc.integer({ min: -3, max: 3 }))
    .map(([boundary, off]) => boundary + off),
);

/**
 * Texts of one alphabet each, half of them with one stranger in it, of 0 to 1,000 code units, often
 * about a boundary.
 */
export const texts = fc
  .tuple(
    fc.constantFrom(...alphabets),
    lengths,
    fc.infiniteStream(fc.nat()),
    fc.option(fc.constantFrom("€", "ạ", "🎉", "\u0301", "ş", "\ud83c"), { freq: 2 }),
  )
  .map(([alphabet, length, numbers, stranger]) => {
    let text = "";
    for (const number of numbers) {
      if (text.length >= length) break;
      text += alphabet[number % alphabet.length];
    }
    const at = Math.floor(text.length / 2);
    return stranger === null ? text : text.slice(0, at) + stranger + text.slice(at);
  });
