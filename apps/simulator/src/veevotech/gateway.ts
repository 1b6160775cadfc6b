import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { exchange, type Incoming } from "../exchange.ts";
import { jsonAnswer } from "../faults.ts";
import type { Gateway, GatewayParts } from "../gateway.ts";
import { partsOf } from "../gsm7.ts";
import type { Call, Handler } from "../http/listen.ts";
import { parseJson } from "../http/read-body.ts";
import type { Scenario } from "../scenario.ts";
import type { VeevoTechAccount } from "./accounts.ts";
import { filters } from "./codes.ts";

/** Rupees for each part. */
const PRICE = 1.95;

const Parameters = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]));

/** The Veevo Tech gateway; accounts are by API key. An error comes with HTTP 200. */
export function createVeevoTech(
  parts: GatewayParts,
  accounts: ReadonlyMap<string, VeevoTechAccount>,
): Gateway {
  function incoming(given: Record<string, string>): Incoming {
    const { hash, receivernum = "", sendernum = "Default", textmessage } = given;
    const phone = phoneOf(receivernum);
    const to = phone ?? (receivernum || null);

    function refusedBy(scenario: Scenario | undefined): string | undefined {
      const account = accounts.get(hash ?? "");
      if (!account) return "INVALID_HASH";
      if (!phone) return "INVALID_RECEIVER";
      if (!textmessage) return "INVALID_TEXT";
      const isKnown = sendernum === "Default" || account.senders.includes(sendernum);
      if (!isKnown) return "INVALID_SENDER";
      return scenario?.scenario === "code" ? scenario.code : undefined;
    }

    function decide([scenario]: (Scenario | undefined)[]) {
      const filter = refusedBy(scenario);
      if (filter !== undefined || !phone || !textmessage) {
        const outcome = filter ?? "UNKNOWN_FAULT";
        const decision = { messageId: null, to, scenario, outcome, accepted: false };
        return { answer: jsonAnswer(errorOf(outcome)), decisions: [decision] };
      }
      const messageId = `VTX${crypto.randomUUID().replaceAll("-", "").slice(-12).toUpperCase()}`;
      const content = { from: sendernum, text: textmessage, provider: "veevotech" };
      parts.phones.deliver(phone, content);
      const decision = { messageId, to, scenario, outcome: "SUCCESSFUL", accepted: true };
      return {
        answer: jsonAnswer(successOf(messageId, phone, textmessage)),
        decisions: [decision],
      };
    }

    return { messages: [{ messageId: null, to }], decide };
  }

  const send: Handler = (call) =>
    exchange(parts, call, "veevotech", (body) => incoming(readParameters(call, body)));

  return {
    routes: { "POST /veevotech/v3/sendsms": send, "GET /veevotech/v3/sendsms": send },
  };
}

/** JSON, a form, or the query, wherever the caller put it. */
function readParameters({ url, headers }: Call, body: string): Record<string, string> {
  const query = Object.fromEntries(url.searchParams);
  if (!headers.get("content-type")?.includes("json")) {
    return { ...query, ...Object.fromEntries(new URLSearchParams(body)) };
  }
  const json = parseJson(body);
  if (!Value.Check(Parameters, json)) return query;
  const fields = Object.entries(json).map(([name, value]) => [name, String(value)]);
  return { ...query, ...Object.fromEntries(fields) };
}

/** A mobile number of Pakistan in any usual form, as E.164. */
function phoneOf(number: string): string | undefined {
  const national = /^(?:\+92|0092|92|0)?(3\d{9})$/.exec(number.replace(/[\s-]/g, ""))?.[1];
  return national && `+92${national}`;
}

function successOf(messageId: string, phone: string, text: string) {
  return {
    STATUS: "SUCCESSFUL",
    MESSAGE_ID: messageId,
    COUNTRY_SUPPORTED: "YES",
    COUNTRY_CODE: "92",
    COUNTRY_ISO: "PK",
    NETWORK_NAME: "Simulated",
    RECEIVER_NUMBER: phone.slice(1),
    ERROR_FILTER: "",
    ERROR_CODE: "",
    ERROR_DESCRIPTION: "",
    CHARGED_BALANCE: (PRICE * partsOf(text).length).toFixed(2),
    CHARGING_UNIT: "PKR",
  };
}

function errorOf(filter: string) {
  return {
    STATUS: "ERROR",
    ERROR_FILTER: filter,
    ERROR_CODE: filters[filter] ?? "",
    ERROR_DESCRIPTION: filter.toLowerCase().replaceAll("_", " "),
  };
}
