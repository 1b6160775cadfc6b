import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import type { Decision, Incoming } from "../exchange.ts";
import { type Answer, jsonAnswer } from "../faults.ts";
import type { GatewayParts } from "../gateway.ts";
import { forceGsm } from "../gsm7.ts";
import { parseJson } from "../http/read-body.ts";
import type { Scenario } from "../scenario.ts";
import type { VonageAccount } from "./accounts.ts";
import { byBasic, byToken } from "./admit.ts";
import { type Fault, faultOf, faults, problemWords } from "./codes.ts";
import { messagesReporter, messagesWayBack } from "./messages-callbacks.ts";
import { faultOfPlay } from "./sms-api.ts";
import { isMsisdn } from "./sms-order.ts";

const MAX_TEXT = 1000;

const Order = Type.Object({
  channel: Type.Literal("sms"),
  message_type: Type.Literal("text"),
  to: Type.String(),
  from: Type.String({ minLength: 1 }),
  text: Type.String({ minLength: 1 }),
  client_ref: Type.Optional(Type.String({ maxLength: 100 })),
  ttl: Type.Optional(Type.Integer({ minimum: 20, maximum: 604_800 })),
  webhook_url: Type.Optional(Type.String()),
  webhook_version: Type.Optional(Type.Union([Type.Literal("v0.1"), Type.Literal("v1")])),
  sms: Type.Optional(
    Type.Object({
      encoding_type: Type.Optional(
        Type.Union([Type.Literal("auto"), Type.Literal("text"), Type.Literal("unicode")]),
      ),
    }),
  ),
});

/** A send of the Messages API that is in order, with the text as the phone will show it. */
export interface MessagesOrder {
  uuid: string;
  to: string;
  from: string;
  text: string;
  clientRef: string | undefined;
  webhookUrl: string | undefined;
}

type Refusal = { fault: Fault; parameter?: string };

/** One request to `/v1/messages`. */
export function incomingMessage(
  parts: GatewayParts,
  accounts: ReadonlyMap<string, VonageAccount>,
  headers: Headers,
  body: string,
): Incoming {
  const json = parseJson(body);
  const named = Value.Check(Type.Object({ to: Type.String() }), json) ? json.to : "";
  const to = named ? `+${named.replace(/^\+/, "")}` : null;

  function decide([scenario]: (Scenario | undefined)[]) {
    const account = byToken(accounts, headers, parts.now()) ?? byBasic(accounts, headers);
    if (!account) return refusal({ fault: faultOf(faults, "4") }, scenario);
    const order = readOrder(json, account);
    if ("fault" in order) return refusal(order, scenario);
    const fault = faultOfPlay(scenario);
    if (fault) return refusal({ fault, ...(fault.sms === "34" && { parameter: "to" }) }, scenario);

    const { uuid, from, text } = order;
    const content = { from, text, provider: "vonage" };
    parts.phones.deliver(
      `+${order.to}`,
      content,
      messagesWayBack(parts, accounts, account.apiKey, order),
    );
    const report = messagesReporter(parts, account, order);
    const decision = { messageId: uuid, to, scenario, outcome: "202", accepted: true, report };
    return { answer: jsonAnswer({ message_uuid: uuid }, 202), decisions: [decision] };
  }

  function refusal(refused: Refusal, scenario: Scenario | undefined) {
    const outcome = refused.fault.messages ?? String(statusOf(refused.fault));
    const decision: Decision = { messageId: null, to, scenario, outcome, accepted: false };
    return { answer: problemOf(refused), decisions: [decision] };
  }

  return { messages: [{ messageId: null, to }], decide };
}

function readOrder(json: unknown, account: VonageAccount): MessagesOrder | Refusal {
  if (!Value.Check(Order, json)) {
    const error = Value.Errors(Order, json).First();
    const isMissing = error?.value === undefined;
    const fault = faultOf(faults, isMissing ? "1010" : "1020");
    return { fault, parameter: error?.path.slice(1).replaceAll("/", ".") ?? "" };
  }
  if (!isMsisdn(json.to)) return { fault: faultOf(faults, "1170"), parameter: "to" };
  if (!account.senders.includes(json.from)) {
    return { fault: faultOf(faults, "1120"), parameter: "from" };
  }
  if (json.text.length > MAX_TEXT) return { fault: faultOf(faults, "1090"), parameter: "text" };
  if (json.webhook_url !== undefined && !URL.canParse(json.webhook_url)) {
    return { fault: faultOf(faults, "1020"), parameter: "webhook_url" };
  }
  const isText = json.sms?.encoding_type === "text";
  return {
    uuid: crypto.randomUUID(),
    to: json.to,
    from: json.from,
    text: isText ? forceGsm(json.text) : json.text,
    clientRef: json.client_ref,
    webhookUrl: json.webhook_url ?? account.statusUrl,
  };
}

const statusOf = ({ httpStatus = 422 }: Fault) => httpStatus;

function problemOf({ fault, parameter }: Refusal): Answer {
  const status = statusOf(fault);
  const word = fault.messages ?? problemWords[status] ?? "general";
  const problem = {
    type: `https://developer.vonage.com/api-errors/messages#${word}`,
    title: fault.text,
    detail: fault.text,
    instance: crypto.randomUUID(),
    ...(parameter && { invalid_parameters: [{ name: parameter, reason: fault.text }] }),
  };
  const headers = status === 429 ? { "retry-after": "1" } : {};
  return { ...jsonAnswer(problem, status), type: "application/problem+json", headers };
}
