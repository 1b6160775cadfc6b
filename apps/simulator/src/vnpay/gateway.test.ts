import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { item, single, startTestSimulator } from "../testing/gateway-client.ts";
import { networks } from "./networks.ts";

type TestSimulator = Awaited<ReturnType<typeof startTestSimulator>>;
let simulator: TestSimulator["simulator"];
let call: TestSimulator["call"];
let sendSms: TestSimulator["sendSms"];
let sendList: TestSimulator["sendList"];

beforeAll(async () => {
  ({ simulator, call, sendSms, sendList } = await startTestSimulator());
});
afterAll(() => simulator.stop());
beforeEach(() => simulator.reset());

const statusOf = async (changes: Record<string, unknown>) => (await sendSms(single(changes))).body;

describe("sendSms", () => {
  test("an accepted message is echoed with its network, and shown on the phone", async () => {
    const message = single();
    const answer = await sendSms(message);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json;charset=UTF-8");
    expect(answer.body).toEqual({
      messageId: message.messageId,
      status: "00",
      description: "SUCCESS",
      isMnp: "0",
      providerId: networks.vinaphone,
      providerIdOrg: networks.vinaphone,
    });
    expect(simulator.messages("+84912345678")).toMatchObject([
      { from: "NXDEMO", text: "Ma OTP cua ban la 482915", provider: "vnpay" },
    ]);
  });

  test.each([
    "messageId",
    "destination",
    "sender",
    "keyword",
    "shortMessage",
    "requestTime",
    "encryptMessage",
    "isEncrypt",
    "type",
    "partnerCode",
    "sercretKey",
  ])("97 without %s, under HTTP 200", async (field) => {
    const message = single({ [field]: undefined });
    expect(await sendSms(message)).toMatchObject({
      status: 200,
      body: {
        messageId: field === "messageId" ? null : message.messageId,
        status: "97",
        description: "INVALID_DATA",
        isMnp: "0",
      },
    });
    expect(simulator.messages("+84912345678")).toEqual([]);
  });

  test.each([
    ["what is no JSON", "{"],
    ["a form", "messageId=1&destination=0912345678"],
    ["an array", [single()]],
    ["null", null],
    ["nothing", ""],
  ])("97 for %s", async (_, body) => {
    expect(await sendSms(body)).toMatchObject({
      status: 200,
      body: { messageId: null, status: "97" },
    });
  });

  test.each([
    ["a number as messageId", { messageId: 17 }],
    ["an empty text", { shortMessage: "" }],
    ["isEncrypt 2", { isEncrypt: 2 }],
    ["isEncrypt 1 without ciphertext", { isEncrypt: 1 }],
    ["a type in letters", { type: "care" }],
    ["a date as requestTime", { requestTime: "2026-01-02T08:31:05Z" }],
  ])("97 for %s", async (_, changes) => {
    expect(await statusOf(changes)).toMatchObject({ status: "97" });
  });

  test("numbers may be strings, in seconds or milliseconds", async () => {
    const changes = { isEncrypt: "0", type: "0", requestTime: "1767342665" };
    expect(await statusOf(changes)).toMatchObject({ status: "00" });
    expect(await statusOf({ requestTime: 0 })).toMatchObject({ status: "00" });
  });

  test("the secret under its usual spelling is a missing field here", async () => {
    const { sercretKey, ...message } = single();
    expect(await sendSms({ ...message, secretKey: sercretKey })).toMatchObject({
      body: { status: "97" },
    });
  });
});

/**
 * Each row spoils one thing more than the row below it, from the last check to the first, so that
 * a check that moves changes the answer of a row.
 */
