import { type OutreachRefusal, refused } from "../problems.ts";
import { splitText } from "./compile.ts";
import type { TemplateContent, TemplateVariable } from "./schemas.ts";
import { checkValue, isUnsendableText } from "./values.ts";

/** What is wrong with a template, where something is: what is stored can be filled. */
export const checkContent = ({
  variables,
  texts,
}: Pick<TemplateContent, "variables" | "texts">): OutreachRefusal | undefined =>
  first(variables, (variable, index) => variableProblem(variables, variable, index)) ??
  first(texts, (_, index) => textProblem({ variables, texts }, index));

function variableProblem(
  variables: readonly TemplateVariable[],
  variable: TemplateVariable,
  index: number,
): OutreachRefusal | undefined {
  const at = `/variables/${index}`;
  const { name } = variable;
  if (name in Object.prototype) return problem(`${at}/name`, "The name cannot be used.");
  if (variables.findIndex((other) => other.name === name) < index)
    return problem(`${at}/name`, "The name is declared twice.");
  for (const field of ["default", "example"] as const) {
    const value = variable[field];
    const checked = value === undefined ? undefined : checkValue(variable, value);
    if (checked?.ok === false) return problem(`${at}/${field}`, `It ${checked.problem}.`);
  }
  return undefined;
}

function textProblem(
  { variables, texts }: Pick<TemplateContent, "variables" | "texts">,
  index: number,
): OutreachRefusal | undefined {
  const text = texts[index];
  if (text === undefined) return undefined;
  const at = `/texts/${index}`;
  if (texts.findIndex(({ language }) => language === text.language) < index)
    return problem(`${at}/language`, "There are two texts in this language.");
  if (isUnsendableText(text.body))
    return problem(`${at}/body`, "The text holds control characters.");
  const { fixed, names } = splitText(text.body);
  if (fixed.some((part) => part.includes("{{") || part.includes("}}")))
    return problem(`${at}/body`, "A placeholder is a name in double braces: {{name}}.");
  const unknown = names.find((name) => variables.every((variable) => variable.name !== name));
  if (unknown !== undefined)
    return problem(`${at}/body`, `The variable ${unknown} is not declared.`);
  // A text of variables alone would let anything be said under an approved name.
  if (fixed.join("").trim() === "")
    return problem(`${at}/body`, "The text has nothing but variables.");
  return undefined;
}

const problem = (path: string, detail: string): OutreachRefusal =>
  refused("invalid_template", { path, detail }).error;

function first<T>(
  items: readonly T[],
  check: (item: T, index: number) => OutreachRefusal | undefined,
): OutreachRefusal | undefined {
  for (const [index, item] of items.entries()) {
    const found = check(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
