import { expect, test } from "bun:test";
import { createKeyring } from "./keyring.ts";

const key = (byte: number, length = 32) => Buffer.alloc(length, byte).toString("base64");

test("the first key is the current one, and all can be found", () => {
  const result = createKeyring([
    { id: "2027", key: key(2) },
    { id: "2026", key: key(1) },
  ]);
  if (!result.ok) throw new Error("expected a keyring");
  expect(result.keyring.current.id).toBe("2027");
  expect(result.keyring.find("2026")?.key.export().toString("base64")).toBe(key(1));
  expect(result.keyring.find("2025")).toBeUndefined();
});

test.each([
  ["no key", [], [""]],
  ["a short key", [{ id: "a", key: key(1, 31) }], ["/0/key"]],
  ["a long key", [{ id: "a", key: key(1, 33) }], ["/0/key"]],
  ["hexadecimal", [{ id: "a", key: "ab".repeat(32) }], ["/0/key"]],
  ["an id with spaces", [{ id: "a b", key: key(1) }], ["/0/id"]],
  [
    "the same id twice",
    [
      { id: "a", key: key(1) },
      { id: "a", key: key(2) },
    ],
    ["/1/id"],
  ],
  ["everything at once", [{ id: "", key: "secret" }], ["/0/id", "/0/key"]],
])("%s is a problem that repeats no key", (_, keys, paths) => {
  const result = createKeyring(keys);
  if (result.ok) throw new Error("expected problems");
  expect(result.problems.map(({ path }) => path)).toEqual(paths);
  for (const { key } of keys) expect(JSON.stringify(result)).not.toContain(key);
});

test("prints no key", () => {
  const result = createKeyring([{ id: "a", key: key(65) }]);
  expect(Bun.inspect(result, { depth: 9 })).not.toContain("QUFB");
  expect(JSON.stringify(result)).not.toContain("QUFB");
});
