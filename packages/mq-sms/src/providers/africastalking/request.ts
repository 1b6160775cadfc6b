import { formOf, type RequestBody } from "../../http.ts";
import type { OutboundSms } from "../../provider.ts";
import type { AfricasTalkingSettings } from "./settings.ts";

/** Messages with the same text and sender, to numbers that are all different. */
export type Call = readonly [OutboundSms, ...OutboundSms[]];

/** The form of one call (`POST /version1/messaging`). */
export function toForm(settings: AfricasTalkingSettings, call: Call): RequestBody {
  const { username, keyword, sender, enqueue } = settings;
  const [{ text, from = sender }] = call;
  return formOf({
    username,
    to: call.map(({ to }) => to).join(","),
    message: text,
    from,
    // 1: the sender pays. A premium service charges the recipient.
    bulkSMSMode: keyword === undefined ? "1" : "0",
    keyword,
    enqueue: enqueue && call.length > 1 ? "1" : undefined,
  });
}

/**
 * Puts messages together that one call can take. The answer names recipients by number alone, so
 * two messages to one number never share a call: nobody could tell which of them was taken.
 */
export function toCalls(messages: readonly OutboundSms[], batchSize: number): Call[] {
  const calls: { readonly key: string; readonly numbers: Set<string>; call: Call }[] = [];
  const open = new Map<string, typeof calls>();
  for (const message of messages) {
    const key = JSON.stringify([message.text, message.from]);
    const alike = open.get(key) ?? [];
    const room = alike.find(({ numbers }) => numbers.size < batchSize && !numbers.has(message.to));
    if (room === undefined) {
      const begun = { key, numbers: new Set([message.to]), call: [message] as const };
      calls.push(begun);
      open.set(key, [...alike, begun]);
    } else {
      room.numbers.add(message.to);
      room.call = [...room.call, message];
    }
  }
  return calls.map(({ call }) => call);
}
