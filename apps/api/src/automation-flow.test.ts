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

const phones = Array.from({ length: 20 }, (_, n) => `+2547120008${String(n).padStart(2, "0")}`);
const greeting = "Xin chao";
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

test("who writes a keyword becomes a contact and gets each text once, whatever is killed meanwhile", async () => {
  const group = textField((await call("POST", "/v1/groups", { name: "Joined" })).json, "id");
  const made = await call("POST", "/v1/automations", {
    name: "Join",
    category: "transactional",
    trigger: { on: "message.inbound", match: "exact", keywords: ["JIUNGE"] },
    steps: [
      { do: "send", body: "Karibu" },
      { do: "join", group },
      { do: "send", body: "Uko ndani" },
    ],
  });
  expect(made.status).toBe(201);
  const id = textField(made.json, "id");
  expect((await call("POST", `/v1/automations/${id}/activate`)).status).toBe(200);

  // A virtual phone answers what it was sent.
  const messages = phones.map((to) => ({ to, body: greeting }));
  expect((await call("POST", "/v1/messages/batch", { messages })).status).toBe(202);
  await until(() => phones.every((phone) => answering.textsTo(phone).length === 1));
  for (const phone of phones) await answering.write(phone, "jiunge");

  const texts = (phone: string) => answering.textsTo(phone).filter((text) => text !== greeting);
  await until(() => phones.some((phone) => texts(phone).length > 0));
  await api.end("SIGKILL");
  api = await startApi(answering.environment);
  const completed = async () =>
    field(field((await call("GET", `/v1/automations/${id}`)).json, "enrolments"), "completed");
  await until(async () => (await completed()) === phones.length, 60_000);
  for (const phone of phones) {
    const { json } = await call("GET", `/v1/messages?phone=${encodeURIComponent(phone)}`);
    // In the ledger once each. A call that was cut off by the kill may have to stay unknown.
    expect(field(json, "data")).toHaveLength(3);
    expect(new Set(texts(phone)).size).toBe(texts(phone).length);
  }
  const members = await call("GET", `/v1/groups/${group}`);
  expect(field(members.json, "memberCount")).toBe(phones.length);
}, 120_000);
