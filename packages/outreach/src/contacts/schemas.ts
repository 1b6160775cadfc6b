import { type Static, Type } from "@sinclair/typebox";

const strict = { additionalProperties: false } as const;

/** Begins the id of a contact. */
export const contactPrefix = "con";

/** Custom fields, and entries of metadata, that a contact has at most. */
export const mostFields = 100;

/** Links of one contact. */
export const mostLinks = 50;

/** Contacts of one page. */
export const mostContacts = 100;

/** Contacts that one request brings. */
export const mostRows = 1000;

const fieldName = Type.String({ pattern: "^[a-zA-Z][a-zA-Z0-9_]{0,63}$" });
const fieldValue = [Type.String({ maxLength: 500 }), Type.Number(), Type.Boolean()] as const;
const metadataName = Type.String({ pattern: "^[A-Za-z0-9_.-]{1,64}$" });
const metadataValue = Type.String({ maxLength: 500 });

const aboutFields = {
  ...strict,
  maxProperties: mostFields,
  description:
    "Custom fields: texts, numbers, true or false; dates as texts, year first. Segments ask for them.",
  examples: [{ grade: 7, feePaid: false, due: "2026-01-31" }],
};
const aboutMetadata = {
  ...strict,
  maxProperties: mostFields,
  description: "What your own systems note. It is only kept and given back.",
};

/** Custom fields by name. */
export const CustomFields = Type.Record(fieldName, Type.Union([...fieldValue]), aboutFields);
export type CustomFields = Static<typeof CustomFields>;

/** What other systems note. */
export const Metadata = Type.Record(metadataName, metadataValue, aboutMetadata);
export type Metadata = Static<typeof Metadata>;

const FieldsPatch = Type.Record(fieldName, Type.Union([...fieldValue, Type.Null()]), aboutFields);
const MetadataPatch = Type.Record(
  metadataName,
  Type.Union([metadataValue, Type.Null()]),
  aboutMetadata,
);

/** Which kind of record of another system a contact stands for. */
export const LinkKind = Type.Union(
  [Type.Literal("user"), Type.Literal("student"), Type.Literal("lead"), Type.Literal("other")],
  { description: "Of the record in the other system." },
);
export type LinkKind = Static<typeof LinkKind>;

/** A record of another system that a contact stands for. */
export const ContactLink = Type.Object(
  {
    kind: LinkKind,
    externalId: Type.String({
      pattern: "^[A-Za-z0-9_.:@-]{1,128}$",
      description: "As the other system names it.",
      examples: ["4711"],
    }),
  },
  strict,
);
export type ContactLink = Static<typeof ContactLink>;

/** What may happen to a contact. */
export const ContactEventType = Type.Union([
  Type.Literal("contact.created"),
  Type.Literal("contact.changed"),
  Type.Literal("contact.deleted"),
  Type.Literal("group.joined"),
  Type.Literal("group.left"),
]);
export type ContactEventType = Static<typeof ContactEventType>;

const known = {
  phone: Type.String({
    minLength: 1,
    maxLength: 32,
    description: "In international form. It never changes: another number is another contact.",
    examples: ["+84912345678"],
  }),
  displayName: Type.String({ minLength: 1, maxLength: 200, examples: ["Nguyễn Thị An"] }),
  email: Type.String({ maxLength: 254, pattern: "^[^\\s@]+@[^\\s@]+$" }),
  language: Type.String({
    pattern: "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\\d{3}))?$",
    description: "BCP 47.",
    examples: ["vi"],
  }),
  timeZone: Type.String({
    minLength: 1,
    maxLength: 64,
    description: "IANA.",
    examples: ["Asia/Ho_Chi_Minh"],
  }),
};
const orNull = (schema: (typeof known)[keyof typeof known]) =>
  Type.Optional(Type.Union([schema, Type.Null()]));

const changes = {
  displayName: orNull(known.displayName),
  email: orNull(known.email),
  language: orNull(known.language),
  timeZone: orNull(known.timeZone),
  fields: Type.Optional(FieldsPatch),
  metadata: Type.Optional(MetadataPatch),
};

/** What is known of whoever has a number. */
export const ContactBody = Type.Object({ phone: known.phone, ...changes }, strict);
export type ContactBody = Static<typeof ContactBody>;

/**
 * What to change of a contact. What is absent stays, null takes away; of `fields` and `metadata` each
 * name by itself.
 */
export const ContactPatch = Type.Object(changes, { ...strict, minProperties: 1 });
export type ContactPatch = Static<typeof ContactPatch>;

/** A person whom an organization knows by a number. */
export const Contact = Type.Object(
  {
    id: Type.String({ examples: ["con_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    phone: Type.String({ description: "E.164." }),
    country: Type.Optional(Type.String({ description: "ISO 3166-1 alpha-2, of the number." })),
    displayName: Type.Optional(Type.String()),
    email: Type.Optional(Type.String()),
    language: Type.Optional(Type.String()),
    timeZone: Type.Optional(Type.String()),
    fields: CustomFields,
    metadata: Metadata,
    links: Type.Array(ContactLink),
    groups: Type.Array(Type.Object({ id: Type.String(), name: Type.String() }, strict)),
    version: Type.Integer({
      description: "As `ETag`: give it as `If-Match`, and nobody's change is overwritten.",
    }),
    createdAt: Type.String(),
    updatedAt: Type.String(),
  },
  strict,
);
export type Contact = Static<typeof Contact>;

/** Which contacts to list. */
export const ContactQuery = Type.Object(
  {
    phone: Type.Optional(
      Type.String({ pattern: "^\\+[0-9]{0,15}$", description: "How the number begins: `+8491`." }),
    ),
    name: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: "A part of the name." }),
    ),
    group: Type.Optional(Type.String({ maxLength: 40, description: "`grp_…`" })),
    segment: Type.Optional(Type.String({ maxLength: 40, description: "`seg_…`" })),
    link: Type.Optional(
      Type.String({
        pattern: "^(user|student|lead|other):[A-Za-z0-9_.:@-]{1,128}$",
        description: "Kind and id of a record: `student:4711`.",
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: mostContacts, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 64, description: "`nextCursor` of a page." })),
  },
  strict,
);
export type ContactQuery = Static<typeof ContactQuery>;

/** One page, the newest first. */
export const ContactPage = Type.Object(
  {
    data: Type.Array(Contact),
    nextCursor: Type.Optional(Type.String()),
    hasMore: Type.Boolean(),
  },
  strict,
);
export type ContactPage = Static<typeof ContactPage>;

/** Contacts to make or to change. */
export const BatchBody = Type.Object(
  { contacts: Type.Array(ContactBody, { minItems: 1, maxItems: mostRows }) },
  strict,
);
export type BatchBody = Static<typeof BatchBody>;

const count = (description: string) => Type.Integer({ minimum: 0, description });

/** What became of them, in sum as many as there were. */
export const BatchReply = Type.Object(
  {
    created: count("New contacts."),
    updated: count("Contacts that now are otherwise."),
    unchanged: count("Contacts that were so already."),
    duplicates: count("Those that gave way to a later one of the same number."),
    refused: Type.Array(
      Type.Object(
        { index: Type.Integer({ minimum: 0 }), code: Type.String(), message: Type.String() },
        strict,
      ),
    ),
  },
  strict,
);
export type BatchReply = Static<typeof BatchReply>;
