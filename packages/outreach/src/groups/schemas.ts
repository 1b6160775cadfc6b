import { type Static, Type } from "@sinclair/typebox";

const strict = { additionalProperties: false } as const;

/** Begins the id of a group. */
export const groupPrefix = "grp";

/** Groups of one organization. */
export const mostGroups = 1000;

/** Members that one request adds or takes away. */
export const mostMembers = 1000;

const fields = {
  name: Type.String({ minLength: 1, maxLength: 100, examples: ["Class 7B"] }),
  description: Type.String({ maxLength: 500 }),
  color: Type.String({
    pattern: "^#[0-9A-Fa-f]{6}$",
    description: "Of its label.",
    examples: ["#3B82F6"],
  }),
};

/** A group as somebody wants it. Names are unique. */
export const GroupBody = Type.Object(
  {
    name: fields.name,
    description: Type.Optional(fields.description),
    color: Type.Optional(fields.color),
  },
  strict,
);
export type GroupBody = Static<typeof GroupBody>;

/** What to change of a group; the rest stays, null takes away. */
export const GroupPatch = Type.Object(
  {
    name: Type.Optional(fields.name),
    description: Type.Optional(Type.Union([fields.description, Type.Null()])),
    color: Type.Optional(Type.Union([fields.color, Type.Null()])),
  },
  { ...strict, minProperties: 1 },
);
export type GroupPatch = Static<typeof GroupPatch>;

/** Contacts under a name. */
export const Group = Type.Object(
  {
    id: Type.String({ examples: ["grp_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    name: Type.String(),
    description: Type.Optional(Type.String()),
    color: Type.Optional(Type.String()),
    memberCount: Type.Integer({ minimum: 0 }),
    createdAt: Type.String(),
    updatedAt: Type.String(),
  },
  strict,
);
export type Group = Static<typeof Group>;

/** Groups, by name. */
export const GroupList = Type.Object({ data: Type.Array(Group) }, strict);
export type GroupList = Static<typeof GroupList>;

/** Contacts to add or to take away, by id or by number. */
export const MembersBody = Type.Object(
  {
    contacts: Type.Optional(
      Type.Array(Type.String({ maxLength: 40 }), {
        minItems: 1,
        maxItems: mostMembers,
        description: "`con_…`",
      }),
    ),
    phones: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 32 }), {
        minItems: 1,
        maxItems: mostMembers,
        description: "In international form; of contacts that exist.",
        examples: [["+84912345678"]],
      }),
    ),
  },
  { ...strict, minProperties: 1 },
);
export type MembersBody = Static<typeof MembersBody>;

/** What came of it. Whoever was a member already, or was none, is not counted. */
export const MembersReply = Type.Object(
  {
    changed: Type.Integer({ minimum: 0, description: "Who joined, or left." }),
    unchanged: Type.Integer({ minimum: 0, description: "Who was in the group, or was not." }),
    unknown: Type.Array(Type.String(), {
      description: "Ids and numbers of the request that are of no contact.",
    }),
  },
  strict,
);
export type MembersReply = Static<typeof MembersReply>;
