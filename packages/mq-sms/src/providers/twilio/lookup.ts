import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import type { ReportFact } from "../../callbacks/facts.ts";
import type { HttpResult } from "../../http.ts";
import type { MessageReference } from "../../provider.ts";
import { priceOf, segmentsOf, twilioMessage } from "./answer.ts";
import type { TwilioClient } from "./client.ts";
import { readStatus } from "./status.ts";

const List = Type.Object({
  messages: Type.Array(Type.Unknown()),
  next_page_uri: Type.Optional(Type.Union([Type.String(), Type.Null()])),
});

/** Clocks differ, and Twilio creates a message some seconds after it has read the request. */
const windowMs = { before: 60_000, after: 5 * 60_000 };

/** Asks for one message by its SID, or finds the only one that can be it. */
export async function lookUp(
  client: TwilioClient,
  reference: MessageReference,
  signal: AbortSignal,
): Promise<ReportFact | undefined> {
  const { providerMessageId: sid } = reference;
  if (sid !== undefined) {
    return factOf(jsonOf(await client.get(`Messages/${encodeURIComponent(sid)}.json`, "", signal)));
  }
  const list = jsonOf(await client.get("Messages.json", listQuery(reference), signal));
  // On another page there may be another message that fits.
  if (!Value.Check(List, list) || list.next_page_uri) return undefined;
  const found = list.messages.filter((message) => mayBe(message, reference));
  // Two texts that look the same cannot be told apart: nothing is known then.
  return found.length === 1 ? factOf(found[0]) : undefined;
}

function listQuery({ to, sentAt }: MessageReference): string {
  const since = new Date(sentAt.getTime() - windowMs.before).toISOString();
  return `?${new URLSearchParams({ To: to, "DateSent>": since, PageSize: "100" })}`;
}

function mayBe(message: unknown, { text, sentAt }: MessageReference): boolean {
  if (!Value.Check(twilioMessage, message) || message.body !== text) return false;
  const after = Date.parse(message.date_created ?? "") - sentAt.getTime();
  return after >= -windowMs.before && after <= windowMs.after;
}

function factOf(message: unknown): ReportFact | undefined {
  if (!Value.Check(twilioMessage, message)) return undefined;
  const errorCode = message.error_code == null ? undefined : String(message.error_code);
  const status = readStatus(message.status ?? "", errorCode);
  if (status === undefined) return undefined;
  const at = new Date(message.date_updated ?? "");
  return {
    ...status,
    providerMessageId: message.sid,
    ...(Number.isNaN(at.getTime()) ? {} : { at: at.toISOString() }),
    ...segmentsOf(message.num_segments),
    ...priceOf(message.price, message.price_unit),
  };
}

/** The JSON of a good answer. */
export const jsonOf = (result: HttpResult): unknown =>
  result.kind === "response" && result.status < 300 && result.body.readable
    ? result.body.json
    : undefined;
