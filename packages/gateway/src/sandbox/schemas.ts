import { type Static, Type } from "@sinclair/typebox";
import { Category } from "../messages/schemas.ts";

const strict = { additionalProperties: false } as const;

/** Messages of one page. */
export const mostSandboxMessages = 100;

/** Which messages of the sandbox to list. */
export const SandboxQuery = Type.Object(
  {
    phone: Type.Optional(Type.String({ minLength: 1, maxLength: 32, examples: ["+84912345678"] })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: mostSandboxMessages, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 64, description: "`nextCursor` of a page." })),
  },
  strict,
);
export type SandboxQuery = Static<typeof SandboxQuery>;

/** A message as a phone would have got it. */
export const SandboxMessage = Type.Object(
  {
    id: Type.String({
      description: "Of the message.",
      examples: ["msg_01jd3k7m9wf8v9a2b4c6d8e0fg"],
    }),
    to: Type.String({ description: "E.164." }),
    from: Type.Optional(Type.String({ description: "Sender ID that it asked for." })),
    text: Type.String({ description: "Whole, with the code of a one-time code." }),
    category: Category,
    receivedAt: Type.String({ format: "date-time" }),
  },
  strict,
);
export type SandboxMessage = Static<typeof SandboxMessage>;

/** One page, newest first. */
export const SandboxPage = Type.Object(
  {
    data: Type.Array(SandboxMessage),
    nextCursor: Type.Optional(Type.String()),
    hasMore: Type.Boolean(),
  },
  strict,
);
export type SandboxPage = Static<typeof SandboxPage>;
