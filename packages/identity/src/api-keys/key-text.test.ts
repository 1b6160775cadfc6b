import { expect, test } from "bun:test";
import fc from "fast-check";
import { apiKeyPattern, digestOf, keyIdOf, newKeyId, newKeyText } from "./key-text.ts";
import { KeyKind } from "./schemas.ts";

const newKey = (kind: KeyKind = "sk_live") => newKeyText(kind, newKeyId());

test.each(KeyKind.anyOf.map((kind) => kind.const))(
  "a new %s key has its form and names its public part",
  (kind) => {
    const keyId = newKeyId();
    const text = newKeyText(kind, keyId);
    expect(text).toMatch(/^[a-z]{2}_[a-z]{4}_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$/);
    expect(text).toStartWith(`${kind}_${keyId}_`);
    expect(keyIdOf(text)).toBe(keyId);
    expect(newKeyText(kind, keyId)).not.toBe(text);
  },
);

test("the checksum is the CRC-32 of all before it, as others compute it", () => {
  const text = `sk_test_AAAAAAAA_${"0".repeat(43)}`;
  expect(keyIdOf(`${text}2N8r9d`)).toBe("AAAAAAAA");
});

test("scanners find keys in any text, and nothing that only looks alike", () => {
  const key = newKey();
  const found = (text: string) => text.match(new RegExp(apiKeyPattern, "g"));
  expect(found(`export API_KEY="${key}"; curl -H 'Bearer ${key}'`)).toEqual([key, key]);
  expect(found(`${key}x sk_live_short_${"a".repeat(49)} rk_live_${key.slice(8)}`)).toBeNull();
});

test("a change of any one character is noticed without asking anybody", () => {
  const key = newKey();
  fc.assert(
    fc.property(fc.nat(key.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, other) => {
      fc.pre(key[at] !== other);
      expect(keyIdOf(key.slice(0, at) + other + key.slice(at + 1))).toBeUndefined();
    }),
    { numRuns: 2000 },
  );
});

test("no text throws", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.string({ unit: fc.constantFrom(..."sk_live_test01aZ\n"), minLength: 60, maxLength: 70 }),
    fc.constant("").map(() => newKey()),
  );
  fc.assert(
    fc.property(text, (given) => {
      expect(typeof keyIdOf(given)).toBeOneOf(["string", "undefined"]);
      expect(digestOf(given)).toHaveLength(32);
    }),
    { numRuns: 2000 },
  );
  for (const given of [
    "",
    `${newKey()}\n`,
    ` ${newKey()}`,
    newKey().repeat(2),
    newKey().slice(0, -1),
  ])
    expect(keyIdOf(given)).toBeUndefined();
});

test("public parts use every character of the alphabet", () => {
  const seen = new Set(Array.from({ length: 300 }, newKeyId).join(""));
  expect(seen.size).toBe(62);
});
