import { describe, expect, test } from "bun:test";
import type { OutboundSms } from "../../provider.ts";
import { describeProvider, httpAnswer, openLoopback } from "../../testing/index.ts";
import { createFrom, type SettingsInput } from "../create-provider.ts";
import { africasTalkingCodes } from "./codes.ts";
import { type AfricasTalkingSettings, africastalking } from "./index.ts";

const { signal } = new AbortController();
const apiKey = "atsk_0123456789abcdef0123456789abcdef";
const message: OutboundSms = {
  id: "5f0c1b6e-9a7d-4c2f-8e3b-1a0d9c8b7a65",
  to: "+254711000001",
  text: "Your code is 482915",
  category: "otp",
};

const clientAt = (baseUrl: string, settings: SettingsInput<AfricasTalkingSettings> = {}) =>
  createFrom(africastalking, {
    username: "nxdemo",
    apiKey,
    baseUrl,
    allowInsecureLoopback: true,
    ...settings,
  });

const recipient = (changes: object = {}) => ({
  statusCode: 101,
  number: message.to,
  status: "Success",
  cost: "KES 0.8000",
  messageId: "ATXid_0a1b2c3d4e5f",
  ...changes,
});
const answer = (Recipients: unknown[], Message = "Sent to 1/1 Total Cost: KES 0.8000") =>
  JSON.stringify({ SMSMessageData: { Message, Recipients } });

describeProvider("Africa's Talking", {
  create: (baseUrl) => clientAt(baseUrl),
  message,
  acceptedStatus: 201,
  acceptedBody: () => answer([recipient()]),
  statuses: { 409: "blocked_recipient" },
  secrets: [apiKey],
});

/** Sends to a server that answers each request as told; keeps the forms that it was given. */
async function sendAll(
  messages: readonly OutboundSms[],
  reply: (form: Readonly<Record<string, string>>) => string,
  settings: SettingsInput<AfricasTalkingSettings> = {},
  status = 201,
) {
  const forms: Record<string, string>[] = [];
  const heads: string[] = [];
  using server = await openLoopback({
    request: (socket, { body, head }) => {
      const form = Object.fromEntries(new URLSearchParams(body));
      forms.push(form);
      heads.push(head);
      socket.end(httpAnswer(status, reply(form)));
    },
  });
  const provider = clientAt(server.url, settings);
  const [first] = messages;
  const outcomes =
    messages.length === 1 && first !== undefined
      ? [await provider.send(first, signal)]
      : ((await provider.sendBatch?.(messages, signal)) ?? []);
  return { outcomes, forms, heads };
}

const sendOne = async (body: string, status = 201) =>
  (await sendAll([message], () => body, {}, status)).outcomes[0];

test("the request is a form under the key of the account", async () => {
  const settings = { sender: "NXDEMO" };
  const { forms, heads } = await sendAll([message], () => answer([recipient()]), settings);
  expect(forms).toEqual([
    {
      username: "nxdemo",
      to: "+254711000001",
      message: "Your code is 482915",
      from: "NXDEMO",
      bulkSMSMode: "1",
    },
  ]);
  expect(heads[0]).toStartWith("POST /version1/messaging HTTP/1.1");
  expect(heads[0]).toMatch(new RegExp(`^apikey: ${apiKey}$`, "im"));
  expect(heads[0]).toMatch(/^accept: application\/json$/im);
});

test("a premium service names its keyword, and the recipient pays", async () => {
  const { forms } = await sendAll([message], () => answer([recipient()]), { keyword: "NEWS" });
  expect(forms[0]).toMatchObject({ keyword: "NEWS", bulkSMSMode: "0" });
});

