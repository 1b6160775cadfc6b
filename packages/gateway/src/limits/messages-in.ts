import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import type { LimitedMessage } from "./scenarios.ts";

/** Routes that send, without the prefix of the version. */
const sendingRoutes: ReadonlySet<string> = new Set([
  "/messages",
  "/messages/batch",
  "/expectations",
  "/sms",
  "/sms/send",
  "/sms/bulk",
  "/api/sms/send",
  "/api/sms/send-bulk",
]);

// Entries name rows, and what the database cannot store as one would fail for all that share its
// statement.
const EntryText = Type.String({ maxLength: 256, pattern: "^[^\\0]*$" });
const One = Type.Object({
  to: Type.Optional(Type.Unknown()),
  receiver: Type.Optional(Type.Unknown()),
  receivers: Type.Optional(Type.Unknown()),
  phoneNumber: Type.Optional(Type.Unknown()),
  recipients: Type.Optional(Type.Unknown()),
  category: Type.Optional(Type.String()),
  metadata: Type.Optional(Type.Record(Type.String(), EntryText)),
});
const Body = Type.Object({
  dryRun: Type.Optional(Type.Unknown()),
  messages: Type.Optional(Type.Unknown()),
});

/** More than any route takes: such a request sends nothing, it is refused by its schema. */
const mostMessages = 1000;

/**
 * The messages that a request would send. Its body was not checked yet: what does not look like a
 * message is none, and the route will say so.
 */
export function messagesIn(method: string, route: string, body: unknown): LimitedMessage[] {
  if (method !== "POST" || !sendingRoutes.has(route.replace(/^\/v\d+/, ""))) return [];
  if (!Value.Check(Body, body) || body.dryRun === true) return [];
  const { messages } = body;
  const found = Array.isArray(messages) ? messages.flatMap(messagesOf) : messagesOf(body);
  return found.length > mostMessages ? [] : found;
}

function messagesOf(value: unknown): LimitedMessage[] {
  if (!Value.Check(One, value)) return [];
  const { to, receiver, receivers, phoneNumber, recipients, category, metadata } = value;
  return [to, receiver, receivers, phoneNumber, recipients]
    .flat()
    .filter((phone) => typeof phone === "string")
    .map((phone) => ({ to: phone, category, metadata }));
}
