import { afterAll, beforeAll, expect, test } from "bun:test";
import { type AnsweringPhones, startAnsweringPhones } from "./testing/answering-phones.ts";
import {
  type ApiProcess,
  field,
  operatorToken,
  startApi,
  textField,
  until,
} from "./testing/api-process.ts";

const advertising = "Giam gia hom nay";
const greeting = "Xin chao";
// No law of quiet hours is known of Kenya, so that the test runs at any hour.
const phones = Array.from({ length: 60 }, (_, n) => `+2547120009${String(n).padStart(2, "0")}`);
let answering: AnsweringPhones;
let api: ApiProcess;

beforeAll(async () => {
  answering = await startAnsweringPhones();
  api = await startApi(answering.environment);
}, 30_000);
afterAll(async () => {
  await api.end("SIGKILL");
  await answering.stop();
});

const call = (method: string, path: string, body?: unknown) =>
  api.call(method, path, { body, token: operatorToken });

const write = (phone: string, text: string) => answering.write(phone, text);
const list = (json: unknown, name: string): readonly unknown[] => {
  const value = field(json, name);
  if (!Array.isArray(value)) throw new Error(`the reply has no list of ${name}`);
  return value;
};
const inboundOf = (phone: string) =>
  call("GET", `/v1/messages?direction=inbound&phone=${encodeURIComponent(phone)}`);
const consentOf = async (phone: string) => (await call("GET", `/v1/consent/${phone}`)).json;
const isOptedOut = async (phone: string) => list(await consentOf(phone), "optOuts").length > 0;
const textsTo = (phone: string) => answering.textsTo(phone);
const advertisementsTo = (phone: string) => textsTo(phone).filter((text) => text === advertising);
const confirmationsTo = (phone: string) =>
  textsTo(phone).filter((text) => text !== advertising && text !== greeting);
const advertise = (to: string) =>
  call("POST", "/v1/messages", { to, body: advertising, category: "promotional" });

/** Starts a campaign to all phones and holds it when some messages left and others wait. */
async function campaignInTheMiddle(): Promise<string> {
  const limits = [{ provider: "twilio", perSecond: 2, window: 1 }];
  await call("PATCH", "/v1/settings/INTEGRATION/sms", { limits });
  const draft = { name: "Sale", body: advertising, category: "promotional" };
  const id = textField((await call("POST", "/v1/campaigns", draft)).json, "id");
  const recipients = phones.map((to) => ({ to }));
  await call("POST", `/v1/campaigns/${id}/recipients`, { recipients });
  expect((await call("POST", `/v1/campaigns/${id}/start`)).status).toBe(202);
  const anyLeft = () => phones.some((phone) => advertisementsTo(phone).length > 0);
  for (let tries = 0; tries < 5 && !anyLeft(); tries += 1) await until(anyLeft).catch(() => {});
  expect((await call("POST", `/v1/campaigns/${id}/pause`)).status).toBe(202);
  return id;
}

const queuedOf = async (id: string): Promise<readonly string[]> =>
  list((await call("GET", `/v1/campaigns/${id}/recipients?bucket=queued`)).json, "data").map(
    (recipient) => textField(recipient, "phone"),
  );

test("who writes STOP in the middle of a campaign gets no more of it, and START undoes only that", async () => {
  // A virtual phone answers what it was sent.
  const greetings = phones.map((to) => ({ to, body: greeting }));
  expect((await call("POST", "/v1/messages/batch", { messages: greetings })).status).toBe(202);
  await until(() => phones.every((phone) => textsTo(phone).includes(greeting)));
  const id = await campaignInTheMiddle();
  const waiting = (await queuedOf(id)).slice(-3);
  expect(waiting).toHaveLength(3);
  // Known as a contact, of no contact, and opted out by an operator besides.
  const [known = "", unknown = "", forbidden = ""] = waiting;
  const contact = { phone: known, displayName: "Mai" };
  expect((await call("POST", "/v1/contacts", contact)).status).toBe(201);
  const body = { phone: forbidden, kind: "opted_out" };
  expect((await call("POST", "/v1/consent", body)).status).toBe(200);

  for (const phone of waiting) await write(phone, "STOP");
  await write(known, "stop!");
  for (const phone of waiting) await until(() => isOptedOut(phone));
  const stopsOf = async () => list((await inboundOf(known)).json, "data").length;
  await until(async () => (await stopsOf()) === 2);
  const limits = [{ provider: "twilio", perSecond: 1000, window: 32 }];
  await call("PATCH", "/v1/settings/INTEGRATION/sms", { limits });
  expect((await call("POST", `/v1/campaigns/${id}/resume`)).status).toBe(202);
  const others = phones.filter((phone) => !waiting.includes(phone));
  const isSent = () => others.every((phone) => advertisementsTo(phone).length === 1);
  for (let tries = 0; tries < 5 && !isSent(); tries += 1) await until(isSent).catch(() => {});
  expect(isSent()).toBe(true);
  for (const phone of waiting) {
    expect(advertisementsTo(phone)).toEqual([]);
    expect(await advertise(phone)).toMatchObject({ status: 422, json: { code: "opted_out" } });
    await until(() => confirmationsTo(phone).length > 0);
    expect(confirmationsTo(phone)).toHaveLength(1);
  }

  for (const phone of waiting) await write(phone, "START");
  for (const phone of [known, unknown]) {
    await until(async () => !(await isOptedOut(phone)));
    expect((await advertise(phone)).status).toBe(202);
    await until(() => advertisementsTo(phone).length === 1);
  }
  await until(async () => JSON.stringify(await consentOf(forbidden)).includes("START"));
  expect(await isOptedOut(forbidden)).toBe(true);
  expect(await advertise(forbidden)).toMatchObject({ status: 422, json: { code: "opted_out" } });
}, 90_000);