describe("the checks come in the gateway's order", () => {
  const duplicate = "0".repeat(31);
  const faults: [code: string, what: string, changes: Record<string, unknown>][] = [
    ["90", "a messageId used before", { messageId: duplicate }],
    ["88", "plain, where encryption is required", { destination: "0987654321" }],
    ["12", "not GSM-7", { shortMessage: "Mã của bạn là 482915" }],
    ["02", "481 characters", { shortMessage: "ạ".repeat(481) }],
    ["01", "no mobile number", { destination: "A912345678" }],
    ["85", "an unknown sender", { sender: "NOBODY" }],
    ["86", "an unknown keyword", { keyword: "NOTHING" }],
    ["04", "a wrong secret", { sercretKey: "bad" }],
    ["80", "an unknown partner", { partnerCode: "900002" }],
    ["97", "a missing field", { requestTime: undefined }],
  ];

  beforeEach(async () => {
    for (const destination of ["0912345678", "0987654321"]) {
      await sendSms(single({ messageId: duplicate, destination }));
    }
    simulator.setScenario({ provider: "vnpay", scenario: "accept", requireEncryption: true });
  });

  test.each(faults.map(([code, what], index) => [code, what, index] as const))(
    "%s for %s, whatever later check would fail too",
    async (code, _, index) => {
      const changes = Object.assign({}, ...faults.slice(0, index + 1).map(([, , each]) => each));
      expect(await sendSms(single(changes))).toMatchObject({
        status: 200,
        body: { status: code, isMnp: "0" },
      });
    },
  );

  test.each(faults)("%s for %s alone", async (code, _, changes) => {
    expect(await statusOf(changes)).toMatchObject({ status: code });
  });
});

describe("limits", () => {
  test.each([
    ["00", "480 characters", { shortMessage: "a".repeat(480) }],
    ["02", "481 characters", { shortMessage: "a".repeat(481) }],
    ["00", "a messageId of 32", { messageId: "m".repeat(32) }],
    ["02", "a messageId of 33", { messageId: "m".repeat(33) }],
    ["00", "letters, Greek and brackets of GSM-7", { shortMessage: "@£é ÅΔ_Ω\n\r{[~]} €|^\\" }],
    ["12", "a typographic quote", { shortMessage: "it’s 482915" }],
    ["12", "an emoji", { shortMessage: "482915 🙂" }],
  ])("%s for %s", async (status, _, changes) => {
    expect(await statusOf(changes)).toMatchObject({ status });
  });
});

describe("networks", () => {
  test.each([
    ["0321234567", networks.viettel],
    ["0391234567", networks.viettel],
    ["0861234567", networks.viettel],
    ["0981234567", networks.viettel],
    ["84912345678", networks.vinaphone],
    ["0811234567", networks.vinaphone],
    ["0881234567", networks.vinaphone],
    ["0701234567", networks.mobifone],
    ["0791234567", networks.mobifone],
    ["0896234567", networks.mobifone],
    ["0931234567", networks.mobifone],
    ["0522234567", networks.vietnamobile],
    ["0921234567", networks.vietnamobile],
    ["0591234567", networks.gmobile],
    ["0993234567", networks.gmobile],
    ["0871234567", networks.itel],
    ["0559234567", networks.wintel],
  ])("%s belongs to %s", async (destination, providerId) => {
    expect(await statusOf({ destination })).toMatchObject({
      status: "00",
      isMnp: "0",
      providerId,
      providerIdOrg: providerId,
    });
  });

  test.each([
    "912345678",
    "+84912345678",
    "0084912345678",
    "840912345678",
    "01201234567",
    "091234567",
    "09123456789",
    "0212345678",
    "0301234567",
    "0992234567",
    "0912 345 678",
    "٠٩١٢٣٤٥٦٧٨",
  ])("01 for %s", async (destination) => {
    expect(await statusOf({ destination })).toMatchObject({ status: "01" });
  });

  test("a ported number keeps its prefix and shows both networks", async () => {
    const portedTo = networks.viettel;
    simulator.setScenario({
      provider: "vnpay",
      scenario: "accept",
      number: "0912345678",
      portedTo,
    });
    expect(await statusOf({})).toMatchObject({
      status: "00",
      isMnp: "1",
      providerId: networks.viettel,
      providerIdOrg: networks.vinaphone,
    });
    expect(await statusOf({ destination: "0912345679" })).toMatchObject({ isMnp: "0" });
  });
});