describe("every status code of a recipient", () => {
  const rows = Object.entries(africasTalkingCodes);
  test("the codes of the wire facts are there", () => {
    expect(rows.map(([code]) => code).join()).toBe(
      "100,101,102,401,402,403,404,405,406,407,409,500,501,502",
    );
  });

  test.each([
    [100, "accepted", undefined],
    [101, "accepted", undefined],
    [102, "accepted", undefined],
    [401, "unknown", "held_for_review"],
    [402, "rejected", "bad_sender"],
    [403, "rejected", "invalid_recipient"],
    [404, "rejected", "invalid_recipient"],
    [405, "rejected", "insufficient_balance"],
    [406, "rejected", "opted_out"],
    [407, "rejected", "no_route"],
    [409, "rejected", "blocked_recipient"],
    [500, "unknown", "provider_error"],
    [501, "unknown", "provider_error"],
    [502, "rejected", "bad_content"],
    [408, "unknown", "unrecognized_code"],
    [999, "unknown", "unrecognized_code"],
  ])("%d, as a number and as text: %s %s", async (statusCode, kind, code) => {
    for (const written of [statusCode, String(statusCode)]) {
      const outcome = await sendOne(
        answer([recipient({ statusCode: written, status: "Success" })]),
      );
      expect<unknown>(outcome).toEqual(
        code === undefined
          ? {
              kind: "accepted",
              providerMessageIds: ["ATXid_0a1b2c3d4e5f"],
              price: { amount: "0.8000", currency: "KES" },
            }
          : {
              kind,
              error: { code, provider: "africastalking", providerCode: String(statusCode) },
            },
      );
    }
  });

  test.each([
    ["RiskHold", "unknown", "held_for_review"],
    ["InvalidSenderId", "rejected", "bad_sender"],
    ["InvalidPhoneNumber", "rejected", "invalid_recipient"],
    ["UnsupportedNumberType", "rejected", "invalid_recipient"],
    ["InsufficientBalance", "rejected", "insufficient_balance"],
    ["UserInBlacklist", "rejected", "opted_out"],
    ["CouldNotRoute", "rejected", "no_route"],
    ["DoNotDisturbRejection", "rejected", "blocked_recipient"],
    ["InternalServerError", "unknown", "provider_error"],
    ["GatewayError", "unknown", "provider_error"],
    ["RejectedByGateway", "rejected", "bad_content"],
    ["SomethingNew", "rejected", "unrecognized_code"],
    ["Sent to 0/1 Total Cost: 0", "rejected", "unrecognized_code"],
    ["Queued", "unknown", "unreadable_response"],
    ["Sent to 1/1 Total Cost: KES 0.8000", "unknown", "unreadable_response"],
    ["", "unknown", "unreadable_response"],
  ])("201 without recipients and %p: %s, %s", async (word, kind, code) => {
    expect<unknown>(await sendOne(answer([], word))).toMatchObject({ kind, error: { code } });
  });
});

test.each([
  ["None for an id", { messageId: "None" }, [message.id]],
  ["no id", { messageId: undefined }, [message.id]],
])("%s: our own names the message", async (_, changes, providerMessageIds) => {
  expect(await sendOne(answer([recipient(changes)]))).toMatchObject({ providerMessageIds });
});

test.each([
  ["0", undefined],
  ["KES 1", { amount: "1", currency: "KES" }],
  ["free", undefined],
])("a cost of %p", async (cost, price) => {
  const outcome = await sendOne(answer([recipient({ cost })]));
  expect<unknown>(outcome?.kind === "accepted" ? outcome.price : "none").toEqual(price);
});

test.each([
  ["another number", answer([recipient({ number: "+254711000002" })])],
  ["two answers for one number", answer([recipient(), recipient({ statusCode: 403 })])],
  ["a recipient without code", answer([{ number: message.to }])],
])("%s: unknown", async (_, body) => {
  expect(await sendOne(body)).toMatchObject({ kind: "unknown" });
});

test("a bad key comes as plain text", async () => {
  expect(await sendOne("The supplied authentication is invalid", 401)).toMatchObject({
    kind: "rejected",
    error: { code: "bad_credentials", httpStatus: 401 },
  });
});

