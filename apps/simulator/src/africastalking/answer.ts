import { type Answer, jsonAnswer } from "../faults.ts";
import { statusCodes } from "./codes.ts";

/** Shillings for each part. */
const PRICE = 0.8;

/** One entry of `Recipients`. */
export interface Recipient {
  statusCode: number;
  number: string;
  status: string;
  cost: string;
  messageId: string;
}

/** The entry of one number; refused ones cost nothing and have no id. */
export function recipient(number: string, code: string, messageId: string, parts: number) {
  const isTaken = messageId !== "None";
  const cost = isTaken ? `KES ${(PRICE * parts).toFixed(4)}` : "0";
  const status = statusCodes[code] ?? "InternalServerError";
  return { statusCode: Number(code), number, status, cost, messageId };
}

/** The answer of a call: 201 whatever comes of it; JSON only for those who ask for it. */
export function answerOf(message: string, recipients: Recipient[], headers: Headers): Answer {
  if (headers.get("accept")?.includes("json")) {
    return jsonAnswer({ SMSMessageData: { Message: message, Recipients: recipients } }, 201);
  }
  const entries = recipients
    .map((each) => `<Recipient>${elements(Object.entries(each))}</Recipient>`)
    .join("");
  const data = `${elements([["Message", message]])}<Recipients>${entries}</Recipients>`;
  const body = `<AfricasTalkingResponse><SMSMessageData>${data}</SMSMessageData></AfricasTalkingResponse>`;
  return { status: 201, type: "application/xml", body };
}

/** The sentence that counts those who are sent to. */
export function summary(recipients: Recipient[]): string {
  const taken = recipients.filter(({ messageId }) => messageId !== "None");
  const total = taken.reduce((sum, { cost }) => sum + Number(cost.replace("KES ", "")), 0);
  const cost = taken.length > 0 ? `KES ${total.toFixed(4)}` : "0";
  return `Sent to ${taken.length}/${recipients.length} Total Cost: ${cost}`;
}

function elements(entries: [string, string | number][]): string {
  return entries
    .map(([name, value]) => {
      const text = String(value).replace(/&/g, "&amp;").replace(/</g, "&lt;");
      return `<${name}>${text}</${name}>`;
    })
    .join("");
}
