import { expect, test } from "bun:test";
import { Type } from "@sinclair/typebox";
import { schemaProblems } from "./validation.ts";

const strict = { additionalProperties: false };
const one = (on: string, fields = {}) => Type.Object({ on: Type.Literal(on), ...fields }, strict);
const Group = Type.Object(
  { on: Type.Union([Type.Literal("joined"), Type.Literal("left")]), group: Type.String() },
  strict,
);
const Keyword = one("keyword", { match: Type.Union([Type.Literal("exact"), Type.Literal("any")]) });
const Trigger = Type.Union([
  one("created"),
  one("changed", { field: Type.String() }),
  Group,
  Keyword,
]);
const Selection = Type.Union([
  Type.Object({ all: Type.Literal(true) }, strict),
  Type.Object({ group: Type.String() }, strict),
]);
const Plan = Type.Object({
  trigger: Trigger,
  steps: Type.Array(
    Type.Union([
      one("send", { body: Type.String({ maxLength: 3 }) }),
      one("if", { query: Type.Object({ audience: Selection }, strict) }),
    ]),
  ),
  size: Type.Union([Type.Literal("s"), Type.Literal("m")]),
  name: Type.Union([Type.String({ minLength: 2 }), Type.Null()]),
});
const fine = { trigger: { on: "created" }, steps: [], size: "s", name: "An" };
const asks = (audience: unknown) => ({ steps: [{ on: "if", query: { audience } }] });

test.each<[string, object, string[]]>([
  ["a constant", { size: "x" }, ['/size not_allowed One of "s", "m".']],
  [
    "a discriminator",
    { trigger: { on: "creatd" } },
    ['/trigger/on not_allowed One of "created", "changed", "joined", "left", "keyword".'],
  ],
  [
    "a discriminator that is missing",
    { trigger: {} },
    ['/trigger/on not_allowed One of "created", "changed", "joined", "left", "keyword".'],
  ],
  [
    "a constant of the variant that was meant",
    { trigger: { on: "keyword", match: "most" } },
    ['/trigger/match not_allowed One of "exact", "any".'],
  ],
  [
    "a field too many",
    { trigger: { on: "created", x: 1 } },
    ["/trigger/x unknown_field This field is not known."],
  ],
  [
    "a field too few",
    { trigger: { on: "left" } },
    ["/trigger/group required This field is required."],
  ],
  [
    "a field of a step",
    { steps: [{ on: "send", body: "long" }] },
    ["/steps/0/body too_long Expected string length less or equal to 3."],
  ],
  [
    "a union in a union, told apart by its fields",
    asks({ group: 5 }),
    ["/steps/0/query/audience/group wrong_type Expected string."],
  ],
  [
    "what nobody can tell",
    asks({ nobody: 1 }),
    ["/steps/0/query/audience not_allowed Expected union value."],
  ],
  ["no object at all", { trigger: 5 }, ["/trigger not_allowed Expected union value."]],
])("%s", (_, wrong, expected) => {
  const problems = schemaProblems(Plan, { ...fine, ...wrong });
  expect(problems.map(({ path, code, message }) => `${path} ${code} ${message}`)).toEqual(expected);
});

test("what is allowed comes from the schema, never from the value", () => {
  const problems = schemaProblems(Plan, { ...fine, trigger: { on: "my secret" }, name: 5 });
  expect(JSON.stringify(problems)).not.toContain("secret");
});
