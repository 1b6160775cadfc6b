import { KindGuard, type TObject, type TSchema } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { type FieldProblem, schemaProblems } from "../validation.ts";
import { fieldsOf, type Setting } from "./setting.ts";

/** A setting's value as one JSON document, secrets in their places and in clear. Memory only. */
export type Document = Record<string, unknown>;

export const isDocument = (value: unknown): value is Document =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A value as the database will give it back, or `undefined` if it is no object. What JSON cannot
 * say, such as a field that is `undefined`, would compare as a change at every later start.
 */
export const toDocument = (value: unknown): Document | undefined => {
  const json: unknown = JSON.parse(JSON.stringify(value ?? null));
  return isDocument(json) ? json : undefined;
};

/** The problem of a value that is no object. */
export const notAnObject: FieldProblem = {
  path: "",
  code: "wrong_type",
  message: "Expected an object.",
};

/** RFC 7396: objects merge, null removes, anything else replaces. */
export const mergePatch = (target: unknown, patch: unknown): unknown => {
  if (!isDocument(patch)) return patch;
  const merged = new Map(Object.entries(isDocument(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
};

// The object that holds the field at `path`, and the field's name in it.
const placeOf = (document: Document, path: string) => {
  const keys = path.slice(1).split("/");
  const key = keys.pop() ?? "";
  let owner = document;
  for (const step of keys) {
    const next = owner[step];
    if (!isDocument(next)) return undefined;
    owner = next;
  }
  return { owner, key };
};

/** Takes the secrets out of a document: what may be stored in clear, and the secrets by path. */
export const splitSecrets = (schema: TObject, document: Document) => {
  const value = Value.Clone(document);
  const secrets = new Map<string, string>();
  for (const { path, secret } of fieldsOf(schema)) {
    const place = secret ? placeOf(value, path) : undefined;
    if (!place || !Object.hasOwn(place.owner, place.key)) continue;
    const found = place.owner[place.key];
    delete place.owner[place.key];
    if (typeof found === "string") secrets.set(path, found);
  }
  return { value, secrets };
};

/** Puts secrets back in their places; the opposite of {@link splitSecrets}. */
export const joinSecrets = (value: Document, secrets: ReadonlyMap<string, string>): Document => {
  const document = Value.Clone(value);
  for (const [path, secret] of secrets) {
    const place = placeOf(document, path);
    if (place) place.owner[place.key] = secret;
  }
  return document;
};

// A field that no schema knows would be kept in clear and shown to every operator, and the likeliest
// one is a misspelt secret. So every object is closed, whether or not its schema says so.
const unknownFields = (schema: TSchema, value: unknown, path = ""): FieldProblem[] => {
  if (!isDocument(value)) return [];
  const branches = KindGuard.IsUnion(schema) ? schema.anyOf : [schema];
  const shapes = branches.filter((branch) => KindGuard.IsObject(branch));
  const shape = shapes.find((candidate) => Value.Check(candidate, value)) ?? shapes[0];
  if (!shape) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const field = Object.hasOwn(shape.properties, key) ? shape.properties[key] : undefined;
    const at = `${path}/${key}`;
    if (field) return unknownFields(field, item, at);
    return [{ path: at, code: "unknown_field", message: "This field is not known." }];
  });
};

/** A document with its defaults filled in, and everything that is wrong with it. */
export const examine = (setting: Setting, document: Document) => {
  const complete: unknown = Value.Default(setting.schema, Value.Clone(document));
  const problems = new Map(
    [...unknownFields(setting.schema, document), ...schemaProblems(setting.schema, complete)].map(
      (problem) => [problem.path, problem],
    ),
  );
  if (problems.size === 0 && setting.check && Value.Check(setting.schema, complete)) {
    for (const { path, message } of setting.check(complete)) {
      problems.set(path, { path, code: "not_accepted", message });
    }
  }
  return { document: isDocument(complete) ? complete : {}, problems: [...problems.values()] };
};
