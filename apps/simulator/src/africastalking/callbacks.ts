import type { CallbackPurpose } from "../callbacks/callbacks.ts";
import type { Reporter, ReportStep } from "../callbacks/reports.ts";
import type { GatewayParts } from "../gateway.ts";
import type { WayBack } from "../phones/phones.ts";
import type { AfricasTalkingAccount } from "./accounts.ts";
import { failureReasons } from "./codes.ts";

/** Reports go to the account's URL, for there is none per message. */
export function reporter(
  parts: GatewayParts,
  account: AfricasTalkingAccount,
  phoneNumber: string,
  id: string,
): Reporter {
  return async (step, notify) => {
    if (!notify || !account.statusUrl) return;
    const networkCode = networkOf(phoneNumber);
    const form = { id, phoneNumber, networkCode, ...wordsOf(step) };
    await post(parts, account.statusUrl, "status", id, form);
  };
}

function wordsOf(step: ReportStep): Record<string, string> {
  switch (step.state) {
    case "sent":
      return { status: "Sent" };
    case "delivered":
      return { status: "Success" };
    case "expired":
      return { status: "Expired" };
    case "failed":
      return { status: failureReasons[step.code] ?? "Failed", failureReason: step.code };
  }
}

/** Brings what a phone answers to a short code; names cannot be answered. */
export function wayBack(
  parts: GatewayParts,
  accounts: ReadonlyMap<string, AfricasTalkingAccount>,
  username: string,
  phone: string,
  sender: string,
): WayBack {
  return (text) => {
    const url = accounts.get(username)?.inboundUrl;
    if (!url || !/^\+?\d+$/.test(sender)) return undefined;
    const id = crypto.randomUUID();
    return post(parts, url, "inbound", id, {
      date: parts.now().toISOString().replace(/\.\d+/, ""),
      from: phone,
      id,
      linkId: crypto.randomUUID(),
      text,
      to: sender,
      cost: "0",
      networkCode: networkOf(phone),
    });
  };
}

/** Nothing is signed, and nothing is repeated. */
async function post(
  { callbacks }: GatewayParts,
  url: string,
  purpose: CallbackPurpose,
  messageId: string,
  form: Record<string, string>,
): Promise<void> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = new URLSearchParams(form).toString();
  const call = { purpose, messageId, url, method: "POST", headers, body } as const;
  await callbacks.send({ provider: "africastalking", ...call }, () => undefined);
}

/** Safaricom for Kenya, else the sandbox's own network. */
function networkOf(number: string): string {
  return number.startsWith("+254") ? "63902" : "99999";
}
