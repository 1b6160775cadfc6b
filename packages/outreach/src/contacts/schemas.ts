import { type Static, Type } from "@sinclair/typebox";

const strict = { additionalProperties: false } as const;

/** Begins the id of a contact. */
export const contactPrefix = "con";

/** Custom fields that a contact has at most. */
export const mostFields = 100;

/** Custom fields by name. */
export const CustomFields = Type.Record(
  Type.String({ pattern: "^[a-zA-Z][a-zA-Z0-9_]{0,63}$" }),
  Type.Union([Type.String({ maxLength: 500 }), Type.Number(), Type.Boolean()]),
  { ...strict, maxProperties: mostFields },
);
export type CustomFields = Static<typeof CustomFields>;

/** What other systems note. */
export const Metadata = Type.Record(
  Type.String({ pattern: "^[a-zA-Z0-9_.-]{1,64}$" }),
  Type.String({ maxLength: 500 }),
  { ...strict, maxProperties: mostFields },
);
export type Metadata = Static<typeof Metadata>;

/** Which kind of record of another system a contact stands for. */
export const LinkKind = Type.Union([
  Type.Literal("user"),
  Type.Literal("student"),
  Type.Literal("lead"),
  Type.Literal("other"),
]);
export type LinkKind = Static<typeof LinkKind>;

/** What may happen to a contact. */
export const ContactEventType = Type.Union([
  Type.Literal("contact.created"),
  Type.Literal("contact.changed"),
  Type.Literal("contact.deleted"),
  Type.Literal("group.joined"),
  Type.Literal("group.left"),
]);
export type ContactEventType = Static<typeof ContactEventType>;
