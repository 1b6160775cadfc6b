import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { stripVietnamese } from "./strip-vietnamese.ts";

describe("stripVietnamese", () => {
  test.each([
    ["Mã OTP của bạn là 482915", "Ma OTP cua ban la 482915"],
    [
      "Đơn hàng ĐH-01 đã được giao tới Quận Bình Thạnh",
      "Don hang DH-01 da duoc giao toi Quan Binh Thanh",
    ],
    ["Kính gửi Quý khách: Ưu đãi 50% từ 7h–22h", "Kinh gui Quy khach: Uu dai 50% tu 7h-22h"],
    ["Phí 50.000₫, “miễn” phí\u00a0ship…", 'Phi 50.000d, "mien" phi ship...'],
    ["Ma OTP {€}", "Ma OTP {€}"],
    ["", ""],
  ])("%s", (accented, plain) => {
    expect(stripVietnamese(accented.normalize("NFC"))).toBe(plain);
    expect(stripVietnamese(accented.normalize("NFD"))).toBe(plain);
  });

  test("takes every accent of GSM-7 off too, so that words stay alike", () => {
    expect(stripVietnamese("hà hả")).toBe("ha ha");
  });

  test.each(["🎉", "Москва", "한국"])("leaves %s, which has no plain form", (text) => {
    expect(stripVietnamese(text)).toBe(text);
  });

  const vowels = [..."aăâeêioôơuưy"];
  const tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"];
  const lower = vowels.flatMap((vowel) => tones.map((tone) => (vowel + tone).normalize("NFC")));
  const letters = [...lower, "đ", ...lower.map((letter) => letter.toUpperCase()), "Đ"];

  test("every letter of the alphabet becomes its bare ASCII letter", () => {
    expect(new Set(letters).size).toBe(146);
    expect(letters.every((letter) => letter.length === 1)).toBe(true);
    expect(stripVietnamese(lower.join(""))).toBe(
      [..."aaaeeiooouuy"].map((bare) => bare.repeat(6)).join(""),
    );
  });

  test("any Vietnamese text, composed or not, becomes the same ASCII", () => {
    const text = fc.string({ unit: fc.constantFrom(...letters, ..."bcdxyz 0189,.-") });
    const form = fc.constantFrom("NFC", "NFD");
    fc.assert(
      fc.property(text, form, (accented, unicodeForm) => {
        const plain = stripVietnamese(accented.normalize(unicodeForm));
        expect(plain).toMatch(/^[a-zA-Z0-9 ,.-]*$/);
        expect(plain).toHaveLength(accented.length);
        expect(stripVietnamese(plain)).toBe(plain);
      }),
    );
  });
});
