import { describe, expect, test } from "bun:test";
import type { OutboundSms, SendOutcome } from "../../provider.ts";
import { httpAnswer, openLoopback } from "../../testing/index.ts";
import { openVnpayAccount, otpMessage, vnpayInput } from "../../testing/vnpay-account.ts";
import { createProvider } from "../create-provider.ts";

const { signal } = new AbortController();
const key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

/** The ids are numbered, so that an answer can be told from another. */
const idOf = (index: number) => String(index).padStart(32, "0");
const messages = (count: number): OutboundSms[] =>
  Array.from({ length: count }, (_, index) => ({ ...otpMessage, id: idOf(index) }));

type Account = Awaited<ReturnType<typeof openVnpayAccount>>;
type OpenAccount = Parameters<typeof openVnpayAccount>;

const sendList = async (list: readonly OutboundSms[], ...open: OpenAccount) => {
  using account: Account = await openVnpayAccount(...open);
  const outcomes = (await account.provider.sendBatch?.(list, signal)) ?? [];
  return { outcomes: outcomes.map(summary), requests: account.requests };
};

const summary = (outcome: SendOutcome): string =>
  outcome.kind === "accepted" ? "accepted" : `${outcome.kind} ${outcome.error.code}`;

const itemsOf = (body: Readonly<Record<string, unknown>>): unknown[] =>
  Array.isArray(body["data"]) ? body["data"] : [];

/** Takes every message of a list. */
const acceptAll: OpenAccount[0] = ({ body }) =>
  itemsOf(body).map((item) => ({ ...Object(item), status: "00" }));

describe("an array of answers", () => {
  test("is matched by messageId, whatever its order", async () => {
    const answer = () => [
      { messageId: idOf(2), status: "01" },
      { messageId: idOf(0), status: "00" },
      { messageId: idOf(1), status: "99" },
    ];
    const { outcomes, requests } = await sendList(messages(3), answer);
    expect(outcomes).toEqual(["accepted", "unknown provider_error", "rejected invalid_recipient"]);
    expect(requests).toHaveLength(1);
  });

  test.each([
    ["lacks an item", [{ messageId: idOf(0), status: "00" }]],
    [
      "has two answers for an item",
      [
        { messageId: idOf(0), status: "00" },
        { messageId: idOf(1), status: "90" },
        { messageId: idOf(1), status: "00" },
      ],
    ],
    ["has an item of another form", [{ messageId: idOf(0), status: "00" }, "garbage", null]],
    [
      "has an item for nobody",
      [
        { messageId: idOf(0), status: "00" },
        { messageId: "x", status: "00" },
      ],
    ],
    ["is an object for one item", { messageId: idOf(0), status: "00" }],
  ])("that %s leaves that item unknown, and only that one", async (_, answer) => {
    const { outcomes } = await sendList(messages(2), () => answer);
    expect(outcomes).toEqual(["accepted", "unknown unreadable_response"]);
  });

  test("90 is acceptance only for the item that was left open before", async () => {
    const [first, second] = messages(2);
    if (first === undefined || second === undefined) throw new Error("Two messages were made");
    const answer = () => [idOf(0), idOf(1)].map((messageId) => ({ messageId, status: "90" }));
    const { outcomes } = await sendList([first, { ...second, retryOfUnknown: true }], answer);
    expect(outcomes).toEqual(["rejected duplicate", "accepted"]);
  });
});

describe("a single object", () => {
  test.each([
    ["04", "rejected bad_credentials"],
    ["97", "rejected bad_request"],
    ["99", "unknown provider_error"],
    ["98", "unknown unrecognized_code"],
    ["00", "unknown unreadable_response"],
    ["90", "unknown unreadable_response"],
  ])("with %s is for every message: %s", async (status, expected) => {
    const { outcomes } = await sendList(messages(2), () => ({ messageId: null, status }));
    expect(outcomes).toEqual([expected, expected]);
  });

  test("with 00 takes a list of one", async () => {
    const { outcomes } = await sendList(messages(1), () => ({ status: "00" }));
    expect(outcomes).toEqual(["accepted"]);
  });
});

describe("the size of a call", () => {
  test("follows the batch size", async () => {
    const { outcomes, requests } = await sendList(messages(5), acceptAll, { batchSize: 2 });
    expect(outcomes).toEqual(Array(5).fill("accepted"));
    expect(requests.map(({ body }) => itemsOf(body).length)).toEqual([2, 2, 1]);
  });

  test("is halved when the gateway finds it too large (14), until it passes", async () => {
    const atMostTwo: OpenAccount[0] = (request, index) =>
      itemsOf(request.body).length > 2 ? { status: "14" } : acceptAll(request, index);
    const { outcomes, requests } = await sendList(messages(5), atMostTwo);
    expect(outcomes).toEqual(Array(5).fill("accepted"));
    expect(requests.map(({ body }) => itemsOf(body).length)).toEqual([5, 3, 2, 1, 2]);
  });

  test("cannot be less than one message", async () => {
    const { outcomes, requests } = await sendList(messages(1), () => ({ status: "14" }));
    expect(outcomes).toEqual(["rejected bad_request"]);
    expect(requests).toHaveLength(1);
  });
});

