import { BoundedMap } from "../bounded-map.ts";
import type { Reporter } from "../callbacks/reports.ts";
import type { GatewayParts } from "../gateway.ts";
import { partsOf } from "../gsm7.ts";
import type { WayBack } from "../phones/phones.ts";
import type { TwilioAccount } from "./accounts.ts";
import { postInbound, postStatus } from "./callbacks.ts";
import { failureStatus, reportCodes } from "./codes.ts";
import { isNumber, type Order } from "./judge.ts";
import { createMessage, type Message, rfc2822 } from "./message.ts";
import { createOptOuts } from "./opt-outs.ts";

/** Twilio's messages, what becomes of them, and what is said in return. */
export interface Mailbox {
  /** Whether the phone told this sender to stop. */
  isOptedOut(order: Order): boolean;
  /** Creates a message and delivers it, or fails it at once with `code`. */
  take(
    order: Order,
    account: TwilioAccount,
    code: string | undefined,
  ): { message: Message; report?: Reporter };
  /** The messages of an account, oldest first. */
  of(accountSid: string): Message[];
  find(accountSid: string, sid: string): Message | undefined;
  forget(): void;
}

/** Starts empty; keeps the newest 100,000 messages. */
export function createMailbox(
  { phones, callbacks, now }: GatewayParts,
  accounts: ReadonlyMap<string, TwilioAccount>,
): Mailbox {
  const messages = new BoundedMap<string, Message>(100_000);
  const optOuts = createOptOuts();

  function say(account: TwilioAccount, phone: string, from: string, text: string): void {
    phones.deliver(phone, { from, text, provider: "twilio" }, wayBack(account, phone, from));
  }

  /** Names cannot be answered. What the receiver's TwiML says goes back to the phone. */
  function wayBack(account: TwilioAccount, phone: string, sender: string): WayBack {
    return (text) => {
      const { inboundUrl } = accounts.get(account.accountSid) ?? account;
      if (!isNumber(sender) || !inboundUrl) return undefined;
      const confirmation = optOuts.hear(phone, sender, text);
      if (confirmation) say(account, phone, sender, confirmation);
      const inbound = { from: phone, to: sender, body: text };
      return postInbound(callbacks, account, inboundUrl, inbound).then((texts) => {
        if (optOuts.has(phone, sender)) return;
        for (const body of texts) say(account, phone, sender, body);
      });
    };
  }

  function reporter(message: Message, order: Order, account: TwilioAccount): Reporter {
    const url = order.statusCallback ?? account.statusUrl;
    return async (step, notify) => {
      message.from = order.sender;
      message.num_segments = String(partsOf(order.body).length);
      const code = step.state === "expired" ? "30036" : step.state === "failed" && step.code;
      const status = code ? failureStatus(code) : step.state;
      // Reports may come in any order; the message itself never goes back.
      if (code) fail(message, status, code);
      else if (message.status !== "delivered") message.status = status;
      message.date_sent ??= rfc2822(now());
      message.date_updated = rfc2822(now());
      if (step.state === "delivered") message.price = "-0.00750";
      if (notify && url) await postStatus(callbacks, account, url, message, status);
    };
  }

  function fail(message: Message, status: string, code: string): void {
    message.status = status;
    message.error_code = Number(code);
    message.error_message = reportCodes[code] ?? null;
  }

  return {
    isOptedOut: ({ to, sender }) => optOuts.has(to, sender),
    take(order, account, code) {
      const message = createMessage(order, account, now());
      messages.set(message.sid, message);
      if (code) {
        fail(message, "failed", code);
        return { message };
      }
      say(account, order.to, order.sender, order.body);
      return { message, report: reporter(message, order, account) };
    },
    of: (accountSid) => [...messages.values()].filter((each) => each.account_sid === accountSid),
    find(accountSid, sid) {
      const message = messages.get(sid);
      return message?.account_sid === accountSid ? message : undefined;
    },
    forget() {
      messages.clear();
      optOuts.clear();
    },
  };
}
