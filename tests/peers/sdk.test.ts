import { afterAll, beforeEach, expect, test } from "bun:test";
import { defaultAccounts, startSimulator, vonageTestKey } from "@nx/simulator";
import { Auth } from "@vonage/auth";
import { Messages, SMS as MessagesSms } from "@vonage/messages";
import { SMS } from "@vonage/sms";
import connect from "africastalking";
import common from "africastalking/lib/common.js";
import twilioSdk from "twilio";

const simulator = await startSimulator({ port: 0, wait: async () => {} });
afterAll(() => simulator.stop());
beforeEach(() => simulator.reset());

const { twilio, vonage, africastalking } = defaultAccounts;
const phone = "+84912345678";
const text = "Mã của bạn là 482915 & hết";

/** The SDK has no base URL: its own client sends, with the host of each request changed. */
function redirected(sdk: twilioSdk.Twilio): twilioSdk.Twilio {
  const { httpClient } = sdk;
  const request = httpClient.request.bind(httpClient);
  httpClient.request = (options) => {
    const uri = options.uri.replace("https://api.twilio.com", `${simulator.url}/twilio`);
    return request({ ...options, uri });
  };
  return sdk;
}

test("twilio: send, look, list and balance", async () => {
  const sdk = redirected(twilioSdk(twilio.accountSid, twilio.authToken));
  const sent = await sdk.messages.create({ to: phone, from: "+15005550006", body: text });
  expect(sent).toMatchObject({ status: "queued", numSegments: "1", to: phone });
  expect(simulator.messages(phone)).toMatchObject([{ text, provider: "twilio" }]);

  const found = await sdk.messages(sent.sid).fetch();
  expect(found).toMatchObject({ sid: sent.sid, dateCreated: expect.any(Date) });
  const since = new Date(Date.now() - 60_000);
  const listed = await sdk.messages.list({ to: phone, dateSentAfter: since });
  expect(listed.map(({ sid }) => sid)).toEqual([sent.sid]);
  expect(await sdk.balance.fetch()).toMatchObject({ balance: "12.34", currency: "USD" });
});

test("twilio: every message of a list of several pages", async () => {
  const sdk = redirected(twilioSdk(twilio.accountSid, twilio.authToken));
  for (let count = 0; count < 5; count++) {
    await sdk.messages.create({ to: phone, from: "NXDEMO", body: String(count) });
  }
  const listed = await sdk.messages.list({ to: phone, pageSize: 2 });
  expect(listed.map(({ body }) => body)).toEqual(["4", "3", "2", "1", "0"]);
});

test("twilio: an error is the SDK's own exception", async () => {
  const sdk = redirected(twilioSdk(twilio.accountSid, "wrong"));
  const sent = sdk.messages.create({ to: phone, from: "+15005550006", body: text });
  expect(await sent.catch((error) => error)).toMatchObject({ status: 401, code: 20003 });
});

test("vonage: SMS API", async () => {
  const sdk = new SMS(new Auth({ apiKey: vonage.apiKey, apiSecret: vonage.apiSecret }), {
    restHost: `${simulator.url}/vonage`,
  });
  const sent = await sdk.send({ to: "84912345678", from: "NXDEMO", text: "482915" });
  expect(sent.messages).toMatchObject([{ status: "0", messagePrice: "0.03330000" }]);
  expect(simulator.messages(phone)).toMatchObject([{ text: "482915", provider: "vonage" }]);
  const refused = await sdk
    .send({ to: "84912345678", from: "NOBODY", text: "482915" })
    .catch((error) => error);
  expect(refused).toBeInstanceOf(Error);
});

test.each([
  ["by secret", { apiKey: vonage.apiKey, apiSecret: vonage.apiSecret }],
  [
    "by token",
    {
      apiKey: vonage.apiKey,
      applicationId: vonage.applicationId ?? "",
      privateKey: vonageTestKey.privateKey,
    },
  ],
])("vonage: Messages API %s", async (_, credentials) => {
  const sdk = new Messages(new Auth(credentials), { apiHost: `${simulator.url}/vonage` });
  const sent = await sdk.send(
    new MessagesSms({
      channel: "sms",
      messageType: "text",
      to: "84912345678",
      from: "NXDEMO",
      text,
    }),
  );
  expect(sent).toMatchObject({ messageUUID: expect.any(String) });
  expect(simulator.messages(phone)).toMatchObject([{ text, provider: "vonage" }]);
});

test("africastalking: one, several, and a refusal", async () => {
  // It derives its host from the user name alone, when it is connected.
  const sdk = connect({ username: africastalking.username, apiKey: africastalking.apiKey });
  common.SMS_URL = `${simulator.url}/africastalking/version1/messaging`;
  const to = ["+254711222678", "+254711222679"];
  const sent = await sdk.SMS.send({ to, message: text, from: "22345", enqueue: true });
  expect(sent).toMatchObject({
    SMSMessageData: { Recipients: [{ statusCode: 100 }, { statusCode: 102 }] },
  });
  for (const number of to) {
    expect(simulator.messages(number)).toMatchObject([{ text, provider: "africastalking" }]);
  }
  const refused = await sdk.SMS.send({ to, message: text, from: "BADSENDER" });
  expect(refused).toMatchObject({ SMSMessageData: { Recipients: [] } });
});
