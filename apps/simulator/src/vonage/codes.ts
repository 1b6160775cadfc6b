/** One reason to refuse a message, in the words of both APIs. */
export interface Fault {
  /** Status of the SMS API. */
  sms?: string;
  /** Number in the `type` of the Messages API's error, and its HTTP status. */
  messages?: string;
  httpStatus?: number;
  text: string;
}

/**
 * Every known reason. The pairs and the HTTP statuses follow from the meanings; the provider does
 * not publish them side by side.
 */
export const faults: readonly Fault[] = [
  { sms: "1", messages: "1000", httpStatus: 429, text: "Throughput Rate Exceeded" },
  { sms: "2", messages: "1010", text: "Missing parameter" },
  { sms: "3", messages: "1020", text: "Invalid parameter" },
  { sms: "4", httpStatus: 401, text: "Bad Credentials" },
  { sms: "5", messages: "1030", httpStatus: 500, text: "Internal error" },
  { sms: "6", messages: "1040", text: "Message not processable" },
  { sms: "7", messages: "1050", text: "Number barred" },
  { sms: "8", messages: "1060", httpStatus: 403, text: "Partner account barred" },
  { sms: "9", messages: "1070", httpStatus: 402, text: "Quota exceeded" },
  { sms: "10", httpStatus: 429, text: "Too many existing binds" },
  { sms: "11", messages: "1080", httpStatus: 403, text: "Account not enabled" },
  { sms: "12", messages: "1090", text: "Message too long" },
  { sms: "13", messages: "1100", httpStatus: 500, text: "Communication failed" },
  { sms: "14", messages: "1110", httpStatus: 401, text: "Invalid signature" },
  { sms: "15", messages: "1120", text: "Illegal sender address" },
  { sms: "16", messages: "1130", text: "Invalid TTL" },
  { sms: "19", messages: "1140", httpStatus: 403, text: "Facility not allowed" },
  { sms: "20", messages: "1150", text: "Invalid message class" },
  { sms: "22", text: "Invalid network code" },
  { sms: "23", text: "Invalid callback URL" },
  { sms: "29", messages: "1160", httpStatus: 403, text: "Non-whitelisted destination" },
  { sms: "32", httpStatus: 401, text: "Signature and API secret both given" },
  { sms: "33", text: "Number deactivated" },
  { sms: "34", messages: "1170", text: "Invalid or missing MSISDN" },
  { sms: "99", text: "General error" },
  { sms: "101", text: "Campaign service code 101" },
  { sms: "102", text: "Campaign service code 102" },
  { sms: "103", text: "Campaign service code 103" },
  { messages: "1021", text: "Invalid tag" },
  { messages: "1022", text: "Invalid template" },
];

/** One reason why a message did not arrive, in the words of both APIs. */
export interface DeliveryFault {
  /** `err-code` of the SMS API. */
  sms?: string;
  /** Number in `error.type` of the Messages API. */
  messages?: string;
  text: string;
}

/** Every known reason that a report can carry. */
export const deliveryFaults: readonly DeliveryFault[] = [
  { sms: "1", messages: "1330", text: "Unknown" },
  { sms: "2", messages: "1180", text: "Absent subscriber, temporary" },
  { sms: "3", messages: "1190", text: "Absent subscriber, permanent" },
  { sms: "4", messages: "1240", text: "Call barred by user" },
  { sms: "5", messages: "1200", text: "Portability error" },
  { sms: "6", messages: "1210", text: "Anti-spam rejection" },
  { sms: "7", messages: "1220", text: "Handset busy" },
  { sms: "8", messages: "1230", text: "Network error" },
  { sms: "9", messages: "1240", text: "Illegal number" },
  { sms: "10", text: "Illegal message" },
  { sms: "11", messages: "1250", text: "Unroutable" },
  { sms: "12", messages: "1260", text: "Destination unreachable" },
  { sms: "13", messages: "1270", text: "Age restriction" },
  { sms: "14", messages: "1280", text: "Number blocked by carrier" },
  { sms: "15", messages: "1290", text: "Prepaid, insufficient funds" },
  { sms: "16", messages: "1241", text: "Gateway quota exceeded" },
  { sms: "50", text: "Entity filter" },
  { sms: "51", text: "Header filter" },
  { sms: "52", text: "Content filter" },
  { sms: "53", text: "Consent filter" },
  { sms: "54", text: "Regulation error" },
  { sms: "99", text: "General error" },
  { messages: "1300", text: "Not a user of the network" },
  { messages: "1310", text: "Device cannot take the message" },
  { messages: "1320", text: "Message already sent" },
  { messages: "1331", text: "Provider not answering" },
  { messages: "1340", text: "Outside the reply window" },
  { messages: "1350", text: "Phone matching unpaid" },
  { messages: "1360", text: "TTL expired" },
  { messages: "1370", text: "Expired access token" },
];

/** The fault of a scenario's code, which is of either API. */
export function faultOf<F extends Fault | DeliveryFault>(all: readonly F[], code: string): F {
  const found = all.find(({ sms }) => sms === code) ?? all.find((each) => each.messages === code);
  if (!found) throw new Error("a scenario with a code that it may not have");
  return found;
}

/** The problem documents' words for what has no number. */
export const problemWords: Readonly<Record<number, string>> = {
  401: "unauthorized",
  402: "low-balance",
  403: "forbidden",
  429: "throttled",
};
