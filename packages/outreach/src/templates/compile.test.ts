import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { compileTemplate } from "./compile.ts";
import type { TemplateVariable } from "./schemas.ts";

const variable = (name: string, more: Partial<TemplateVariable> = {}): TemplateVariable => ({
  ...{ name, kind: "text", maxLength: 1000, required: true },
  ...more,
});
const compile = (body: string, ...variables: TemplateVariable[]) =>
  compileTemplate({ texts: [{ language: "vi", body }], variables });

describe("filling a template", () => {
  test("puts each value where its name is, however often", () => {
    const { render } = compile("{{a}}, {{ b }}{{a}}!", variable("a"), variable("b"));
    expect(render({ a: "Lan", b: 7 })).toEqual({ ok: true, text: "Lan, 7Lan!" });
  });

  test.each([
    "{{b}}",
    "{{{{b}}}}",
    "{{ a }}",
    "{{constructor}}",
    "$" + "{b}",
    "<%= b %>",
    "{% b %}",
    "$&$1$'$`",
    "%s%n{0}",
    "\\u007b\\u007bb}}",
    "__proto__",
  ])("leaves the value %s as it is", (value) => {
    const { render } = compile("x {{a}} y {{b}}", variable("a"), variable("b"));
    expect(render({ a: value, b: "B" })).toEqual({ ok: true, text: `x ${value} y B` });
  });

  test("whatever the values are, they stand in the text once, as they were given", () => {
    const value = fc
      .array(
        fc.oneof(
          fc.constantFrom("{{", "}}", "{{a}}", "{{b}}", "{", "}", "$&", "$1", "\\", "a", " "),
          fc.string({ unit: "grapheme", minLength: 1 }),
        ),
        { minLength: 1, maxLength: 8 },
      )
      .map((parts) => parts.join(""))
      .filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text) && text.length <= 1000);
    const { render } = compile("[{{a}}|{{b}}|{{a}}]", variable("a"), variable("b"));
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(render({ a, b })).toEqual({ ok: true, text: `[${a}|${b}|${a}]` });
      }),
    );
  });

  test("parts of a placeholder that meet in the text do not become one", () => {
    const { render } = compile("{{{a}}{b}}", variable("a"), variable("b"));
    expect(render({ a: "{", b: "never" })).toEqual({ ok: true, text: "{{{b}}" });
  });

  test("takes nothing that every object has for a value", () => {
    for (const name of ["constructor", "toString", "hasOwnProperty"]) {
      const { render } = compile(`x {{${name}}}`, variable(name));
      expect(render({})).toMatchObject({ ok: false, code: "missing_variable", variable: name });
    }
  });
});

describe("a value that is missing", () => {
  test("is named where it is required", () => {
    const { render } = compile("x {{a}}", variable("a"));
    for (const values of [{}, { a: "" }, { b: "1" }])
      expect(render(values)).toEqual({
        ...{ ok: false, code: "missing_variable", variable: "a" },
        detail: "The variable a has no value.",
      });
  });

  test("is its default, else nothing where it is not required", () => {
    const optional = compile("x{{a}}", variable("a", { required: false }));
    expect(optional.render({})).toEqual({ ok: true, text: "x" });
    const usual = compile("x{{a}}", variable("a", { default: "y" }));
    expect(usual.render({})).toEqual({ ok: true, text: "xy" });
    expect(usual.render({ a: "z" })).toEqual({ ok: true, text: "xz" });
  });
});

describe("a value that does not fit", () => {
  test.each([
    ["text", "a\0b"],
    ["text", "a\nb"],
    ["text", "\u0085"],
    ["text", "\ud83c"],
    ["text", "123456789012345678901"],
    ["number", "1e5"],
    ["number", Number.NaN],
    ["number", 1e21],
    ["number", "7 dong"],
    ["number", "1..5"],
    ["date", "2026-02-30"],
    ["date", "31/04/2026"],
    ["date", "tomorrow"],
    ["url", "javascript:alert(1)"],
    ["url", "https://a b"],
    ["url", "http://"],
  ] as const)("%s %j is refused by the name of its variable", (kind, value) => {
    const { render } = compile("x {{v}}", variable("v", { kind, maxLength: 20 }));
    const rendered = render({ v: value });
    expect(rendered).toMatchObject({ ok: false, code: "invalid_variable", variable: "v" });
    expect(JSON.stringify(rendered)).not.toContain(JSON.stringify(value).slice(1, -1));
  });

  test.each([
    ["text", "12345678901234567890"],
    ["text", "Nguyễn 🎉"],
    ["number", "1.250.000"],
    ["number", "-1,5"],
    ["number", 42],
    ["date", "2028-02-29"],
    ["date", "30/11/2026"],
    ["url", "https://a.vn/?x=1"],
  ] as const)("%s %j is none", (kind, value) => {
    const { render } = compile("{{v}}.", variable("v", { kind, maxLength: 20 }));
    expect(render({ v: value })).toEqual({ ok: true, text: `${value}.` });
  });
});

describe("the language", () => {
  const texts = [
    { language: "vi", body: "Chao" },
    { language: "en", body: "Hello" },
    { language: "en-GB", body: "Hullo" },
  ];
  test.each([
    [undefined, "vi", "Chao"],
    ["en", "en", "Hello"],
    ["en-GB", "en-GB", "Hullo"],
    ["en-US", "en", "Hello"],
    ["fr", "vi", "Chao"],
  ] as const)("%s is answered in %s", (asked, language, text) => {
    const compiled = compileTemplate({ texts, variables: [] }, asked);
    expect(compiled.language).toBe(language);
    expect(compiled.render({})).toEqual({ ok: true, text });
  });
});
