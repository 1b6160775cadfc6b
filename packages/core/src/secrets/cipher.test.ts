import { expect, test } from "bun:test";
import { createSecretKey, randomBytes } from "node:crypto";
import fc from "fast-check";
import { seal, unseal } from "./cipher.ts";

const key = createSecretKey(randomBytes(32));
const bytes = fc.uint8Array({ maxLength: 200 });
const identity = fc.array(fc.option(fc.string()), { maxLength: 4 });

test("what is sealed opens under the same key and identity", () => {
  fc.assert(
    fc.property(bytes, identity, (plaintext, row) => {
      const opened = unseal(key, row, seal(key, row, plaintext));
      expect(opened?.toHex()).toBe(Buffer.from(plaintext).toHex());
    }),
  );
});

test("it does not open under another key or identity", () => {
  const other = createSecretKey(randomBytes(32));
  fc.assert(
    fc.property(bytes, identity, identity, (plaintext, row, otherRow) => {
      fc.pre(JSON.stringify(row) !== JSON.stringify(otherRow));
      const sealed = seal(key, row, plaintext);
      expect(unseal(key, otherRow, sealed)).toBeUndefined();
      expect(unseal(other, row, sealed)).toBeUndefined();
    }),
  );
});

test("identities that would read the same when joined are different", () => {
  expect(unseal(key, ["a|b"], seal(key, ["a", "b"], Buffer.from("x")))).toBeUndefined();
  expect(unseal(key, ["null"], seal(key, [null], Buffer.from("x")))).toBeUndefined();
});

test("one changed bit anywhere is noticed", () => {
  const sealed = Buffer.from(seal(key, ["row"], Buffer.from("secret")), "base64");
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    expect(unseal(key, ["row"], changed.toString("base64"))).toBeUndefined();
  }
});

test.each(["", "AAAA", "no base64 at all", "A".repeat(36)])("%p does not open", (text) => {
  expect(unseal(key, [], text)).toBeUndefined();
});

test("the same text sealed twice looks different", () => {
  expect(seal(key, [], Buffer.from("x"))).not.toBe(seal(key, [], Buffer.from("x")));
});
