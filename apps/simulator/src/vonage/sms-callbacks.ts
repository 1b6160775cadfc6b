import type { CallbackPurpose, Retry } from "../callbacks/callbacks.ts";
import type { Reporter, ReportStep } from "../callbacks/reports.ts";
import type { GatewayParts } from "../gateway.ts";
import { isGsm, partsOf } from "../gsm7.ts";
import type { WayBack } from "../phones/phones.ts";
import type { VonageAccount } from "./accounts.ts";
import { deliveryFaults, faultOf } from "./codes.ts";
import { signParameters } from "./signature.ts";
import { networkOf, price } from "./sms-api.ts";
import type { SmsOrder } from "./sms-order.ts";

type Parameters = Record<string, string>;

/** Anything but 200 to 205 is tried again; five times here, where the provider goes on for a day. */
export const retry: Retry = (outcome, attempt) => {
  const isTaken = typeof outcome === "number" && outcome >= 200 && outcome <= 205;
  return isTaken || attempt >= 5 ? undefined : 1000 * 2 ** attempt;
};

/** One report for each part, in the way that the account has chosen. */
export function smsReporter(
  parts: GatewayParts,
  account: VonageAccount,
  order: SmsOrder,
  ids: string[],
): Reporter {
  return async (step, notify) => {
    const { callback } = order;
    if (!notify || !callback) return;
    for (const messageId of ids) {
      const parameters = {
        msisdn: order.to,
        to: order.from,
        "network-code": networkOf(order.to),
        messageId,
        price,
        scts: sctsOf(parts.now()),
        "message-timestamp": stampOf(parts.now()),
        "api-key": account.apiKey,
        ...(order.clientRef !== undefined && { "client-ref": order.clientRef }),
        ...wordsOf(step),
      };
      await call(parts, account, { url: callback, purpose: "status", messageId }, parameters);
    }
  };
}

function wordsOf(step: ReportStep): Parameters {
  switch (step.state) {
    case "sent":
      return { status: "accepted", "err-code": "0" };
    case "delivered":
      return { status: "delivered", "err-code": "0" };
    case "expired":
      return { status: "expired", "err-code": "1" };
    case "failed":
      return { status: "failed", "err-code": faultOf(deliveryFaults, step.code).sms ?? "99" };
  }
}

/** Brings what a phone answers; a long text in parts, the last one first. */
export function smsWayBack(
  parts: GatewayParts,
  accounts: ReadonlyMap<string, VonageAccount>,
  apiKey: string,
  order: SmsOrder,
): WayBack {
  return (text) => {
    const account = accounts.get(apiKey);
    if (!account?.inboundUrl || !/^\d+$/.test(order.from)) return undefined;
    return postInbound(parts, account, account.inboundUrl, order, text);
  };
}

async function postInbound(
  parts: GatewayParts,
  account: VonageAccount,
  url: string,
  order: SmsOrder,
  text: string,
): Promise<void> {
  const pieces = partsOf(text);
  const reference = String(Math.floor(Math.random() * 255) + 1);
  const numbered = pieces.map((piece, index) => ({ piece, number: index + 1 })).reverse();
  for (const { piece, number } of numbered) {
    const messageId = crypto.randomUUID().replaceAll("-", "").slice(-16).toUpperCase();
    const parameters = {
      msisdn: order.to,
      to: order.from,
      messageId,
      text: piece,
      type: isGsm(text) ? "text" : "unicode",
      keyword: (text.trim().split(/\s+/)[0] ?? "").toUpperCase(),
      "message-timestamp": stampOf(parts.now()),
      "api-key": account.apiKey,
      ...(pieces.length > 1 && {
        concat: "true",
        "concat-ref": reference,
        "concat-total": String(pieces.length),
        "concat-part": String(number),
      }),
    };
    await call(parts, account, { url, purpose: "inbound", messageId }, parameters);
  }
}

async function call(
  { callbacks, now }: GatewayParts,
  account: VonageAccount,
  target: { url: string; purpose: CallbackPurpose; messageId: string },
  given: Parameters,
): Promise<void> {
  const parameters = account.signCallbacks ? signed(given, account, now()) : given;
  const query = new URLSearchParams(parameters).toString();
  const provider = "vonage";
  switch (account.httpMethod) {
    case "GET": {
      const url = target.url + (target.url.includes("?") ? "&" : "?") + query;
      await callbacks.send({ ...target, provider, url, method: "GET" }, retry);
      return;
    }
    case "POST": {
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      await callbacks.send({ ...target, provider, method: "POST", headers, body: query }, retry);
      return;
    }
    case "POST-JSON": {
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify(parameters);
      await callbacks.send({ ...target, provider, method: "POST", headers, body }, retry);
    }
  }
}

function signed(parameters: Parameters, account: VonageAccount, now: Date): Parameters {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const whole = { ...parameters, timestamp, nonce: crypto.randomUUID() };
  return { ...whole, sig: signParameters(whole, account) };
}

/** `2026-01-02 08:31:05`, in UTC. */
function stampOf(date: Date): string {
  return date.toISOString().slice(0, 19).replace("T", " ");
}

/** `YYMMDDHHMM`. */
function sctsOf(date: Date): string {
  return date.toISOString().replace(/\D/g, "").slice(2, 12);
}
