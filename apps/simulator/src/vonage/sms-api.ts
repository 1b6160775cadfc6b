import type { Decision, Incoming } from "../exchange.ts";
import { jsonAnswer } from "../faults.ts";
import type { GatewayParts } from "../gateway.ts";
import type { Scenario } from "../scenario.ts";
import type { VonageAccount } from "./accounts.ts";
import { byParameters } from "./admit.ts";
import { type Fault, faultOf, faults } from "./codes.ts";
import { smsReporter, smsWayBack } from "./sms-callbacks.ts";
import { readParameters, readSmsOrder, type SmsOrder } from "./sms-order.ts";

/** Euro for each part. */
export const price = "0.03330000";

/** One request to `/sms/json`: HTTP 200 whatever comes of it, and one entry for each part. */
export function incomingSms(
  parts: GatewayParts,
  accounts: ReadonlyMap<string, VonageAccount>,
  headers: Headers,
  body: string,
): Incoming {
  const parameters = readParameters(body, headers);
  const to = parameters["to"] ? `+${parameters["to"].replace(/^\+/, "")}` : null;

  function decide([scenario]: (Scenario | undefined)[]) {
    const account = byParameters(accounts, headers, parameters, parts.now());
    const order = typeof account === "string" ? account : readSmsOrder(parameters, account);
    if (typeof account === "string" || typeof order === "string") {
      const status = typeof order === "string" ? order : "4";
      return refusal(faultOf(faults, status), scenario);
    }
    const fault = faultOfPlay(scenario);
    const taken = fault?.sms === "1" && order.parts.length > 1 ? 1 : fault ? 0 : order.parts.length;
    return fault && taken === 0 ? refusal(fault, scenario) : take(order, account, scenario, taken);
  }

  /** Takes the first parts; the rest is refused for being too many at once. */
  function take(
    order: SmsOrder,
    account: VonageAccount,
    scenario: Scenario | undefined,
    taken: number,
  ) {
    const ids = order.parts.slice(0, taken).map(() => newId());
    const entries = order.parts.map((_, index) => {
      const id = ids[index];
      return id === undefined ? refusedEntry(faultOf(faults, "1")) : entry(order, account, id);
    });
    parts.phones.deliver(
      `+${order.to}`,
      { from: order.from, text: order.parts.slice(0, taken).join(""), provider: "vonage" },
      smsWayBack(parts, accounts, account.apiKey, order),
    );
    const decision: Decision = {
      messageId: ids[0] ?? null,
      to,
      scenario,
      outcome: taken < order.parts.length ? "1" : "0",
      accepted: true,
      report: smsReporter(parts, account, order, ids),
    };
    return { answer: answerOf(entries), decisions: [decision] };
  }

  function refusal(fault: Fault, scenario: Scenario | undefined) {
    const outcome = fault.sms ?? "99";
    const decision = { messageId: null, to, scenario, outcome, accepted: false };
    return { answer: answerOf([refusedEntry(fault)]), decisions: [decision] };
  }

  return { messages: [{ messageId: null, to }], decide };
}

/** The fault that a scenario asks for. */
export function faultOfPlay(scenario: Scenario | undefined): Fault | undefined {
  return scenario?.scenario === "code" && scenario.code
    ? faultOf(faults, scenario.code)
    : undefined;
}

function answerOf(messages: object[]) {
  return jsonAnswer({ "message-count": String(messages.length), messages });
}

function entry({ to, clientRef }: SmsOrder, account: VonageAccount, id: string) {
  return {
    to,
    "message-id": id,
    status: "0",
    "remaining-balance": account.balance.toFixed(8),
    "message-price": price,
    network: networkOf(to),
    ...(clientRef !== undefined && { "client-ref": clientRef }),
  };
}

function refusedEntry({ sms = "99", text }: Fault) {
  const wait = sms === "1" ? " - please wait [ 250 ] and retry" : "";
  return { status: sms, "error-text": text + wait };
}

/** Sixteen hex digits. */
function newId(): string {
  return crypto.randomUUID().replaceAll("-", "").slice(-16).toUpperCase();
}

/** MCC and MNC: Viettel-like for Vietnam, else one that no network has. */
export function networkOf(to: string): string {
  return to.startsWith("84") ? "45201" : "00101";
}
