import { time } from "@nx/gateway";
import { type Static, type TSchema, Type } from "@sinclair/typebox";
import { Contact, LinkKind } from "../contacts/schemas.ts";

const strict = { additionalProperties: false } as const;

/** Begins the id of a segment. */
export const segmentPrefix = "seg";

/** Segments of one organization. */
export const mostSegments = 500;

/** Conditions of one query. */
export const mostConditions = 50;

const CustomField = Type.String({
  pattern: "^fields\\.[a-zA-Z][a-zA-Z0-9_]{0,63}$",
  description: "A custom field: `fields.` and its name.",
  examples: ["fields.grade"],
});
/** What a contact is asked for. */
export const Field = Type.Union([
  Type.Literal("phone"),
  Type.Literal("country"),
  Type.Literal("displayName"),
  Type.Literal("email"),
  Type.Literal("language"),
  Type.Literal("timeZone"),
  CustomField,
]);
export type Field = Static<typeof Field>;

/** What a field may be compared with. */
export const Scalar = Type.Union([Type.String({ maxLength: 500 }), Type.Number(), Type.Boolean()]);
const Days = Type.Integer({ minimum: 1, maximum: 366 });

const Is = Type.Object({ field: Field, op: Type.Literal("is"), value: Scalar }, strict);
const In = Type.Object(
  {
    field: Field,
    op: Type.Literal("in"),
    value: Type.Array(Scalar, { minItems: 1, maxItems: 100 }),
  },
  strict,
);
const Matches = Type.Object(
  {
    field: Field,
    op: Type.Union([Type.Literal("startsWith"), Type.Literal("contains")], {
      description: "Whatever the case of the letters.",
    }),
    value: Type.String({ minLength: 1, maxLength: 100 }),
  },
  strict,
);
const Exists = Type.Object({ field: Field, op: Type.Literal("exists") }, strict);
const Compares = Type.Object(
  {
    field: CustomField,
    op: Type.Union([
      Type.Literal("below"),
      Type.Literal("atMost"),
      Type.Literal("atLeast"),
      Type.Literal("above"),
    ]),
    value: Type.Union([Type.Number(), Type.String({ minLength: 1, maxLength: 100 })], {
      description: "Numbers with numbers, texts with texts, so that dates are in order.",
    }),
  },
  strict,
);
const Created = Type.Object(
  {
    created: Type.Object(
      {
        withinDays: Type.Optional(Days),
        from: Type.Optional(time("At or after it.")),
        to: Type.Optional(time("Before it.")),
      },
      { ...strict, minProperties: 1 },
    ),
  },
  strict,
);
const InGroup = Type.Object(
  { group: Type.String({ maxLength: 40, description: "`grp_…`" }) },
  strict,
);
const Linked = Type.Object({ linked: LinkKind }, strict);
const Messages = Type.Object(
  {
    messages: Type.Union(
      [
        Type.Literal("sent"),
        Type.Literal("delivered"),
        Type.Literal("failed"),
        Type.Literal("replied"),
      ],
      { description: "At least one message to the contact was; `replied`: the contact wrote." },
    ),
    withinDays: Type.Optional(Days),
    campaign: Type.Optional(
      Type.String({
        maxLength: 40,
        description: "`cmp_…`: a message of it, or an answer after one.",
      }),
    ),
  },
  strict,
);

/** One thing that a contact is asked for. */
export const Condition = Type.Union([
  Is,
  In,
  Matches,
  Exists,
  Compares,
  Created,
  InGroup,
  Linked,
  Messages,
]);
export type Condition = Static<typeof Condition>;

/** A level of the tree: the next one down is spelled out, so that it ends. */
const level = <Part extends TSchema>(part: Part, examples?: readonly unknown[]) =>
  Type.Object(
    {
      match: Type.Union([Type.Literal("all"), Type.Literal("any"), Type.Literal("none")]),
      of: Type.Array(part, { minItems: 1, maxItems: 20 }),
    },
    { ...strict, ...(examples && { examples }) },
  );
/** Conditions of which all, any or none hold: a query of one level. */
export const Conditions = level(Condition);
export type Conditions = Static<typeof Conditions>;

const Level2 = level(Type.Union([Conditions, Condition]));

const example = {
  match: "all",
  of: [
    { field: "country", op: "is", value: "VN" },
    { field: "fields.grade", op: "atLeast", value: 6 },
    { match: "none", of: [{ messages: "delivered", withinDays: 30 }] },
  ],
};

/** Which contacts, as a tree of up to three levels and {@link mostConditions} conditions. */
export const SegmentQuery = level(Type.Union([Level2, Conditions, Condition]), [example]);
export type SegmentQuery = Static<typeof SegmentQuery>;

/** Any part of the tree. */
export type SegmentNode = SegmentQuery | SegmentQuery["of"][number];

const fields = {
  name: Type.String({ minLength: 1, maxLength: 100, examples: ["Parents not reached in May"] }),
  description: Type.String({ maxLength: 500 }),
  query: SegmentQuery,
};

/** A segment as somebody wants it. */
export const SegmentBody = Type.Object(
  { name: fields.name, description: Type.Optional(fields.description), query: fields.query },
  strict,
);
export type SegmentBody = Static<typeof SegmentBody>;

/** What to change of a segment; the rest stays. */
export const SegmentPatch = Type.Object(
  {
    name: Type.Optional(fields.name),
    description: Type.Optional(Type.Union([fields.description, Type.Null()])),
    query: Type.Optional(fields.query),
  },
  { ...strict, minProperties: 1 },
);
export type SegmentPatch = Static<typeof SegmentPatch>;

/** A saved question. Who is in it is asked anew each time. */
export const Segment = Type.Object(
  {
    id: Type.String({ examples: ["seg_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    name: Type.String(),
    description: Type.Optional(Type.String()),
    query: SegmentQuery,
    createdAt: Type.String(),
    updatedAt: Type.String(),
  },
  strict,
);
export type Segment = Static<typeof Segment>;

/** Segments, by name. */
export const SegmentList = Type.Object({ data: Type.Array(Segment) }, strict);
export type SegmentList = Static<typeof SegmentList>;

/** A question that is not saved. */
export const PreviewBody = Type.Object({ query: fields.query }, strict);
export type PreviewBody = Static<typeof PreviewBody>;

/** Contacts that a preview shows. */
export const sampleSize = 10;

/** Who a question finds at this moment. */
export const SegmentPreview = Type.Object(
  {
    count: Type.Integer({ minimum: 0 }),
    sample: Type.Array(Contact, { description: `The newest ${sampleSize}.` }),
  },
  strict,
);
export type SegmentPreview = Static<typeof SegmentPreview>;
