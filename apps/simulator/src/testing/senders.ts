import { defaultAccounts, type Provider } from "../index.ts";
import type { Answer, clientOf } from "./gateway-client.ts";
import { single } from "./gateway-client.ts";

type Call = ReturnType<typeof clientOf>["call"];
type Fields = Record<string, string>;

const { twilio, vonage, africastalking, veevotech } = defaultAccounts;
const form = { "content-type": "application/x-www-form-urlencoded" };
const json = { "content-type": "application/json" };

/** A Basic header. */
export const basic = (user: string, password: string): Fields => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
});

/** Path of the default Twilio account. */
export const twilioPath = `/twilio/2010-04-01/Accounts/${twilio.accountSid}`;

/** `POST Messages.json` as the default account; an empty field is left out. */
export const sendTwilio = (call: Call, changes: Fields = {}, headers: Fields = {}) => {
  const fields = { To: "+84912345678", From: "+15005550006", Body: "Your code is 482915" };
  const given = Object.entries({ ...fields, ...changes }).filter(([, value]) => value !== "");
  const body = new URLSearchParams(Object.fromEntries(given)).toString();
  const auth = basic(twilio.accountSid, twilio.authToken);
  return call("POST", `${twilioPath}/Messages.json`, body, { ...form, ...auth, ...headers });
};

/** `POST /sms/json` as the default account; an empty field is left out. */
export const sendVonageSms = (call: Call, changes: Fields = {}, headers: Fields = form) => {
  const fields = {
    api_key: vonage.apiKey,
    api_secret: vonage.apiSecret,
    to: "84912345678",
    from: "12015550123",
    text: "Your code is 482915",
  };
  const given = Object.entries({ ...fields, ...changes }).filter(([, value]) => value !== "");
  const isJson = headers["content-type"]?.includes("json");
  const named = Object.fromEntries(given);
  const body = isJson ? JSON.stringify(named) : new URLSearchParams(named).toString();
  return call("POST", "/vonage/sms/json", body, headers);
};

/** `POST /v1/messages` as the default account; an undefined field is left out. */
export const sendVonageMessage = (call: Call, changes: object = {}, headers?: Fields) => {
  const fields = {
    channel: "sms",
    message_type: "text",
    to: "84912345678",
    from: "12015550123",
    text: "Your code is 482915",
  };
  const auth = headers ?? basic(vonage.apiKey, vonage.apiSecret);
  return call("POST", "/vonage/v1/messages", { ...fields, ...changes }, { ...json, ...auth });
};

/** `POST /version1/messaging` as the default account; an empty field is left out. */
export const sendAfricasTalking = (call: Call, changes: Fields = {}, headers: Fields = {}) => {
  const fields = {
    username: africastalking.username,
    to: "+254711222678",
    message: "Your code is 482915",
    from: "22345",
    bulkSMSMode: "1",
  };
  const given = Object.entries({ ...fields, ...changes }).filter(([, value]) => value !== "");
  const body = new URLSearchParams(Object.fromEntries(given)).toString();
  const key = { apikey: africastalking.apiKey, accept: "application/json" };
  const path = "/africastalking/version1/messaging";
  return call("POST", path, body, { ...form, ...key, ...headers });
};

/** `POST /v3/sendsms` as the default account; an undefined field is left out. */
export const sendVeevoTech = (call: Call, changes: object = {}) => {
  const fields = {
    hash: veevotech.apiKey,
    receivernum: "+923001234678",
    sendernum: "Default",
    textmessage: "Your code is 482915",
  };
  return call("POST", "/veevotech/v3/sendsms", { ...fields, ...changes }, json);
};

/** One plain send at each provider, to a number that ends in these three digits. */
export const sendTo: Record<Provider, (call: Call, ending: string) => Promise<Answer>> = {
  vnpay: (call, ending) =>
    call("POST", "/vnpay/smsgw/sendSms", single({ destination: `0912345${ending}` })),
  twilio: (call, ending) => sendTwilio(call, { To: `+84912345${ending}` }),
  vonage: (call, ending) => sendVonageSms(call, { to: `84912345${ending}` }),
  africastalking: (call, ending) => sendAfricasTalking(call, { to: `+254711222${ending}` }),
  veevotech: (call, ending) => sendVeevoTech(call, { receivernum: `+923001234${ending}` }),
};

/** The phone that {@link sendTo} sends to. */
export const phoneAt: Record<Provider, (ending: string) => string> = {
  vnpay: (ending) => `+84912345${ending}`,
  twilio: (ending) => `+84912345${ending}`,
  vonage: (ending) => `+84912345${ending}`,
  africastalking: (ending) => `+254711222${ending}`,
  veevotech: (ending) => `+923001234${ending}`,
};
