import { type Static, Type } from "@sinclair/typebox";
import { GuardReason, Verdict } from "./reasons.ts";

const strict = { additionalProperties: false } as const;

/** Rows of one page at most. */
export const mostRows = 100;

/** First part of the public ids. */
export const decisionPrefix = "gdn";
export const incidentPrefix = "blk";

const Instant = Type.String({ format: "date-time" });
const Cursor = Type.String({ maxLength: 64, description: "`nextCursor` of a page." });
const Limit = Type.Integer({ minimum: 1, maximum: mostRows, default: 50 });
const Key = (description: string) => Type.String({ description, examples: ["tQ0vX1u6x9Zr"] });

/** Which decisions to list. */
export const GuardDecisionQuery = Type.Object(
  {
    verdict: Type.Optional(Verdict),
    reason: Type.Optional(GuardReason),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Limit),
  },
  strict,
);
export type GuardDecisionQuery = Static<typeof GuardDecisionQuery>;

/** What was decided about one text. */
export const GuardDecision = Type.Object(
  {
    id: Type.String({ examples: ["gdn_01kage5zv4f6rv3t3g0vr2k4dp"] }),
    at: Instant,
    verification: Type.String({ description: "Id of the verification, `otp_…`." }),
    kind: Type.Union([Type.Literal("request"), Type.Literal("resend")]),
    purpose: Type.String(),
    phone: Type.String({ description: "Masked.", examples: ["***678"] }),
    phoneKey: Key("The same for the same number; nothing can be read from it."),
    clientKey: Type.Optional(Key("The same for the same client address.")),
    country: Type.String({ description: "ISO 3166-1 alpha-2; `001` for satellite phones." }),
    prefix: Type.String({ description: "Range of the operator.", examples: ["+84912"] }),
    verdict: Verdict,
    reasons: Type.Array(GuardReason),
    sent: Type.Boolean(),
    verifiedAt: Type.Optional(Instant),
  },
  strict,
);
export type GuardDecision = Static<typeof GuardDecision>;

/** One page, the newest first. */
export const GuardDecisionPage = Type.Object(
  {
    data: Type.Array(GuardDecision),
    nextCursor: Type.Optional(Type.String()),
    hasMore: Type.Boolean(),
  },
  strict,
);
export type GuardDecisionPage = Static<typeof GuardDecisionPage>;

/** Which blocks or alerts to list. */
export const GuardIncidentQuery = Type.Object(
  { cursor: Type.Optional(Cursor), limit: Type.Optional(Limit) },
  strict,
);
export type GuardIncidentQuery = Static<typeof GuardIncidentQuery>;

/** A conversion that was too low, and what followed from it. */
export const GuardIncidentView = Type.Object(
  {
    id: Type.String({ examples: ["blk_01kage5zv4f6rv3t3g0vr2k4dp"] }),
    level: Type.Union([Type.Literal("scope"), Type.Literal("country"), Type.Literal("prefix")]),
    area: Type.String({ description: "`VN`, `+84912`, or empty for all.", examples: ["+84912"] }),
    sent: Type.Integer({ description: "Texts that it was judged by." }),
    verified: Type.Integer({ description: "Those of them that somebody verified." }),
    active: Type.Boolean(),
    since: Instant,
    until: Type.String({ format: "date-time", description: "Ends by itself." }),
    liftedAt: Type.Optional(Instant),
    liftedBy: Type.Optional(Type.String()),
  },
  strict,
);
export type GuardIncidentView = Static<typeof GuardIncidentView>;

/** One page, the newest first. */
export const GuardIncidentPage = Type.Object(
  {
    data: Type.Array(GuardIncidentView),
    nextCursor: Type.Optional(Type.String()),
    hasMore: Type.Boolean(),
  },
  strict,
);
export type GuardIncidentPage = Static<typeof GuardIncidentPage>;

/** Path of the route that names a block. */
export const GuardBlockPath = Type.Object({
  id: Type.String({ pattern: "^blk_[0-7][0-9a-hjkmnp-tv-z]{25}$" }),
});