test("what the gateway cannot take is refused in its place, and not sent", async () => {
  const [first, second, third] = messages(3).map((message, index) =>
    index === 1 ? { ...message, to: "+254712345678" } : message,
  );
  if (!first || !second || !third) throw new Error("Three messages were made");
  const { outcomes, requests } = await sendList([first, second, third], acceptAll);
  expect(outcomes).toEqual(["accepted", "rejected no_route", "accepted"]);
  expect(itemsOf(requests[0]?.body ?? {})).toHaveLength(2);
});

test("no message makes no call", async () => {
  expect(await sendList([], acceptAll)).toEqual({ outcomes: [], requests: [] });
});

describe("encryption", () => {
  const settings = { encryption: { mode: "viettel", key } } as const;

  test("sends what must be encrypted by itself: the list has no field for it", async () => {
    const [first, second] = messages(2);
    if (!first || !second) throw new Error("Two messages were made");
    const answer: OpenAccount[0] = (request, index) =>
      request.path === "/smsgw/sendSms" ? { status: "00" } : acceptAll(request, index);
    const { outcomes, requests } = await sendList(
      [{ ...first, to: "+84962345678" }, second],
      answer,
      settings,
    );
    expect(outcomes).toEqual(["accepted", "accepted"]);
    expect(requests.map(({ path, body }) => [path, body["isEncrypt"]])).toEqual([
      ["/smsgw/sendSmsList", undefined],
      ["/smsgw/sendSms", 1],
    ]);
  });

  test("follows what an earlier list told about a number", async () => {
    const answer: OpenAccount[0] = ({ path }) =>
      path === "/smsgw/sendSms"
        ? { status: "00" }
        : [{ messageId: idOf(0), status: "00", providerId: "109800" }];
    using account = await openVnpayAccount(answer, settings);
    await account.provider.sendBatch?.(messages(1), signal);
    await account.provider.sendBatch?.(messages(1), signal);
    expect(account.requests.map(({ path }) => path)).toEqual([
      "/smsgw/sendSmsList",
      "/smsgw/sendSms",
    ]);
  });

  test("88 for an item: that item once more by itself, encrypted, under its id", async () => {
    const answer: OpenAccount[0] = ({ path }) =>
      path === "/smsgw/sendSms"
        ? { status: "00" }
        : [
            { messageId: idOf(0), status: "00" },
            { messageId: idOf(1), status: "88" },
          ];
    const { outcomes, requests } = await sendList(messages(2), answer, settings);
    expect(outcomes).toEqual(["accepted", "accepted"]);
    expect(requests).toHaveLength(2);
    expect(requests[1]?.body).toMatchObject({ messageId: idOf(1), isEncrypt: 1 });
  });
});

describe("transport", () => {
  const clientOf = (baseUrl: string) =>
    createProvider("vnpay", { ...vnpayInput, baseUrl, allowInsecureLoopback: true });

  test("broken after reading: every item unknown, one request", async () => {
    using server = await openLoopback({ request: (socket) => socket.resetAndDestroy() });
    const outcomes = await clientOf(server.url).sendBatch?.(messages(3), signal);
    expect(outcomes?.map(summary)).toEqual(Array(3).fill("unknown connection_lost"));
    expect(server.requests).toHaveLength(1);
  });

  test("throttled: every item rejected with the wait", async () => {
    using server = await openLoopback({
      request: (socket) => socket.end(httpAnswer(429, "", { "Retry-After": "7" })),
    });
    const outcomes = await clientOf(server.url).sendBatch?.(messages(2), signal);
    const error = { code: "throttled", provider: "vnpay", httpStatus: 429, retryAfterSeconds: 7 };
    expect(outcomes).toEqual(Array(2).fill({ kind: "rejected", error }));
  });

  test("cancelled between two calls: what has not left is rejected", async () => {
    const caller = new AbortController();
    using server = await openLoopback({ request: () => caller.abort() });
    const client = createProvider("vnpay", {
      ...vnpayInput,
      baseUrl: server.url,
      allowInsecureLoopback: true,
      batchSize: 1,
    });
    const outcomes = await client.sendBatch?.(messages(2), caller.signal);
    expect(outcomes?.map(summary)).toEqual(["unknown timeout", "rejected cancelled"]);
    expect(server.requests).toHaveLength(1);
  });
});
