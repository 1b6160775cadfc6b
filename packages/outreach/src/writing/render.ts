/** A text for one recipient, or the name of what it would say and nobody gave. */
export type Rendered =
  | { readonly ok: true; readonly body: string }
  | { readonly ok: false; readonly missing: string };

export type Variables = Readonly<Record<string, string>>;

const placeholder = /\{\{\s*([\p{L}_][\p{L}\p{N}_]{0,63})\s*\}\}/u;

/** Whether all that looks like a variable in a text is one. */
export const isRenderable = (text: string): boolean =>
  !/\{\{|\}\}/.test(literalsOf(text).join(" "));

/** Every other part of the split is a variable's name. */
const literalsOf = (text: string) => text.split(placeholder).filter((_, at) => at % 2 === 0);

/** The variables that a text says. */
export const variablesIn = (text: string): string[] =>
  text.split(placeholder).filter((_, at) => at % 2 === 1);

/** Reads a text once, for many recipients. Values are never read again: `{{x}}` in one stays so. */
export function compileText(text: string): (variables: Variables) => Rendered {
  const parts = text.split(placeholder);
  if (parts.length === 1) return () => ({ ok: true, body: text });
  return (variables) => {
    let body = "";
    for (const [at, part] of parts.entries()) {
      if (at % 2 === 0) body += part;
      else if (Object.hasOwn(variables, part)) body += variables[part];
      else return { ok: false, missing: part };
    }
    return { ok: true, body };
  };
}
