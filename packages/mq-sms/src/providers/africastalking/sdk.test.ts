import { expect, test } from "bun:test";
import connect from "africastalking";
import common from "africastalking/lib/common.js";
import { httpAnswer, openLoopback } from "../../testing/index.ts";
import { createFrom } from "../create-provider.ts";
import { africastalking } from "./index.ts";

const account = { username: "nxdemo", apiKey: "atsk_0123456789abcdef" };
const numbers = ["+254711000001", "+254711000002"];
const text = "Fees are due & payable = soon ế";

test("the official SDK's request and ours say the same", async () => {
  const recipients = numbers.map((number) => ({ statusCode: 101, number, messageId: "ATXid_1" }));
  const answer = JSON.stringify({ SMSMessageData: { Recipients: recipients } });
  using server = await openLoopback({
    request: (socket) =>
      socket.end(httpAnswer(201, answer, { "Content-Type": "application/json" })),
  });
  const sdk = connect(account);
  // It derives its host from the user name alone.
  common.SMS_URL = `${server.url}/version1/messaging`;
  await sdk.SMS.send({ to: numbers, message: text, from: "NXDEMO", enqueue: true });

  const settings = { ...account, sender: "NXDEMO", enqueue: true, baseUrl: server.url };
  const ours = createFrom(africastalking, { ...settings, allowInsecureLoopback: true });
  const messages = numbers.map((to, index) => ({
    id: String(index),
    to,
    text,
    category: "transactional" as const,
  }));
  await ours.sendBatch?.(messages, new AbortController().signal);

  const [theirRequest, ourRequest] = server.requests.map(({ requestLine, head, body }) => ({
    requestLine,
    key: /^apikey: *(.*)$/im.exec(head)?.[1],
    accept: /^accept: *(.*)$/im.exec(head)?.[1],
    type: /^content-type: *([^;\r]*)/im.exec(head)?.[1],
    fields: Object.fromEntries(new URLSearchParams(body)),
  }));
  expect(theirRequest?.fields).toMatchObject({ to: numbers.join(","), enqueue: "1" });
  expect<unknown>(ourRequest).toEqual(theirRequest);
});
