import { describe, expect, test } from "bun:test";
import { compileText, isRenderable } from "./render.ts";

describe("texts", () => {
  test("say each value once, whatever stands in it", () => {
    const text = compileText("{{ name }}: {{amount}} dong, {{name}}");
    expect(text({ name: "{{amount}}", amount: "$& 5" })).toEqual({
      ok: true,
      body: "{{amount}}: $& 5 dong, {{amount}}",
    });
    expect(text({ name: "An" })).toEqual({ ok: false, missing: "amount" });
    expect(compileText("{{constructor}}")({})).toEqual({ ok: false, missing: "constructor" });
  });

  test("with braces that are no variable are not texts", () => {
    expect(isRenderable("{{name}} {x} }")).toBe(true);
    expect(isRenderable("{{name")).toBe(false);
    expect(isRenderable("{{a b}}")).toBe(false);
  });
});
