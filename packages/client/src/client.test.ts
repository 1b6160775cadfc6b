import { expect, test } from "bun:test";
import { createSmsClient, SmsApiError, verifyWebhook } from "./index.ts";

const apiKey = "sk_test_never_in_an_error";
const json =
  (status: number, body: unknown, headers = {}) =>
  () =>
    Response.json(body, { status, headers });
const busy = json(503, { code: "busy", title: "The service is busy." }, { "retry-after": "3" });
const accepted = json(202, { id: "msg_1", status: "QUEUED" });

/** A client whose requests are answered one after the other. */
const clientOf = (...replies: (() => Response)[]) => {
  const asked: { url: string; init: RequestInit }[] = [];
  const slept: number[] = [];
  const client = createSmsClient({
    baseUrl: "http://sms.test",
    apiKey,
    fetch: async (url, init) => {
      asked.push({ url, init });
      const reply = replies.shift();
      if (reply === undefined) throw new Error("asked too often");
      return reply();
    },
    sleep: async (ms) => {
      slept.push(ms);
    },
  });
  return { client, asked, slept };
};
const keyOf = ({ headers }: RequestInit) => new Headers(headers).get("idempotency-key");

test("a message is sent again under one key, when the reply says", async () => {
  const { client, asked, slept } = clientOf(busy, busy, accepted);
  expect(await client.messages.send({ to: "+84912345678", body: "Xin chao" })).toMatchObject({
    id: "msg_1",
  });
  expect(slept).toEqual([3000, 3000]);
  expect(new Set(asked.map(({ init }) => keyOf(init))).size).toBe(1);
  expect(new Set(asked.map(({ init }) => init.body)).size).toBe(1);
});

test("what may not be repeated is not, and patience ends", async () => {
  const otp = clientOf(busy);
  await expect(otp.client.otp.request({ phone: "+84912345678" })).rejects.toThrow("busy");
  const sent = clientOf(busy, busy, busy);
  const message = { to: "+84912345678", body: "Xin chao", idempotencyKey: "order-1" };
  await expect(sent.client.messages.send(message)).rejects.toThrow("busy");
  expect(sent.asked.map(({ init }) => keyOf(init))).toEqual(["order-1", "order-1", "order-1"]);
});

test("other refusals are told at once, by code and request, without what was sent", async () => {
  const { client } = clientOf(
    json(422, { code: "opted_out", title: "No.", requestId: "r-1", errors: [{ path: "/to" }] }),
  );
  const error = await client.messages
    .send({ to: "+84912345678", body: "Xin chao" })
    .catch((thrown: unknown) => thrown);
  if (!(error instanceof SmsApiError)) throw new Error("not an SmsApiError");
  expect(error).toMatchObject({ status: 422, code: "opted_out", requestId: "r-1" });
  expect(error.fields).toEqual([{ path: "/to", code: "" }]);
  for (const secret of [apiKey, "84912345678", "Xin chao"])
    expect(Bun.inspect(error)).not.toContain(secret);
});

test("a list goes on from page to page", async () => {
  const { client, asked } = clientOf(
    json(200, { data: [{ id: "msg_2" }], nextCursor: "c1" }),
    json(200, { data: [{ id: "msg_1" }] }),
  );
  const ids: string[] = [];
  for await (const { id } of client.messages.list({ limit: 1 })) ids.push(id);
  expect(ids).toEqual(["msg_2", "msg_1"]);
  expect(asked.map(({ url }) => new URL(url).search)).toEqual(["?limit=1", "?limit=1&cursor=c1"]);
});

test("an unsigned webhook is refused", () => {
  const secret = `whsec_${Buffer.alloc(24, 1).toString("base64")}`;
  expect(() => verifyWebhook(secret, new Headers(), "{}")).toThrow();
});
