import type { Static, TSchema } from "@sinclair/typebox";
import { Value, ValueErrorType } from "@sinclair/typebox/value";
import type { FieldProblem } from "./problem.ts";

/** A value of the schema, or what is wrong with each field. */
export type Checked<T> = { ok: true; value: T } | { ok: false; errors: FieldProblem[] };

/** Parses JSON; `undefined` for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Checks a value against a schema, one problem for each field. */
export function check<S extends TSchema>(schema: S, value: unknown): Checked<Static<S>> {
  if (Value.Check(schema, value)) return { ok: true, value };
  const errors = new Map<string, FieldProblem>();
  for (const { path: pointer, type, message } of Value.Errors(schema, value)) {
    const path = pointer.slice(1).replaceAll("/", ".");
    if (!errors.has(path)) errors.set(path, { path, code: codeOf(type), message });
  }
  return { ok: false, errors: [...errors.values()] };
}

function codeOf(type: ValueErrorType): FieldProblem["code"] {
  if (type === ValueErrorType.ObjectAdditionalProperties) return "unknown";
  if (type === ValueErrorType.ObjectRequiredProperty) return "missing";
  return "invalid";
}
