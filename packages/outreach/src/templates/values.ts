import type { VariableValues } from "@nx/gateway";
import type { TemplateVariable } from "./schemas.ts";

/** A value as it stands in the text, or what is wrong with it, in words that follow "The variable". */
export type CheckedValue =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/** Checks a value against what was declared of its variable. It is never cut, and never expanded. */
export function checkValue(
  { kind, maxLength }: Pick<TemplateVariable, "kind" | "maxLength">,
  value: VariableValues[string],
): CheckedValue {
  const text = String(value);
  if (text.length > maxLength) return wrong(`is longer than ${maxLength} characters`);
  if (isUnsendable(text)) return wrong("holds control characters");
  const isFit = text !== "" && fits[kind](text);
  return isFit ? { ok: true, text } : wrong(expected[kind]);
}

const wrong = (problem: string): CheckedValue => ({ ok: false, problem });

/** Control characters, and halves of characters. */
const isUnsendable = (text: string): boolean => /[\p{Cc}\p{Cs}]/u.test(text);

/** The same for texts of templates, which may have several lines. */
export const isUnsendableText = (text: string): boolean => isUnsendable(text.replaceAll("\n", ""));

const expected: Readonly<Record<TemplateVariable["kind"], string>> = {
  text: "is empty",
  number: "is no number",
  date: "is no date",
  url: "is no http or https address",
};

const fits: Readonly<Record<TemplateVariable["kind"], (text: string) => boolean>> = {
  text: () => true,
  // As people write amounts: 1.250.000 or 1,250.5. It is shown as it was given.
  number: (text) => /^[+-]?\d+(?:[., ]\d+)*$/.test(text),
  date: isDate,
  url: (text) => /^https?:\/\/[!-~]+$/.test(text) && URL.canParse(text),
};

function isDate(text: string): boolean {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const local = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [year, month, day] = (iso?.slice(1) ?? local?.slice(1).reverse() ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
