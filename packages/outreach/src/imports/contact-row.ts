import { Value } from "@sinclair/typebox/value";
import type { ContactRow } from "../contacts/row.ts";
import { ContactBody, CustomFields, Metadata } from "../contacts/schemas.ts";
import { plainName } from "../csv/guess-columns.ts";
import type { PersonRow } from "../csv/open-table.ts";
import { isTimeZone } from "../time-zone.ts";

/** The properties of contacts that columns hold. */
type Property = "displayName" | "email" | "language" | "timeZone";

/** Those columns, with the names that files give them. */
const known: Readonly<Record<string, { readonly property: Property; readonly names: string }>> = {
  name: {
    property: "displayName",
    names: "name fullname displayname contactname hoten hovaten ten tenkhachhang",
  },
  email: { property: "email", names: "email emailaddress mail thudientu" },
  language: { property: "language", names: "language lang locale ngonngu" },
  timeZone: { property: "timeZone", names: "timezone tz muigio" },
};

const propertyOf = (field: string): Property | undefined =>
  Object.hasOwn(known, field) ? known[field]?.property : undefined;

const fieldOfName = new Map(
  Object.entries(known).flatMap(([field, { names }]) =>
    names.split(" ").map((name) => [name, field]),
  ),
);

/** Whether a column can hold it: a number, a field of contacts, a custom one, or metadata. */
export const isContactField = (field: string): boolean => {
  const [kind, name] = split(field);
  if (name === undefined) return field === "phone" || propertyOf(field) !== undefined;
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
  const row: Mutable<Pick<ContactRow, Property>> = {};
  const custom: [string, CustomFields[string]][] = [];
  const metadata: [string, string][] = [];
  for (const [field, text] of Object.entries(fields)) {
    const [kind, name] = split(field);
    const property = propertyOf(field);
    if (property !== undefined && isValid(property, text)) row[property] = text;
    else if (name !== undefined && text.length <= longestValue) {
      if (kind === "fields") custom.push([name, toValue(text)]);
      else metadata.push([name, text]);
    } else return { invalid: field };
  }
  return {
    phone,
    ...row,
    ...(custom.length > 0 && { fields: Object.fromEntries(custom) }),
    ...(metadata.length > 0 && { metadata: Object.fromEntries(metadata) }),
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Of a custom field or an entry of metadata. */
const longestValue = 500;

const isValid = (property: Property, text: string): boolean =>
  Value.Check(ContactBody.properties[property], text) &&
  (property !== "timeZone" || isTimeZone(text));

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
