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
  const choices = variants.map((variant) => variant.filter((error) => isChoice(error, path)));
  const field = mostFrequent(choices.flat());
  if (field !== undefined && choices.every((each) => isAbout(each, field))) {
    const constants = choices.flat().filter((choice) => choice.path === field);
    const allowed = [...new Set(constants.flatMap(({ schema }) => constantsOf(schema)))];
    const message = `One of ${allowed.map((each) => JSON.stringify(each)).join(", ")}`;
    return [{ type: ValueErrorType.Literal, path: field, message }];
  }
  // Who says another constant means another variant; who says none may mean any.
  const said = mostFrequent(choices.flat().filter(({ value }) => value !== undefined));
  const meant = variants.filter((variant) => said === undefined || !isAbout(variant, said));
  const fewest = Math.min(...meant.map(({ length }) => length));
  const [closest, ...others] = meant.filter(({ length }) => length === fewest);
  return closest !== undefined && others.length === 0 ? closest : [];
}

const isAbout = (errors: readonly SchemaError[], field: string): boolean =>
  errors.some(({ path }) => path === field);

/** The field that variants are told apart by: that of the most errors. */
function mostFrequent(errors: readonly SchemaError[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { path } of errors) counts.set(path, (counts.get(path) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
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