describe("bulk", () => {
  const to = (index: number) => `+2547110000${String(index).padStart(2, "0")}`;
  const many = (count: number, changes: (index: number) => Partial<OutboundSms> = () => ({})) =>
    Array.from({ length: count }, (_, index) => ({
      ...message,
      id: `id-${index}`,
      to: to(index),
      ...changes(index),
    }));
  const acceptAll = ({ to: list = "" }: Readonly<Record<string, string>>) =>
    answer(
      list.split(",").map((number) => recipient({ number, messageId: `ATXid_${number.slice(1)}` })),
    );

  test("one call for one text; each message has its own outcome, in order", async () => {
    const { outcomes, forms } = await sendAll(many(5), acceptAll, { enqueue: true });
    expect(forms).toHaveLength(1);
    expect(forms[0]).toMatchObject({ to: [0, 1, 2, 3, 4].map(to).join(","), enqueue: "1" });
    expect(
      outcomes.map((outcome) => outcome.kind === "accepted" && outcome.providerMessageIds),
    ).toEqual([0, 1, 2, 3, 4].map((index) => [`ATXid_${to(index).slice(1)}`]));
  });

  test("other texts and senders, and more than fit, are other calls", async () => {
    const messages = many(7, (index) => (index === 6 ? { text: "Other" } : {}));
    const { forms } = await sendAll(messages, acceptAll, { batchSize: 4 });
    expect(forms.map(({ to: list = "" }) => list.split(",").length).sort()).toEqual([1, 2, 4]);
    const senders = many(4, (index) => ({ from: index % 2 === 0 ? "ONE" : "TWO" }));
    expect((await sendAll(senders, acceptAll)).forms.map(({ from }) => from).sort()).toEqual([
      "ONE",
      "TWO",
    ]);
  });

  test("two messages to one number never share a call", async () => {
    const messages = many(3, () => ({ to: to(1) }));
    const { forms, outcomes } = await sendAll(messages, acceptAll);
    expect(forms.map(({ to: list }) => list)).toEqual([to(1), to(1), to(1)]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["accepted", "accepted", "accepted"]);
  });

  test("who is missing from the answer may have been sent; the others are as it says", async () => {
    const reply = () =>
      answer([recipient({ number: to(0) }), recipient({ number: to(2), statusCode: 406 })]);
    const { outcomes } = await sendAll(many(3), reply);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["accepted", "unknown", "rejected"]);
  });

  test("a call that is refused as a whole is refused for each", async () => {
    const { outcomes } = await sendAll(many(3), () => answer([], "InvalidSenderId"));
    expect(outcomes).toHaveLength(3);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ error: { code: "bad_sender" } });
  });

  test("409 for a list does not say who: unknown", async () => {
    const { outcomes } = await sendAll(many(2), () => "", {}, 409);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["unknown", "unknown"]);
  });
});

test.each([
  [200, '{"UserData":{"balance":"KES 1234.5000"}}', { amount: "1234.5000", currency: "KES" }, true],
  [200, '{"UserData":{}}', undefined, true],
  [401, "The supplied authentication is invalid", undefined, false],
])("balance and health: HTTP %d %s", async (status, body, money, credentialsAccepted) => {
  using server = await openLoopback({ request: (socket) => socket.end(httpAnswer(status, body)) });
  const provider = clientAt(server.url);
  expect(await provider.balance?.(signal)).toEqual(money);
  expect(await provider.checkHealth?.(signal)).toEqual({ reachable: true, credentialsAccepted });
  expect(server.requests[0]?.requestLine).toBe("GET /version1/user?username=nxdemo HTTP/1.1");
});

test.each([
  [{ username: "sandbox" }, "https://api.africastalking.com", ["/baseUrl"]],
  [{ username: "shop" }, "https://api.sandbox.africastalking.com", ["/username"]],
  [{ username: "sandbox" }, "https://api.sandbox.africastalking.com", []],
  [{ username: "shop" }, "https://api.africastalking.com", []],
  [{ username: "shop" }, "http://api.africastalking.com", ["/baseUrl"]],
])("problems of %p at %s", ({ username }, baseUrl, paths) => {
  const settings = { username, baseUrl, apiKey, allowInsecureLoopback: false };
  const rest = { enqueue: false, batchSize: 100, timeoutMs: 1000 };
  const problems = africastalking.check?.({ ...settings, ...rest }) ?? [];
  expect(problems.map(({ path }) => path)).toEqual(paths);
});
