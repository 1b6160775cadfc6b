import { type Static, Type } from "@sinclair/typebox";

const strict = { additionalProperties: false } as const;

/** People that one expectation asks. */
export const mostRecipients = 500;
/** Answers on a page of the quarantine. */
export const mostQuarantined = 100;

const Word = Type.String({
  pattern: "^[A-Za-z]{2,20}$",
  description: "One word.",
  examples: ["APPROVE"],
});

/** Where an expectation stands. */
export const ExpectationStatus = Type.Union([
  Type.Literal("open"),
  Type.Literal("approved"),
  Type.Literal("rejected"),
  Type.Literal("expired"),
]);
export type ExpectationStatus = Static<typeof ExpectationStatus>;

const RequestId = Type.String({
  pattern: "^(?=.*[0-9])(?=(.*[A-Za-z0-9]){4})[A-Za-z0-9]+(-[A-Za-z0-9]+)*$",
  maxLength: 24,
  description: "What people write beside their answer; four letters and digits or more.",
  examples: ["WR-12345"],
});

/** A question that is to be sent. */
export const ExpectationBody = Type.Object(
  {
    kind: Type.String({
      pattern: "^[a-z][a-z0-9_-]{0,39}$",
      description: "What it is about, in your words.",
      examples: ["approval"],
    }),
    requestId: Type.Optional(RequestId),
    recipients: Type.Array(Type.String({ minLength: 1, maxLength: 32 }), {
      minItems: 1,
      maxItems: mostRecipients,
      examples: [["+84912345678", "+84912345679"]],
    }),
    answers: Type.Array(Word, {
      minItems: 1,
      maxItems: 8,
      description: "The first is in favour, any other against.",
      examples: [["APPROVE", "REJECT"]],
    }),
    text: Type.String({
      minLength: 1,
      maxLength: 1000,
      description: "`{request}` stands for the request id.",
      examples: ["Withdrawal {request}: answer APPROVE {request} or REJECT {request}"],
    }),
    expiresAt: Type.String({
      pattern:
        "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?(Z|[+-](0\\d|1[0-4]):[0-5]\\d)$",
      description: "Answers count until then; at most 90 days ahead.",
      examples: ["2026-01-02T08:31:05Z"],
    }),
    quorum: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: mostRecipients,
        description: "So many in favour approve it. All of them where it is absent.",
      }),
    ),
    sender: Type.Optional(
      Type.String({ pattern: "^[ -~]{1,15}$", description: "Our number, which people answer to." }),
    ),
  },
  strict,
);
export type ExpectationBody = Static<typeof ExpectationBody>;

/** A question, who was asked, and what they said. */
export const Expectation = Type.Object(
  {
    id: Type.String({ examples: ["exp_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    kind: Type.String(),
    requestId: Type.String({ examples: ["WR-12345"] }),
    status: ExpectationStatus,
    answers: Type.Array(Type.String()),
    text: Type.String(),
    sender: Type.Optional(Type.String()),
    quorum: Type.Integer(),
    counts: Type.Object(
      {
        asked: Type.Integer(),
        answered: Type.Integer(),
        byAnswer: Type.Record(Type.String(), Type.Integer({ minimum: 0 })),
      },
      strict,
    ),
    recipients: Type.Array(
      Type.Object(
        {
          phone: Type.String(),
          messageId: Type.Optional(Type.String()),
          refusal: Type.Optional(Type.String({ description: "Why the question was not sent." })),
          answer: Type.Optional(Type.String()),
          answeredAt: Type.Optional(Type.String()),
        },
        strict,
      ),
    ),
    expiresAt: Type.String(),
    createdAt: Type.String(),
    decidedAt: Type.Optional(Type.String()),
  },
  strict,
);
export type Expectation = Static<typeof Expectation>;

/** Why an answer was not counted. */
export const QuarantineReason = Type.Union(
  [
    Type.Literal("stranger"),
    Type.Literal("expired"),
    Type.Literal("ambiguous"),
    Type.Literal("unclear"),
    Type.Literal("changed"),
  ],
  {
    description:
      "They were not asked; it came too late; it may be for several; the word is none of the answers; they had answered otherwise.",
  },
);
export type QuarantineReason = Static<typeof QuarantineReason>;

/** An answer that waits for a person. */
export const QuarantinedAnswer = Type.Object(
  {
    id: Type.String({ description: "Of the inbound message.", examples: ["msg_01jd3k…"] }),
    phone: Type.String(),
    number: Type.String(),
    reason: QuarantineReason,
    text: Type.Union([Type.String(), Type.Null()]),
    expectationId: Type.Optional(Type.String()),
    answer: Type.Optional(Type.String()),
    receivedAt: Type.String(),
    resolution: Type.Optional(Type.Union([Type.Literal("assigned"), Type.Literal("dismissed")])),
    resolvedBy: Type.Optional(Type.String()),
    resolvedAt: Type.Optional(Type.String()),
  },
  strict,
);
export type QuarantinedAnswer = Static<typeof QuarantinedAnswer>;

/** Which quarantined answers to list. */
export const QuarantineQuery = Type.Object(
  {
    resolved: Type.Optional(Type.Boolean({ description: "Default: those that wait." })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: mostQuarantined, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 64, description: "`nextCursor` of a page." })),
  },
  strict,
);
export type QuarantineQuery = Static<typeof QuarantineQuery>;

/** One page, the newest first. */
export const QuarantinePage = Type.Object(
  {
    data: Type.Array(QuarantinedAnswer),
    nextCursor: Type.Optional(Type.String()),
    hasMore: Type.Boolean(),
  },
  strict,
);
export type QuarantinePage = Static<typeof QuarantinePage>;

/** What a quarantined answer is taken for. */
export const AssignBody = Type.Object(
  {
    expectationId: Type.String({ maxLength: 40, examples: ["exp_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    answer: Word,
  },
  strict,
);
export type AssignBody = Static<typeof AssignBody>;
