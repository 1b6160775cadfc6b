import { type Static, Type } from "@sinclair/typebox";

/** What the stream tells of; each but the last is an event of a message's timeline. */
export const eventTypes = [
  "message.queued",
  "message.deferred",
  "message.lease_reclaimed",
  "message.definite_retry",
  "message.ambiguous_retry",
  "message.submitted",
  "message.attempt_unknown",
  "message.attempt_refused",
  "message.attempt_late_result",
  "message.sent",
  "message.delivered",
  "message.failed",
  "message.rejected",
  "message.expired",
  "message.cancelled",
  "message.report",
  "message.inbound",
] as const;
export type EventType = (typeof eventTypes)[number];

const Instant = Type.String({ examples: ["2026-01-02T08:31:05.123Z"] });
const MessageId = Type.String({ examples: ["msg_01jd3k7m9wf8v9a2b4c6d8e0fg"] });

/** Something happened to a message of ours. No text, no number. */
export const MessageEvent = Type.Object({
  type: Type.String({
    description: "`message.` and what happened.",
    examples: eventTypes.slice(0, -1),
  }),
  id: MessageId,
  at: Instant,
  attempt: Type.Optional(Type.Integer({ minimum: 1 })),
  account: Type.Optional(Type.String()),
  error: Type.Optional(Type.String()),
  providerCode: Type.Optional(Type.String()),
  report: Type.Optional(Type.String()),
  late: Type.Optional(Type.Boolean()),
  until: Type.Optional(Type.String({ description: "It waits until then." })),
  reason: Type.Optional(Type.String({ description: "For which it waits." })),
});
export type MessageEvent = Static<typeof MessageEvent>;

/** Somebody sent a message to us; its text is at `GET /v1/messages?direction=inbound`. */
export const InboundEvent = Type.Object({
  type: Type.Literal("message.inbound"),
  id: MessageId,
  at: Instant,
  account: Type.String(),
  from: Type.String({ description: "Masked.", examples: ["***678"] }),
});
export type InboundEvent = Static<typeof InboundEvent>;

/** The stream could not go on where the reader was, and begins anew: read what you show again. */
export const ResetEvent = Type.Object({
  type: Type.Literal("reset"),
  reason: Type.Union([Type.Literal("expired"), Type.Literal("unknown")], {
    description: "The cursor is older than 7 days, or of another database.",
  }),
});
export type ResetEvent = Static<typeof ResetEvent>;

/** One event of the stream. */
export const StreamEvent = Type.Union([MessageEvent, InboundEvent, ResetEvent]);
export type StreamEvent = Static<typeof StreamEvent>;

/** What a reader gets at a time. Without events it is a sign of life. */
export interface EventPage {
  /** Resumes after all that is told up to here. */
  readonly cursor: string;
  readonly events: readonly { readonly cursor: string; readonly event: StreamEvent }[];
}
