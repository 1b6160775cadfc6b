import { type Static, Type } from "@sinclair/typebox";

const strict = { additionalProperties: false } as const;
const Phone = Type.String({ description: "E.164.", examples: ["+84912345678"] });

/** What somebody said. */
export const ConsentKind = Type.Union([Type.Literal("opted_out"), Type.Literal("opted_in")]);
export type ConsentKind = Static<typeof ConsentKind>;

/** As it is stored: what it is about; empty is all but one-time codes. */
export type ConsentCategory = "promotional" | "transactional" | "";

/** What it is about, as it is told outside. */
export const ConsentScope = Type.Union(
  [Type.Literal("promotional"), Type.Literal("transactional"), Type.Literal("all")],
  { description: "Which messages. `all` is all but one-time codes, which always arrive." },
);
export type ConsentScope = Static<typeof ConsentScope>;

/** How we know: the person themselves, or somebody for them (`api`, `console`, `import`). */
export const ConsentSource = Type.Union(
  [
    Type.Literal("keyword"),
    Type.Literal("provider"),
    Type.Literal("carrier-error"),
    Type.Literal("api"),
    Type.Literal("console"),
    Type.Literal("import"),
  ],
  {
    description:
      "`keyword`: they wrote it to us. `provider`: they told the provider. `carrier-error`: a message to them was refused because they had opted out. The others were done for them.",
  },
);
export type ConsentSource = Static<typeof ConsentSource>;

const Sender = Type.String({
  pattern: "^[ -~]{1,15}$",
  description: "Only messages of this sender; every one where it is absent.",
});

/** What an operator says for somebody. */
export const ConsentBody = Type.Object(
  {
    phone: Type.String({ minLength: 1, maxLength: 32, examples: ["+84912345678"] }),
    kind: ConsentKind,
    sender: Type.Optional(Sender),
    category: Type.Optional(
      Type.Union([...ConsentScope.anyOf], {
        description:
          "Which messages. Where it is absent: promotional for an opt-out, all for an opt-in.",
      }),
    ),
    reason: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: "Kept with it, for whoever asks later.",
        examples: ["Asked for it by phone."],
      }),
    ),
  },
  strict,
);
export type ConsentBody = Static<typeof ConsentBody>;

/** Something that was said about being written to. */
export const ConsentEvent = Type.Object(
  {
    id: Type.String({ examples: ["cse_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    kind: ConsentKind,
    category: ConsentScope,
    sender: Type.Optional(Sender),
    source: ConsentSource,
    keyword: Type.Optional(Type.String({ description: "The word that they wrote." })),
    reason: Type.Optional(Type.String()),
    inboundId: Type.Optional(Type.String({ description: "The message that said it." })),
    actor: Type.Optional(Type.String({ description: "Who did it for them." })),
    at: Type.String(),
  },
  strict,
);
export type ConsentEvent = Static<typeof ConsentEvent>;

const optOut = {
  category: ConsentScope,
  sender: Type.Optional(Sender),
  source: Type.String({ description: "As of the event that made it." }),
  at: Type.String(),
};

/** Somebody who wants no such messages. */
export const OptOut = Type.Object({ phone: Phone, ...optOut }, strict);
export type OptOut = Static<typeof OptOut>;

const page = {
  nextCursor: Type.Optional(Type.String()),
  hasMore: Type.Boolean(),
};
const paging = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 128, description: "`nextCursor` of a page." })),
};

/** Where somebody stands, and how it came to that, newest first. */
export const ConsentState = Type.Object(
  {
    phone: Phone,
    optOuts: Type.Array(Type.Object(optOut, strict)),
    events: Type.Array(ConsentEvent),
    ...page,
  },
  strict,
);
export type ConsentState = Static<typeof ConsentState>;

/** Which page of somebody's history, or of opt-outs. */
export const ConsentQuery = Type.Object(paging, strict);
export type ConsentQuery = Static<typeof ConsentQuery>;

/** One page of opt-outs, the last one first. */
export const OptOutPage = Type.Object({ data: Type.Array(OptOut), ...page }, strict);
export type OptOutPage = Static<typeof OptOutPage>;
