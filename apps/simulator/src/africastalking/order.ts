import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { parseJson } from "../http/read-body.ts";

/** A call as read; what is missing is undefined. */
export interface Order {
  username: string | undefined;
  /** As they came. */
  to: string[];
  message: string | undefined;
  from: string | undefined;
  enqueue: boolean;
}

const BulkBody = Type.Partial(
  Type.Object({
    username: Type.String(),
    message: Type.String(),
    senderId: Type.String(),
    phoneNumbers: Type.Array(Type.String()),
    enqueue: Type.Union([Type.Boolean(), Type.Number(), Type.String()]),
  }),
);

/** The form of the plain endpoint: numbers in one list with commas. */
export function readForm(body: string): Order {
  const form = new URLSearchParams(body);
  const text = (name: string) => form.get(name) || undefined;
  return {
    username: text("username"),
    to: listOf(text("to")),
    message: text("message"),
    from: text("from"),
    enqueue: form.get("enqueue") === "1",
  };
}

/** The bulk endpoint, in JSON or as a form: its fields have other names. */
export function readBulk(body: string, headers: Headers): Order {
  if (!headers.get("content-type")?.includes("json")) {
    const form = new URLSearchParams(body);
    const { username, message, enqueue } = readForm(body);
    const to = form.getAll("phoneNumbers").flatMap((numbers) => listOf(numbers));
    return { username, message, enqueue, to, from: form.get("senderId") || undefined };
  }
  const json = parseJson(body);
  const read = Value.Check(BulkBody, json) ? json : {};
  return {
    username: read.username || undefined,
    to: read.phoneNumbers ?? [],
    message: read.message || undefined,
    from: read.senderId || undefined,
    enqueue: [true, 1, "1", "true"].some((yes) => yes === read.enqueue),
  };
}

function listOf(numbers: string | undefined): string[] {
  return numbers ? numbers.split(",").map((number) => number.trim()) : [];
}
