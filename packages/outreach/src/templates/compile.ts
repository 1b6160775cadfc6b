import type { VariableValues } from "@nx/gateway";
import type { TemplateContent, TemplateText, TemplateVariable } from "./schemas.ts";
import { checkValue } from "./values.ts";

/** A text for one recipient, or the variable that stands in its way. */
export type Rendered =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      readonly code: "missing_variable" | "invalid_variable";
      readonly variable: string;
      /** A sentence for the caller; never a value. */
      readonly detail: string;
    };

/** Fills a template for one recipient; values that it has no variable for are left alone. */
export type Render = (values: VariableValues) => Rendered;

/** A template ready to be filled, and the language that it is in. */
export interface CompiledTemplate {
  readonly language: string;
  readonly render: Render;
}

const placeholder = /\{\{ *([A-Za-z][A-Za-z0-9_]{0,39}) *\}\}/;

/** A text in its parts: what stands fast, and between each two of those the name of a variable. */
export function splitText(body: string): { readonly fixed: string[]; readonly names: string[] } {
  const parts = body.split(placeholder);
  return {
    fixed: parts.filter((_, index) => index % 2 === 0),
    names: parts.filter((_, index) => index % 2 === 1),
  };
}

/**
 * Makes a version ready to be filled for many recipients: `compileTemplate(version, "vi").render({
 * name: "Lan" })`. Values are put between the fixed parts once, so that what looks like a placeholder
 * in a value stays what it is. Throws for a text with a variable that is not declared; none is stored.
 */
export function compileTemplate(
  { texts, variables }: Pick<TemplateContent, "texts" | "variables">,
  language?: string,
): CompiledTemplate {
  const chosen = chooseText(texts, language);
  const { fixed, names } = splitText(chosen.body);
  const [first = "", ...rest] = fixed;
  const declared = new Map(variables.map((variable) => [variable.name, variable]));
  const places = names.map((name, index) => {
    const variable = declared.get(name);
    if (variable === undefined) throw new Error("A text has a variable that is not declared");
    return { variable, after: rest[index] ?? "" };
  });
  return {
    language: chosen.language,
    render(values) {
      let text = first;
      for (const { variable, after } of places) {
        const filled = fill(variable, values);
        if (!filled.ok) return filled;
        text += filled.text + after;
      }
      return { ok: true, text };
    },
  };
}

function fill(variable: TemplateVariable, values: VariableValues): Rendered {
  const { name, required } = variable;
  // Of what every object has by itself, nothing is a value.
  const given = Object.hasOwn(values, name) ? values[name] : undefined;
  const value = given === undefined || given === "" ? variable.default : given;
  if (value === undefined || value === "") {
    if (!required) return { ok: true, text: "" };
    const detail = `The variable ${name} has no value.`;
    return { ok: false, code: "missing_variable", variable: name, detail };
  }
  const checked = checkValue(variable, value);
  if (checked.ok) return checked;
  const detail = `The variable ${name} ${checked.problem}.`;
  return { ok: false, code: "invalid_variable", variable: name, detail };
}

/** The text in a language; else in its wider one (`vi` for `vi-VN`); else the first. */
export function chooseText(texts: readonly TemplateText[], language?: string): TemplateText {
  const [wider] = language?.split("-") ?? [];
  const found =
    texts.find((text) => text.language === language) ??
    texts.find((text) => text.language === wider) ??
    texts[0];
  if (found === undefined) throw new Error("A template has a text");
  return found;
}
