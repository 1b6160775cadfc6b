import { type Static, Type } from "@sinclair/typebox";

const strict = { additionalProperties: false } as const;
const Hash = Type.String({ pattern: "^[0-9a-f]{64}$", description: "SHA-256." });
const Instant = Type.String({ examples: ["2026-01-02T08:31:05.123Z"] });
const Seq = Type.Integer({ minimum: 1, description: "Place in the chain." });

/** One entry of the audit. `hash` is over `prevHash` and all else, see `hashOf`. */
export const AuditRecord = Type.Object(
  {
    organizationId: Type.String(),
    seq: Seq,
    at: Instant,
    actor: Type.String({ examples: ["key:key_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    action: Type.String({ examples: ["setting.changed"] }),
    target: Type.Optional(Type.String({ examples: ["INTEGRATION/vnpay"] })),
    details: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: "Nothing secret, no full number.",
      }),
    ),
    ip: Type.Optional(
      Type.String({ description: "Network of the caller.", examples: ["203.0.113.0/24"] }),
    ),
    requestId: Type.Optional(Type.String()),
    prevHash: Hash,
    hash: Hash,
  },
  strict,
);
export type AuditRecord = Static<typeof AuditRecord>;

/** A signed statement that the chain had reached `hash` at `seq`. */
export const AuditHead = Type.Object(
  {
    organizationId: Type.String(),
    seq: Seq,
    hash: Hash,
    signedAt: Instant,
    signature: Type.String({ description: "Ed25519 in base64, see `headText`." }),
  },
  strict,
);
export type AuditHead = Static<typeof AuditHead>;

const label = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 128, description }));
// Of this millennium, so that no year is beyond what the database knows.
const time = (description: string) =>
  Type.Optional(
    Type.String({
      pattern:
        "^2\\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?(Z|[+-](0\\d|1[0-4]):[0-5]\\d)$",
      description,
      examples: ["2026-01-02T08:31:05Z"],
    }),
  );

/** Most entries of one page. */
export const mostRecords = 200;

/** Which entries to list. */
export const AuditQuery = Type.Object(
  {
    actor: label("Done by it."),
    action: label("This action, or with a trailing `.` all that begin so."),
    target: label("Done to it."),
    from: time("At or after it."),
    to: time("Before it."),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: mostRecords, default: 50 })),
    cursor: Type.Optional(
      Type.String({ pattern: "^[0-9]{1,15}$", description: "`nextCursor` of a page." }),
    ),
  },
  strict,
);
export type AuditQuery = Static<typeof AuditQuery>;

/** One page, newest first. */
export const AuditPage = Type.Object(
  {
    data: Type.Array(AuditRecord),
    nextCursor: Type.Optional(Type.String()),
    hasMore: Type.Boolean(),
  },
  strict,
);
export type AuditPage = Static<typeof AuditPage>;

/** Where a chain is broken, and how it shows. */
export const AuditBreak = Type.Object(
  {
    seq: Seq,
    reason: Type.Union(
      [
        Type.Literal("altered"),
        Type.Literal("unlinked"),
        Type.Literal("missing"),
        Type.Literal("head_differs"),
        Type.Literal("bad_signature"),
      ],
      {
        description:
          "The entry is not what its hash is over; it does not follow the one before; it is not there; it is not what was signed; the signature of its head is not ours.",
      },
    ),
  },
  strict,
);
export type AuditBreak = Static<typeof AuditBreak>;

/** What a look at a whole chain found. */
export const AuditVerification = Type.Object(
  {
    valid: Type.Boolean(),
    entries: Type.Integer({
      minimum: 0,
      description: "Looked at, up to the break if there is one.",
    }),
    first: Type.Optional(Seq),
    last: Type.Optional(Seq),
    signedThrough: Type.Optional(
      Type.Integer({ description: "Up to here a signed head vouches for the chain." }),
    ),
    publicKey: Type.Optional(
      Type.String({ description: "Checks the heads: SPKI in base64. Keep a copy elsewhere." }),
    ),
    broken: Type.Optional(AuditBreak),
  },
  strict,
);
export type AuditVerification = Static<typeof AuditVerification>;
