import type { FieldProblem } from "../validation.ts";

const deepest = 20;
const mostKeys = 200;
// NUL and the other control characters but \t \n \r: PostgreSQL refuses the first, and the rest have
// no place in a text message or a name.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;
const loneSurrogate = /\p{Surrogate}/u;
// A merge or an assignment by one of these names would reach the prototype of an object.
const refusedKeys = new Set(["__proto__", "constructor", "prototype"]);

const problem = (path: string, code: string, message: string): FieldProblem => ({
  path,
  code,
  message,
});

const isSound = (text: string): boolean => !control.test(text) && !loneSurrogate.test(text);

const textProblem = (text: string, path: string) => {
  if (control.test(text)) {
    return problem(path, "control_character", "Control characters are not accepted.");
  }
  if (!loneSurrogate.test(text)) return undefined;
  return problem(path, "lone_surrogate", "The text is not well-formed Unicode.");
};

const keyProblem = (key: string, path: string) =>
  refusedKeys.has(key)
    ? problem(path, "refused_key", "A field has a name that is not accepted.")
    : textProblem(key, path);

/**
 * The first thing that no schema would object to and that is refused all the same. The path is that
 * of the field, or of the object around it where the field's name is the trouble.
 */
export const findJsonProblem = (value: unknown, path = "", depth = 0): FieldProblem | undefined => {
  if (typeof value === "string") return textProblem(value, path);
  if (typeof value !== "object" || value === null) return undefined;
  if (depth === deepest) return problem("", "too_deep", `More than ${deepest} levels.`);
  const entries = Object.entries(value);
  if (!Array.isArray(value)) {
    if (entries.length > mostKeys)
      return problem(path, "too_many", `More than ${mostKeys} fields.`);
    for (const [key] of entries) {
      const found = keyProblem(key, path);
      if (found) return found;
    }
  }
  for (const [key, item] of entries) {
    // A path is written only where it is asked for: nearly every field is a sound text.
    if (typeof item === "string" && isSound(item)) continue;
    const found = findJsonProblem(item, `${path}/${pointer(key)}`, depth + 1);
    if (found) return found;
  }
  return undefined;
};

// RFC 6901.
const pointer = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");
