import { type Static, Type } from "@sinclair/typebox";
import { Category, time } from "../messages/schemas.ts";

const strict = { additionalProperties: false } as const;

/** Letters of one page, or of one request to send them again. */
export const mostLetters = 100;

const Reason = Type.String({
  pattern: "^[a-z0-9_]{1,64}$",
  description: "Why it failed, as `error` of the message.",
  examples: ["unavailable"],
});
const filters = {
  reason: Type.Optional(Reason),
  from: Type.Optional(time("Failed at or after it.")),
  to: Type.Optional(time("Failed before it.")),
  cursor: Type.Optional(Type.String({ maxLength: 64, description: "`nextCursor` of a page." })),
};

/** Which dead letters to list. */
export const DeadLetterQuery = Type.Object(
  {
    ...filters,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: mostLetters, default: 50 })),
  },
  strict,
);
export type DeadLetterQuery = Static<typeof DeadLetterQuery>;

/** A message that failed for good. */
export const DeadLetter = Type.Object(
  {
    id: Type.String({ description: "Of the message." }),
    reason: Type.String(),
    diedAt: Type.String(),
    to: Type.String({ description: "E.164." }),
    category: Category,
    provider: Type.Optional(Type.String({ description: "Account of the last attempt." })),
    redrivenAs: Type.Optional(
      Type.String({ description: "The message as which it was sent again." }),
    ),
  },
  strict,
);
export type DeadLetter = Static<typeof DeadLetter>;

/** One page, the last one that failed first. */
export const DeadLetterPage = Type.Object(
  {
    data: Type.Array(DeadLetter),
    nextCursor: Type.Optional(Type.String()),
    hasMore: Type.Boolean(),
  },
  strict,
);
export type DeadLetterPage = Static<typeof DeadLetterPage>;

/** Which dead letters to send again: these, or those of a reason that were not yet. */
export const RedriveBody = Type.Object(
  {
    ids: Type.Optional(
      Type.Array(Type.String({ maxLength: 40 }), {
        minItems: 1,
        maxItems: mostLetters,
        description: "Either these messages, or a `reason`.",
      }),
    ),
    ...filters,
  },
  strict,
);
export type RedriveBody = Static<typeof RedriveBody>;

/** What became of each, and what is left to do. */
export const RedriveReply = Type.Object(
  {
    redriven: Type.Array(Type.Object({ id: Type.String(), redrivenAs: Type.String() }, strict), {
      description: "Sent again, now or by an earlier request.",
    }),
    refused: Type.Array(
      Type.Object({ id: Type.String(), code: Type.String(), message: Type.String() }, strict),
    ),
    remaining: Type.Integer({
      minimum: 0,
      description: "Letters of the same reason and time that were not looked at yet.",
    }),
    nextCursor: Type.Optional(
      Type.String({ description: "Give it as `cursor` to go on with those that remain." }),
    ),
  },
  strict,
);
export type RedriveReply = Static<typeof RedriveReply>;