describe("duplicates", () => {
  test("90 for a messageId used before, also for another number and through the list", async () => {
    const messageId = "once";
    expect(await statusOf({ messageId })).toMatchObject({ status: "00" });
    expect(await statusOf({ messageId })).toMatchObject({ messageId, status: "90" });
    expect(await statusOf({ messageId, destination: "0987654321" })).toMatchObject({
      status: "90",
    });
    expect((await sendList([item({ messageId })])).body).toMatchObject([{ status: "90" }]);
    expect(simulator.messages("0912345678")).toHaveLength(1);
    expect(simulator.messages("0987654321")).toEqual([]);
  });

  test("a refused message may come again under its messageId", async () => {
    const messageId = "refused-first";
    expect(await statusOf({ messageId, keyword: "NOTHING" })).toMatchObject({ status: "86" });
    expect(await statusOf({ messageId })).toMatchObject({ status: "00" });
  });

  test("the same text to the same number under another messageId is no duplicate", async () => {
    expect(await statusOf({})).toMatchObject({ status: "00" });
    expect(await statusOf({})).toMatchObject({ status: "00" });
    expect(simulator.messages("0912345678")).toHaveLength(2);
  });

  test("two partners may use the same messageId", async () => {
    const other = { partnerCode: "900002", secret: "other-secret" };
    const account = { ...other, senders: ["OTHER"], keywords: ["OTHER"] };
    expect(await call("POST", "/accounts", account)).toMatchObject({
      status: 201,
      body: { provider: "vnpay", account: "900002" },
    });
    const messageId = "shared";
    const changes = { messageId, partnerCode: "900002", sercretKey: "other-secret" };
    expect(await statusOf({ messageId })).toMatchObject({ status: "00" });
    expect(await statusOf({ ...changes, keyword: "OTHER" })).toMatchObject({ status: "85" });
    const registered = { ...changes, sender: "OTHER", keyword: "OTHER" };
    expect(await statusOf(registered)).toMatchObject({ status: "00" });
  });
});

describe("sendSmsList", () => {
  test("a bare array, one result for each item, in order", async () => {
    const data = [
      item(),
      item({ destination: "0981234567" }),
      item({ destination: "0912345099" }),
      item({ keyword: "NOTHING" }),
      item({ requestTime: undefined }),
      item({ messageId: undefined }),
      "no item",
    ];
    const answer = await sendList(data);
    expect(answer.status).toBe(200);
    const ids = data.map((each) => (typeof each === "string" ? null : (each.messageId ?? null)));
    expect(answer.body).toMatchObject(
      ["00", "00", "99", "86", "97", "97", "97"].map((status, index) => ({
        messageId: ids[index],
        status,
      })),
    );
    expect(answer.body).toMatchObject([
      { providerId: networks.vinaphone },
      { providerId: networks.viettel },
      {},
      {},
      {},
      {},
      {},
    ]);
    expect(simulator.requests()).toHaveLength(7);
  });

  test("one item alone is still an array", async () => {
    expect((await sendList([item()])).body).toMatchObject([{ status: "00" }]);
  });

  test("a messageId twice in one call: the second is the duplicate", async () => {
    const twice = item();
    expect((await sendList([twice, twice])).body).toMatchObject([
      { status: "00" },
      { status: "90" },
    ]);
  });

  test("100 items are taken, 101 are refused as a whole with one object", async () => {
    const items = (count: number) => Array.from({ length: count }, () => item());
    expect((await sendList(items(100))).body).toHaveLength(100);
    simulator.reset();
    expect(await sendList(items(101))).toMatchObject({
      status: 200,
      body: { messageId: null, status: "14", description: "TOO_MANY_MESSAGES", isMnp: "0" },
    });
    expect(simulator.messages("0912345678")).toEqual([]);
  });

  test("as many items as a body can hold", async () => {
    const data = Array.from({ length: 500_000 }, () => 1);
    expect(await sendList(data)).toMatchObject({ status: 200, body: { status: "14" } });
  });

  test.each([
    ["80", "an unknown partner", { partnerCode: "900002" }],
    ["04", "a wrong secret", { secretKey: "bad" }],
    ["97", "the misspelt secret", { secretKey: undefined, sercretKey: "simulator-secret" }],
    ["97", "no items", { data: [] }],
    ["97", "items that are no array", { data: item() }],
  ])("%s with one object for %s", async (status, _, changes) => {
    expect(await sendList([item(), item()], changes)).toMatchObject({
      status: 200,
      body: { messageId: null, status, isMnp: "0" },
    });
    expect(simulator.requests()).toMatchObject([{ outcome: status, accepted: false }]);
  });
});
