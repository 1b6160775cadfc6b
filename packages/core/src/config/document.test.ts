import { describe, expect, test } from "bun:test";
import { Type } from "@sinclair/typebox";
import fc from "fast-check";
import { examine, joinSecrets, mergePatch, splitSecrets } from "./document.ts";
import { defineSetting } from "./setting.ts";

describe("merge patch", () => {
  // RFC 7396, appendix A.
  test.each<[unknown, unknown, unknown]>([
    [{ a: "b" }, { a: "c" }, { a: "c" }],
    [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
    [{ a: "b" }, { a: null }, {}],
    [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
    [{ a: ["b"] }, { a: "c" }, { a: "c" }],
    [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
    [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
    [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
    [
      ["a", "b"],
      ["c", "d"],
      ["c", "d"],
    ],
    [{ a: "b" }, ["c"], ["c"]],
    [{ a: "foo" }, null, null],
    [{ a: "foo" }, "bar", "bar"],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: "b", c: null }, { a: "b" }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])("%j with %j is %j", (target, patch, expected) => {
    expect(mergePatch(target, patch)).toEqual(expected);
  });

  test("leaves the target and every prototype alone", () => {
    const target = { a: { b: 1 } };
    const merged = mergePatch(target, JSON.parse('{"__proto__":{"admin":true},"a":{"b":2}}'));
    expect(target).toEqual({ a: { b: 1 } });
    expect(Object.hasOwn(Object(merged), "__proto__")).toBe(true);
    expect(Object(merged).admin).toBeUndefined();
    expect(Object({}).admin).toBeUndefined();
  });
});

const schema = Type.Object({
  user: Type.String(),
  password: Type.Optional(Type.String({ secret: true })),
  encryption: Type.Optional(
    Type.Union([
      Type.Object({ suite: Type.Literal("aes"), key: Type.String({ secret: true }) }),
      Type.Object({ suite: Type.Literal("rsa"), privateKey: Type.String({ secret: true }) }),
    ]),
  ),
});
const setting = defineSetting({ group: "G", key: "k", title: "", description: "", schema });

test("secrets taken out and put back make the same document", () => {
  const secret = fc.string({ minLength: 1 });
  const encryption = fc.oneof(
    fc.record({ suite: fc.constant("aes"), key: secret }),
    fc.record({ suite: fc.constant("rsa"), privateKey: secret }),
  );
  const documents = fc.record(
    { user: fc.string(), password: secret, encryption },
    { requiredKeys: ["user"], noNullPrototype: true },
  );
  fc.assert(
    fc.property(documents, (document) => {
      const { value, secrets } = splitSecrets(schema, document);
      expect(value).not.toHaveProperty("password");
      expect(value).not.toHaveProperty("encryption.key");
      expect(value).not.toHaveProperty("encryption.privateKey");
      expect(joinSecrets(value, secrets)).toEqual(document);
    }),
  );
});

test.each<[string, Record<string, unknown>]>([
  ["a number", { password: 1 }],
  ["an object", { password: { a: "s3cret" } }],
  ["beside a null", { encryption: null }],
  ["beside a text", { encryption: "aes" }],
])("a secret that is %s is kept out of the value", (_, document) => {
  expect(JSON.stringify(splitSecrets(schema, document).value)).not.toMatch(/s3cret|1/);
});

test.each([
  ["at the top", { pasword: "x" }, "/pasword"],
  ["inside", { encryption: { suite: "aes", key: "k", kye: "x" } }, "/encryption/kye"],
  ["of a prototype", { constructor: "x" }, "/constructor"],
])("a field that no schema knows is refused %s", (_, extra, path) => {
  expect(examine(setting, { user: "u", ...extra }).problems).toEqual([
    { path, code: "unknown_field", message: "This field is not known." },
  ]);
});

describe("a declaration", () => {
  const declare = (field: Parameters<typeof Type.Object>[0]) => () =>
    defineSetting({ group: "G", key: "k", title: "", description: "", schema: Type.Object(field) });

  test.each([
    ["a list", { keys: Type.Array(Type.String({ secret: true })) }],
    ["objects in a list", { keys: Type.Array(Type.Object({ a: Type.String({ secret: true }) })) }],
    ["a number", { pin: Type.Integer({ secret: true }) }],
    ["an object", { all: Type.Object({ a: Type.String() }, { secret: true }) }],
    ["one of several texts", { a: Type.Union([Type.Null(), Type.String({ secret: true })]) }],
  ])("cannot make %s secret", (_, field) => {
    expect(declare(field)).toThrow("only a string field can be secret");
  });

  test("may have a field of the name secret", () => {
    expect(declare({ secret: Type.String({ secret: true }) })).not.toThrow();
  });
});
