import { describe, expect, test } from "bun:test";
import { decodeText, encodeText } from "./text.ts";

const everyGsm =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ" +
  "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

describe("text", () => {
  test.each([
    ["the default alphabet", everyGsm, 0, [127]],
    ["its extension, two octets each", "\f^{}\\[~]|€", 0, [20]],
    ["UCS-2", "Mã 🔑", 8, [10]],
    ["nothing", "", 0, [0]],
    ["160 septets", "x".repeat(160), 0, [160]],
    ["161 septets", "x".repeat(161), 0, [153, 8]],
    ["an escape pair at the border", `${"x".repeat(152)}€${"x".repeat(10)}`, 0, [152, 12]],
    ["70 units", "ã".repeat(70), 8, [140]],
    ["71 units", "ã".repeat(71), 8, [134, 8]],
    ["a surrogate pair at the border", `${"ã".repeat(66)}🔑ããã`, 8, [132, 10]],
  ])("of %s comes back", (_, text, coding, lengths) => {
    const { dataCoding, parts } = encodeText(text);
    expect(dataCoding).toBe(coding);
    expect(parts.map(({ length }) => length)).toEqual(lengths);
    expect(parts.map((part) => decodeText(part, dataCoding)).join("")).toBe(text);
  });

  test("the codes are those of the standard", () => {
    const codes = Buffer.from(
      Array.from({ length: 128 }, (_, code) => code).filter((c) => c !== 27),
    );
    expect(decodeText(codes, 0)).toBe(everyGsm);
  });

  test("what has no meaning reads as a space", () => {
    expect(decodeText(Buffer.from([0x1b, 0x41, 0x80, 0x1b]), 0)).toBe("   ");
    expect(decodeText(Buffer.from([0x00, 0x41, 0x00]), 8)).toBe("A");
  });
});
