import { type Static, Type } from "@sinclair/typebox";

const strict = { additionalProperties: false } as const;

/** Whose data it is about. In the body, because addresses end up in logs. */
export const PersonBody = Type.Object(
  {
    phone: Type.String({
      minLength: 1,
      maxLength: 32,
      description: "In international form.",
      examples: ["+84912345678"],
    }),
  },
  strict,
);
export type PersonBody = Static<typeof PersonBody>;

/** A request to forget a person, and how far it is. */
export const Erasure = Type.Object(
  {
    id: Type.String({ examples: ["era_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    status: Type.Union([Type.Literal("pending"), Type.Literal("done")]),
    requestedAt: Type.String(),
    finishedAt: Type.Optional(Type.String()),
    messages: Type.Integer({ minimum: 0, description: "Messages to the person, erased so far." }),
    inbound: Type.Integer({ minimum: 0, description: "Messages from the person, erased so far." }),
  },
  strict,
);
export type Erasure = Static<typeof Erasure>;
