import type { CallbackPurpose } from "../callbacks/callbacks.ts";
import type { Reporter, ReportStep } from "../callbacks/reports.ts";
import type { GatewayParts } from "../gateway.ts";
import { partsOf } from "../gsm7.ts";
import type { WayBack } from "../phones/phones.ts";
import type { VonageAccount } from "./accounts.ts";
import { deliveryFaults, faultOf } from "./codes.ts";
import { signCallback } from "./jwt.ts";
import type { MessagesOrder } from "./messages-api.ts";
import { networkOf, price } from "./sms-api.ts";
import { retry } from "./sms-callbacks.ts";

/** One webhook for each step of the whole message. */
export function messagesReporter(
  parts: GatewayParts,
  account: VonageAccount,
  order: MessagesOrder,
): Reporter {
  return async (step, notify) => {
    const { webhookUrl: url, uuid, clientRef } = order;
    if (!notify || !url) return;
    const count = partsOf(order.text).length;
    await post(parts, account, url, "status", {
      message_uuid: uuid,
      to: order.to,
      from: order.from,
      timestamp: parts.now().toISOString(),
      ...wordsOf(step),
      channel: "sms",
      ...(clientRef !== undefined && { client_ref: clientRef }),
      usage: { currency: "EUR", price: (Number(price) * count).toFixed(4) },
      destination: { network_code: networkOf(order.to) },
      sms: { count_total: String(count) },
    });
  };
}

function wordsOf(step: ReportStep): object {
  if (step.state === "sent") return { status: "submitted" };
  if (step.state === "delivered") return { status: "delivered" };
  const code = step.state === "failed" ? step.code : "1360";
  // The provider's word for what its carriers call unknown.
  const { messages = "1330", text } = faultOf(deliveryFaults, code);
  const type = `https://developer.vonage.com/api-errors/messages#${messages}`;
  const error = { type, title: messages, detail: text, instance: crypto.randomUUID() };
  return { status: "rejected", error };
}

/** Brings what a phone answers, a long text in one piece. */
export function messagesWayBack(
  parts: GatewayParts,
  accounts: ReadonlyMap<string, VonageAccount>,
  apiKey: string,
  order: MessagesOrder,
): WayBack {
  return (text) => {
    const account = accounts.get(apiKey);
    if (!account?.inboundUrl || !/^\d+$/.test(order.from)) return undefined;
    const count = partsOf(text).length;
    return post(parts, account, account.inboundUrl, "inbound", {
      message_uuid: crypto.randomUUID(),
      to: order.from,
      from: order.to,
      timestamp: parts.now().toISOString(),
      channel: "sms",
      message_type: "text",
      text,
      sms: {
        num_messages: String(count),
        keyword: (text.trim().split(/\s+/)[0] ?? "").toUpperCase(),
      },
      usage: { currency: "EUR", price: "0.0000" },
    });
  };
}

async function post(
  { callbacks, now }: GatewayParts,
  account: VonageAccount,
  url: string,
  purpose: CallbackPurpose,
  content: { message_uuid: string; [name: string]: unknown },
): Promise<void> {
  const body = JSON.stringify(content);
  const authorization = `Bearer ${signCallback(account, body, now())}`;
  const headers = { "content-type": "application/json", authorization };
  const messageId = content.message_uuid;
  const callback = { provider: "vonage", purpose, messageId, url, method: "POST" } as const;
  await callbacks.send({ ...callback, headers, body }, retry);
}
