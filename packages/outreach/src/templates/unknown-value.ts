import type { VariableValues } from "@nx/gateway";
import type { Rendered } from "./compile.ts";
import type { TemplateContent } from "./schemas.ts";

/** A value that the template has no variable for, where there is one: most likely a name misspelt. */
export function unknownValue(
  { variables }: Pick<TemplateContent, "variables">,
  values: VariableValues,
): Extract<Rendered, { ok: false }> | undefined {
  const variable = Object.keys(values).find((name) =>
    variables.every((declared) => declared.name !== name),
  );
  if (variable === undefined) return undefined;
  const detail = `The template has no variable ${variable}.`;
  return { ok: false, code: "invalid_variable", variable, detail };
}
