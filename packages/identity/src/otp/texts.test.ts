import { describe, expect, test } from "bun:test";
import { segments } from "mq-sms";
import { chooseLocale, defaultTexts, locales, renderText, templateProblem } from "./texts.ts";

const values = { code: "482915", minutes: "5", brand: "NXDEMO", reference: "K7X" };

describe("renderText", () => {
  test.each(locales)(
    "the default %s text fits one GSM-7 part, with an eight-digit code",
    (locale) => {
      const widest = {
        code: "48291573",
        minutes: "10",
        brand: "ABCDEFGHIJKLMNO",
        reference: "K7X",
      };
      const text = renderText(defaultTexts[locale], widest, undefined);
      expect(segments(text)).toMatchObject({ encoding: "GSM-7", segments: 1 });
      expect(text).toStartWith("48291573 ");
    },
  );

  test("a missing brand leaves no double space", () => {
    expect(renderText(defaultTexts.en, { ...values, brand: "" }, undefined)).toStartWith(
      "482915 is your code (ref K7X)",
    );
  });

  test("adds the line for browsers at the very end", () => {
    expect(renderText("{code}", values, "example.com")).toBe("482915\n\n@example.com #482915");
  });

  test("a value that looks like a placeholder is not expanded", () => {
    expect(renderText("{brand} {code}", { ...values, brand: "{reference}" }, undefined)).toBe(
      "{reference} 482915",
    );
  });
});

test.each([
  ["no code", "Hello {brand}", "must contain {code}"],
  ["an unknown name", "{code} {name}", "may contain only {code}, {minutes}, {brand}, {reference}"],
  ["a link", "{code} https://evil.example", "must not contain a link"],
  ["nothing wrong", defaultTexts.vi, undefined],
])("templateProblem finds %s", (_, template, problem) => {
  expect(templateProblem(template)).toBe(problem);
});

test.each([
  ["the request wins", "en", "vi", "en"],
  ["the header's first", undefined, "vi-VN,vi;q=0.9,en;q=0.8", "vi"],
  ["by weight", undefined, "vi;q=0.1, en;q=0.9", "en"],
  ["unknown languages are passed over", undefined, "fr, de;q=0.9, en;q=0.2", "en"],
  ["refused ones too", undefined, "en;q=0", "vi"],
  ["nothing said", undefined, undefined, "vi"],
  ["garbage", undefined, ";;;,,q=x", "vi"],
] as const)("chooseLocale: %s", (_, requested, header, expected) => {
  expect(chooseLocale(requested, header, "vi")).toBe(expected);
});
