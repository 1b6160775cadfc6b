import { expect, test } from "bun:test";
import { checkContent } from "./check-content.ts";
import { lintTexts } from "./lint.ts";
import type { TemplateVariable } from "./schemas.ts";

const variable = (name: string, more: Partial<TemplateVariable> = {}): TemplateVariable => ({
  ...{ name, kind: "text", maxLength: 10, required: true },
  ...more,
});
const text = (body: string, language = "vi") => ({ language, body });

test.each([
  ["a variable that is not declared", [], [text("x {{a}}")], "/texts/0/body"],
  ["braces without a name", [], [text("x {{ }}")], "/texts/0/body"],
  ["braces that are not closed", [variable("a")], [text("x {{a} y")], "/texts/0/body"],
  ["an expression", [variable("a")], [text("x {{a.b}}")], "/texts/0/body"],
  ["a text of variables alone", [variable("a")], [text("{{a}} {{a}}")], "/texts/0/body"],
  ["a NUL", [], [text("x\0")], "/texts/0/body"],
  ["half a character", [], [text("x\ud83c")], "/texts/0/body"],
  ["a language twice", [], [text("x"), text("y")], "/texts/1/language"],
  ["a name twice", [variable("a"), variable("a")], [text("x")], "/variables/1/name"],
  ["a name of every object", [variable("constructor")], [text("x")], "/variables/0/name"],
  [
    "a default too long",
    [variable("a", { default: "12345678901" })],
    [text("x")],
    "/variables/0/default",
  ],
  [
    "an example of another kind",
    [variable("a", { kind: "number", example: "x" })],
    [text("x")],
    "/variables/0/example",
  ],
] as const)("%s is refused", (_, variables, texts, path) => {
  expect(checkContent({ variables: [...variables], texts: [...texts] })).toMatchObject({
    code: "invalid_template",
    path,
  });
});

test("several lines, and a language that leaves a variable out, are well", () => {
  const content = { variables: [variable("a")], texts: [text("x\n{{a}}"), text("y", "en")] };
  expect(checkContent(content)).toBeUndefined();
});

test("the worst text is the one with the longest and dearest values", () => {
  const variables = [variable("a", { maxLength: 60 }), variable("u", { kind: "url" })];
  const [lint] = lintTexts({ variables, texts: [text(`${"x".repeat(90)}{{a}}{{u}}`)] });
  expect(lint).toEqual({
    language: "vi",
    plain: { encoding: "GSM-7", segments: 1 },
    // 90 + 60 + 10 units of Unicode, 67 in a part.
    worst: { encoding: "UCS-2", segments: 3 },
    tooLong: false,
    offending: [],
  });
});

test("numbers, dates and addresses do not make a text Unicode, but ~ counts twice", () => {
  const variables = [variable("u", { kind: "url", maxLength: 80 })];
  const [lint] = lintTexts({ variables, texts: [text("x{{u}}")] });
  expect(lint?.plain).toEqual({ encoding: "GSM-7", segments: 1 });
  expect(lint?.worst).toEqual({ encoding: "GSM-7", segments: 2 });
});

test("what makes a text dear is shown, with what it would be without", () => {
  const variables = [variable("n", { kind: "number", maxLength: 20 })];
  const [lint] = lintTexts({ variables, texts: [text(`Học phí {{n}} ${"x".repeat(60)}`)] });
  expect(lint).toMatchObject({
    plain: { encoding: "UCS-2", segments: 2 },
    offending: [
      { character: "ọ", index: 1 },
      { character: "í", index: 6 },
    ],
    suggestion: { body: `Hoc phi {{n}} ${"x".repeat(60)}`, segments: 1, saved: 1 },
  });
});

test("a text that may be longer than any message is told", () => {
  const variables = [variable("a", { maxLength: 1000 })];
  const [lint] = lintTexts({ variables, texts: [text("x{{a}}")] });
  expect(lint).toMatchObject({ tooLong: true, worst: { segments: 15 } });
});
