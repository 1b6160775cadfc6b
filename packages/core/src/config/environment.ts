import { KindGuard, type TSchema } from "@sinclair/typebox";
import type { FieldProblem } from "../validation.ts";

import { type Document, isDocument } from "./document.ts";
import { fieldsOf, type Setting } from "./setting.ts";

/** What the variables say; `value` is undefined where none of them is set. To be seeded. */
export interface FromEnvironment {
  readonly value: Document | undefined;
  /** The path of a variable that no field knows is its name. */
  readonly problems: readonly FieldProblem[];
}

/**
 * Reads a setting from variables: with the prefix `VNPAY`, `VNPAY_BASE_URL` is `baseUrl` and
 * `VNPAY_ENCRYPTION_KEY` is `encryption.key`. Lists are separated by commas; an empty variable
 * counts as not set. Whether the value is valid is for seeding to say.
 */
export const settingFromEnvironment = (
  setting: Setting,
  env: Record<string, string | undefined>,
  prefix: string,
): FromEnvironment => {
  const fields = new Map(
    fieldsOf(setting.schema).map((field) => [variableOf(prefix, field.path), field]),
  );
  const problems: FieldProblem[] = [];
  let value: Document | undefined;
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith(`${prefix}_`) || !text) continue;
    const field = fields.get(name);
    if (!field) {
      problems.push({ path: name, code: "unknown_variable", message: "No field has this name." });
      continue;
    }
    const read = coerce(field.schema, text);
    if (read === undefined) {
      problems.push({ path: field.path, code: "wrong_type", message: `${name} cannot be read.` });
      continue;
    }
    value ??= {};
    place(value, field.path.slice(1).split("/"), read);
  }
  return { value, problems };
};

// `/encryption/keyId` under `VNPAY` is VNPAY_ENCRYPTION_KEY_ID.
const variableOf = (prefix: string, path: string) =>
  prefix +
  path
    .replaceAll("/", "_")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toUpperCase();

const place = (document: Document, [key = "", ...rest]: string[], value: unknown): void => {
  if (rest.length === 0) {
    document[key] = value;
    return;
  }
  const next = document[key];
  const inner = isDocument(next) ? next : {};
  document[key] = inner;
  place(inner, rest, value);
};

const booleans: Record<string, boolean> = { true: true, "1": true, false: false, "0": false };

// Undefined: the text cannot be a value of this schema.
const coerce = (schema: TSchema, text: string): unknown => {
  if (KindGuard.IsString(schema)) return text;
  if (KindGuard.IsBoolean(schema)) return booleans[text.toLowerCase()];
  if (KindGuard.IsNumber(schema) || KindGuard.IsInteger(schema)) return toNumber(text);
  if (KindGuard.IsLiteral(schema)) return String(schema.const) === text ? schema.const : undefined;
  if (KindGuard.IsUnion(schema)) {
    return schema.anyOf.map((branch) => coerce(branch, text)).find((read) => read !== undefined);
  }
  if (KindGuard.IsArray(schema)) {
    const items = text.split(",").map((item) => coerce(schema.items, item.trim()));
    return items.includes(undefined) ? undefined : items;
  }
  return undefined;
};

const toNumber = (text: string) => {
  const number = Number(text);
  return text.trim() !== "" && Number.isFinite(number) ? number : undefined;
};
