import { ConsentEvent, MessageStatus } from "@nx/gateway";
import { type Static, Type } from "@sinclair/typebox";
import { ContactEventType } from "../contacts/schemas.ts";

const strict = { additionalProperties: false } as const;

/** Items of one page. */
export const mostItems = 100;

/** Which part of a timeline to read. */
export const TimelineQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: mostItems, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 64, description: "`nextCursor` of a page." })),
  },
  strict,
);
export type TimelineQuery = Static<typeof TimelineQuery>;

const SentItem = Type.Object(
  {
    type: Type.Literal("message.sent", { description: "A message to the contact." }),
    id: Type.String({ description: "`msg_…`" }),
    at: Type.String(),
    status: MessageStatus,
    category: Type.String(),
    body: Type.Optional(
      Type.String({ description: "Absent of one-time codes, and once deleted." }),
    ),
    campaignId: Type.Optional(Type.String()),
  },
  strict,
);
const ReceivedItem = Type.Object(
  {
    type: Type.Literal("message.received", { description: "A message from the contact." }),
    id: Type.String({ description: "`msg_…`" }),
    at: Type.String(),
    body: Type.Optional(Type.String({ description: "Absent once it was deleted." })),
  },
  strict,
);
const EventItem = Type.Object(
  {
    type: ContactEventType,
    id: Type.String({ description: "`cev_…`" }),
    at: Type.String(),
    changes: Type.Optional(
      Type.Record(
        Type.String(),
        Type.Object(
          { from: Type.Optional(Type.Unknown()), to: Type.Optional(Type.Unknown()) },
          strict,
        ),
        { description: "By name, such as `displayName` or `fields.grade`: what it was and is." },
      ),
    ),
    group: Type.Optional(Type.String({ description: "`grp_…`, joined or left." })),
  },
  strict,
);

const { category, sender, source, keyword } = ConsentEvent.properties;
const ConsentItem = Type.Object(
  {
    type: Type.Union([Type.Literal("consent.opted_out"), Type.Literal("consent.opted_in")], {
      description: "Something that was said about being written to.",
    }),
    id: Type.String({ description: "`cse_…`, as in the history of consent." }),
    at: Type.String(),
    ...{ category, sender, source, keyword },
  },
  strict,
);

/** Something that happened between an organization and a contact. */
export const TimelineItem = Type.Union([SentItem, ReceivedItem, ConsentItem, EventItem]);
export type TimelineItem = Static<typeof TimelineItem>;

/** One page, the newest first. */
export const TimelinePage = Type.Object(
  {
    data: Type.Array(TimelineItem),
    nextCursor: Type.Optional(Type.String()),
    hasMore: Type.Boolean(),
  },
  strict,
);
export type TimelinePage = Static<typeof TimelinePage>;
