import { Value } from "@sinclair/typebox/value";
import { CustomFields, Metadata } from "../contacts/schemas.ts";
import type { ContactRow } from "../contacts/upsert.ts";
import { plainName } from "../csv/guess-columns.ts";
import type { PersonRow } from "../csv/open-table.ts";

/** Fields of a contact that are columns of their own, with names that files give them. */
const named = {
  name: "name fullname displayname contactname hoten hovaten ten tenkhachhang",
  email: "email emailaddress mail thudientu",
  language: "language lang locale ngonngu",
  timeZone: "timezone tz muigio",
} as const;
type Named = keyof typeof named;

const isNamed = (field: string): field is Named => Object.hasOwn(named, field);

const fieldOfName = new Map(
  Object.entries(named).flatMap(([field, names]) => names.split(" ").map((name) => [name, field])),
);

/** Whether a column can hold it: a number, a field of contacts, a custom one, or metadata. */
export const isContactField = (field: string): boolean => {
  const [kind, name] = split(field);
  if (name === undefined) return field === "phone" || isNamed(field);
  if (kind === "fields") return Value.Check(CustomFields, { [name]: "" });
  return kind === "metadata" && Value.Check(Metadata, { [name]: "" });
};

/**
 * The field that a column of this name holds. What has no well-known name is not read unless somebody
 * says so: a file may hold more of people than anybody means to keep.
 */
export const contactFieldOf = (name: string): string | null =>
  split(name)[1] !== undefined && isContactField(name)
    ? name
    : (fieldOfName.get(plainName(name)) ?? null);

/** `fields.grade` as its kind and its name. */
function split(field: string): [kind: string, name?: string] {
  const dot = field.indexOf(".");
  return dot === -1 ? [field] : [field.slice(0, dot), field.slice(dot + 1)];
}

/** A row of a file as a contact, or the field whose value no contact can have. */
export function toContactRow({
  phone,
  fields,
}: Pick<PersonRow, "phone" | "fields">): ContactRow | { readonly invalid: string } {
  const columns: Partial<Record<Named, string>> = {};
  const custom: Record<string, CustomFields[string]> = {};
  const metadata: Record<string, string> = {};
  for (const [field, text] of Object.entries(fields)) {
    const [kind, name] = split(field);
    if (name === undefined && isNamed(field) && isValid[field](text)) columns[field] = text;
    else if (name !== undefined && kind === "fields" && text.length <= 500) {
      custom[name] = toValue(text);
    } else if (name !== undefined && kind === "metadata" && text.length <= 500) {
      metadata[name] = text;
    } else return { invalid: field };
  }
  const { name, ...others } = columns;
  return {
    phone,
    ...(name !== undefined && { displayName: name }),
    ...others,
    ...(Object.keys(custom).length > 0 && { fields: custom }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}

const isValid: Readonly<Record<Named, (text: string) => boolean>> = {
  name: (text) => text.length <= 200,
  email: (text) => text.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  language: (text) => isKnown(() => Intl.getCanonicalLocales(text)),
  timeZone: (text) => isKnown(() => new Intl.DateTimeFormat("en", { timeZone: text })),
};

const isKnown = (use: () => unknown): boolean => {
  try {
    use();
    return true;
  } catch {
    return false;
  }
};

/** Looks like a number or a truth value; an apostrophe before it says that it is a text all the same. */
const typed = /^('*)(true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?)$/;

/** The value that a cell of a custom field means: numbers and truth values are what they look like. */
function toValue(text: string): CustomFields[string] {
  const [, apostrophes, plain = ""] = typed.exec(text) ?? [];
  if (apostrophes === undefined) return text;
  if (apostrophes !== "") return text.slice(1);
  if (plain === "true" || plain === "false") return plain === "true";
  // `1.50`, and what has more digits than a number holds, would not come out as they went in.
  return String(Number(plain)) === plain ? Number(plain) : text;
}

/** The cell that {@link toContactRow} reads back as this value. */
export const toValueCell = (value: CustomFields[string]): string =>
  typeof value === "string" && typed.test(value) ? `'${value}` : String(value);
