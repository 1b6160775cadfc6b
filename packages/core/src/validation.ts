import { type Static, type TSchema, Type } from "@sinclair/typebox";
import { ValueErrorType } from "@sinclair/typebox/errors";
import { Value } from "@sinclair/typebox/value";
import { type SchemaError, unionErrors } from "./union-errors.ts";

/** What is wrong with one field. Neither the message nor the path ever repeats the value. */
export const FieldProblem = Type.Object(
  {
    path: Type.String({ description: "JSON pointer to the field, for example `/encryption/key`." }),
    code: Type.String({ description: "Stable code, for example `required`." }),
    message: Type.String({ description: "A sentence for a person." }),
  },
  { additionalProperties: false },
);
export type FieldProblem = Static<typeof FieldProblem>;

const codes = new Map<ValueErrorType, string>([
  [ValueErrorType.ObjectRequiredProperty, "required"],
  [ValueErrorType.ObjectAdditionalProperties, "unknown_field"],
  [ValueErrorType.StringMinLength, "too_short"],
  [ValueErrorType.StringMaxLength, "too_long"],
  [ValueErrorType.StringPattern, "bad_format"],
  [ValueErrorType.StringFormat, "bad_format"],
  [ValueErrorType.StringFormatUnknown, "bad_format"],
  [ValueErrorType.NumberMinimum, "too_small"],
  [ValueErrorType.NumberExclusiveMinimum, "too_small"],
  [ValueErrorType.IntegerMinimum, "too_small"],
  [ValueErrorType.IntegerExclusiveMinimum, "too_small"],
  [ValueErrorType.NumberMaximum, "too_large"],
  [ValueErrorType.NumberExclusiveMaximum, "too_large"],
  [ValueErrorType.IntegerMaximum, "too_large"],
  [ValueErrorType.IntegerExclusiveMaximum, "too_large"],
  [ValueErrorType.ArrayMinItems, "too_few"],
  [ValueErrorType.ArrayMaxItems, "too_many"],
  [ValueErrorType.Union, "not_allowed"],
  [ValueErrorType.Literal, "not_allowed"],
]);

const messages: Record<string, string> = {
  required: "This field is required.",
  unknown_field: "This field is not known.",
  bad_format: "The value does not have the expected form.",
};

// A body made of garbage can hold thousands of errors; nobody reads past the first few.
const mostProblems = 50;

/**
 * Schema errors as field problems, one per field: the first error of a field is the one to mend,
 * a missing field for example is also reported as one of the wrong type.
 */
export const toFieldProblems = (errors: Iterable<SchemaError>): FieldProblem[] => {
  const problems = new Map<string, FieldProblem>();
  for (const { type, path, message } of withoutUnions(errors)) {
    if (problems.size === mostProblems) break;
    if (problems.has(path)) continue;
    const code = codes.get(type) ?? "wrong_type";
    problems.set(path, { path, code, message: messages[code] ?? `${message}.` });
  }
  return [...problems.values()];
};

/** Of a union what is wrong by the variant that was meant, where one can tell. */
function* withoutUnions(errors: Iterable<SchemaError>): Generator<SchemaError> {
  for (const error of errors) {
    const inner = error.type === ValueErrorType.Union ? unionErrors(error) : [];
    if (inner.length > 0) yield* withoutUnions(inner);
    else yield error;
  }
}

/** Every problem of `value` under `schema`; empty when it fits. */
export const schemaProblems = (schema: TSchema, value: unknown): FieldProblem[] =>
  toFieldProblems(Value.Errors(schema, value));
