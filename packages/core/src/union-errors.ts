import type { TSchema } from "@sinclair/typebox";
import { ValueErrorType } from "@sinclair/typebox/errors";

/** An error of TypeBox, as far as it is used. */
export interface SchemaError {
  readonly type: ValueErrorType;
  readonly path: string;
  readonly message: string;
  readonly schema?: TSchema;
  /** What was found; undefined where a field is missing. */
  readonly value?: unknown;
  /** Of a union what is wrong by each of its variants. */
  readonly errors?: readonly Iterable<SchemaError>[];
}

/** Errors of one variant that are looked at: nobody reads more. */
const mostErrors = 50;

/**
 * What is wrong with a value that fits no variant of a union: where all variants are told apart by one
 * field, that field and what it may be; else the errors of the variant that was meant. Nothing where
 * nobody can tell which it was.
 */
export function unionErrors({ path, errors = [] }: SchemaError): readonly SchemaError[] {
  const variants = errors.map((variant) => take(variant));
  const choices = variants.map((variant) => variant.find((error) => isChoice(error, path)));
  const field = choices[0]?.path;
  if (field !== undefined && choices.every((choice) => choice?.path === field)) {
    const allowed = [...new Set(choices.flatMap((choice) => constantsOf(choice?.schema)))];
    const message = `One of ${allowed.map((each) => JSON.stringify(each)).join(", ")}`;
    return [{ type: ValueErrorType.Literal, path: field, message }];
  }
  // Who says another constant means another variant; who says none may mean any.
  const meant = variants.filter((_, n) => choices[n]?.value === undefined);
  const fewest = Math.min(...meant.map(({ length }) => length));
  const [closest, ...others] = meant.filter(({ length }) => length === fewest);
  return closest !== undefined && others.length === 0 ? closest : [];
}

/** Says that a field of the value, or the value, is another constant than this variant's. */
const isChoice = ({ path, schema }: SchemaError, of: string): boolean =>
  (path === of || path.lastIndexOf("/") === of.length) && constantsOf(schema).length > 0;

/** The values that a schema of constants allows; none of any other. */
function constantsOf(schema: TSchema | undefined): readonly unknown[] {
  if (schema === undefined) return [];
  if ("const" in schema) return [schema["const"]];
  const variants: unknown = schema["anyOf"];
  if (!Array.isArray(variants)) return [];
  const constants = variants.map((variant) => constantsOf(variant));
  return constants.every(({ length }) => length > 0) ? constants.flat() : [];
}

function take(errors: Iterable<SchemaError>): readonly SchemaError[] {
  const taken: SchemaError[] = [];
  for (const error of errors) {
    taken.push(error);
    if (taken.length === mostErrors) break;
  }
  return taken;
}
