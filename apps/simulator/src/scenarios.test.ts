import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { type Scenario, startSimulator } from "./index.ts";
import { suffixesOf } from "./suffixes.ts";
import { clientOf, item, single, startTestSimulator } from "./testing/gateway-client.ts";
import { wait } from "./wait.ts";

type TestSimulator = Awaited<ReturnType<typeof startTestSimulator>>;
let simulator: TestSimulator["simulator"];
let delays: TestSimulator["delays"];
let call: TestSimulator["call"];
let sendSms: TestSimulator["sendSms"];
let sendList: TestSimulator["sendList"];

beforeAll(async () => {
  ({ simulator, delays, call, sendSms, sendList } = await startTestSimulator());
});
afterAll(() => simulator.stop());
beforeEach(() => {
  simulator.reset();
  delays.length = 0;
});

/** What a plain client sees of one message: an answer, a reset, or nothing. */
async function seenBy(destination: string): Promise<object> {
  return await sendSms(single({ destination })).catch(({ code }) => ({ code }));
}

/** What really became of the last message: its record, and whether the phone shows it. */
function truth(destination: string) {
  const [record] = simulator.requests();
  const texts = simulator.messages(destination).length;
  return { outcome: record?.outcome, accepted: record?.accepted, texts };
}

const reset = { code: "ECONNRESET" };
const json = (status: string) => ({ status: 200, body: { status } });

/** Scenario, what its client sees, and whether the message is taken; silence is proved below. */
const faults: [Scenario["scenario"], seen: object, taken: boolean][] = [
  ["http-429", { status: 429, body: "Too Many Requests" }, false],
  ["http-500", { status: 500, body: "Internal Server Error" }, false],
  ["http-503", { status: 503, body: "Service Unavailable" }, false],
  ["garbage", { status: 200, body: expect.stringContaining("<html>") }, true],
  ["wrong-json", { status: 200, body: { result: "done" } }, true],
  ["truncated", { status: 200, body: expect.stringMatching(/^\{"messageId":"[^}]*$/) }, true],
  ["reset-before-read", reset, false],
  ["reset-after-read", reset, true],
];

const faultSuffixes = {
  "http-429": "429",
  "http-500": "500",
  garbage: "502",
  "http-503": "503",
  "accept-then-timeout": "504",
  "wrong-json": "505",
  "reset-before-read": "506",
  "reset-after-read": "507",
  truncated: "508",
  slow: "509",
} as const;

describe("by the end of the number", () => {
  const codes = "01 02 04 05 06 07 08 11 12 14 15 80 81 83 84 85 86 87 88 90 97 99".split(" ");

  test.each(codes)("…0%s is refused with that code", async (code) => {
    const destination = `09123450${code}`;
    expect(await seenBy(destination)).toMatchObject(json(code));
    expect(truth(destination)).toEqual({ outcome: code, accepted: false, texts: 0 });
    expect(delays).toEqual(code === "08" ? [2000] : []);
  });

  test("…089 takes plain messages and refuses encrypted ones", async () => {
    const destination = "0912345089";
    expect(await seenBy(destination)).toMatchObject(json("00"));
    const encrypted = single({ destination, isEncrypt: 1, encryptMessage: "AAAA" });
    expect(await sendSms(encrypted)).toMatchObject(json("89"));
  });

  test("…509 is slow", async () => {
    expect(await seenBy("0912345509")).toMatchObject(json("00"));
    expect(delays).toEqual([3000]);
  });

  test.each(faults)("%s has a number of its own", async (scenario, seen, accepted) => {
    const destination = `0912345${Reflect.get(faultSuffixes, scenario)}`;
    expect(await seenBy(destination)).toMatchObject(seen);
    const outcome = scenario;
    expect(truth(destination)).toEqual({ outcome, accepted, texts: accepted ? 1 : 0 });
  });

  test("429 and 503 say when to come back", async () => {
    for (const suffix of ["429", "503"]) {
      const answer = await sendSms(single({ destination: `0912345${suffix}` }));
      expect(answer.headers.get("retry-after")).toBe("2");
    }
  });

  test("there are no others", () => {
    const known = [...codes, "89"].map((code) => `0${code}`);
    expect([...suffixesOf("vnpay").keys()].sort()).toEqual(
      [...known, ...Object.values(faultSuffixes)].sort(),
    );
  });

  test.each(["0912345678", "0987654321", "0912345000", "0912345009"])(
    "%s is plainly accepted",
    async (destination) => {
      expect(await seenBy(destination)).toMatchObject(json("00"));
      expect(truth(destination)).toEqual({ outcome: "00", accepted: true, texts: 1 });
    },
  );

  test("one item's fault is that of the whole list", async () => {
    const data = [item(), item({ destination: "0912345500" })];
    expect(await sendList(data)).toMatchObject({ status: 500 });
    expect(simulator.messages("0912345678")).toEqual([]);
    expect(simulator.requests()).toMatchObject([
      { outcome: "http-500", accepted: false },
      { outcome: "http-500", accepted: false },
    ]);
  });
});

describe("POST /scenarios", () => {
  const set = (scenario: object) => call("POST", "/scenarios", { provider: "vnpay", ...scenario });
  const ours = "0912345678";
  const another = "0987654321";

  test.each(faults)("%s for one number alone", async (scenario, seen, accepted) => {
    expect(await set({ scenario, number: "+84 912 345 678" })).toMatchObject({
      status: 201,
      body: { provider: "vnpay", scenario, number: "84912345678" },
    });
    expect(await seenBy(ours)).toMatchObject(seen);
    expect(truth(ours)).toMatchObject({ outcome: scenario, accepted });
    expect(await seenBy(another)).toMatchObject(json("00"));
  });

  test.each(faults)("%s for all numbers", async (scenario, seen, accepted) => {
    await set({ scenario });
    for (const destination of [ours, another]) {
      expect(await seenBy(destination)).toMatchObject(seen);
      expect(truth(destination)).toMatchObject({ outcome: scenario, accepted });
    }
  });

  test("a code, at once or after a delay", async () => {
    await set({ scenario: "code", code: "05" });
    expect(await seenBy(ours)).toMatchObject(json("05"));
    await set({ scenario: "code", code: "08", delayMs: 700 });
    expect(await seenBy(ours)).toMatchObject(json("08"));
    expect(delays).toEqual([700]);
  });

  test("slow, in milliseconds", async () => {
    await set({ scenario: "slow", delayMs: 1234, number: ours });
    expect(await seenBy(ours)).toMatchObject(json("00"));
    expect(await seenBy(another)).toMatchObject(json("00"));
    expect(delays).toEqual([1234]);
  });

  test("a code does not hide a real mistake", async () => {
    await set({ scenario: "code", code: "99" });
    expect(await sendSms(single({ keyword: "NOTHING" }))).toMatchObject(json("86"));
  });

  test.each([
    ["seconds", 30, "30"],
    ["a date", "Fri, 02 Jan 2026 08:31:05 GMT", "Fri, 02 Jan 2026 08:31:05 GMT"],
    ["nonsense", "soon", "soon"],
    ["none", null, null],
  ])("Retry-After: %s", async (_, retryAfter, header) => {
    await set({ scenario: "http-503", retryAfter });
    const answer = await sendSms(single());
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe(header);
  });

  test("times counts requests down, then the number is as before", async () => {
    await set({ scenario: "http-500", times: 2 });
    for (const status of [500, 500, 200]) {
      expect(await seenBy(ours)).toMatchObject({ status });
    }
    await set({ scenario: "reset-before-read", times: 1 });
    expect(await seenBy(ours)).toEqual(reset);
    expect(await seenBy(ours)).toMatchObject(json("00"));
    expect((await call("GET", "/scenarios")).body).toEqual([]);
  });

  test("a list counts as one request", async () => {
    await set({ scenario: "code", code: "05", times: 2 });
    expect((await sendList([item(), item()])).body).toMatchObject([
      { status: "05" },
      { status: "05" },
    ]);
    expect((await call("GET", "/scenarios")).body).toMatchObject([{ times: 1 }]);
  });

  test("the most exact number wins; the last scenario for a number replaces the one before", async () => {
    await set({ scenario: "http-500" });
    await set({ scenario: "code", code: "99", number: "678" });
    await set({ scenario: "code", code: "05", number: ours });
    expect(await seenBy(ours)).toMatchObject(json("05"));
    expect(await seenBy("0911111678")).toMatchObject(json("99"));
    expect(await seenBy(another)).toMatchObject({ status: 500 });
    await set({ scenario: "accept", number: ours });
    expect(await seenBy(ours)).toMatchObject(json("00"));
    expect((await call("GET", "/scenarios")).body).toHaveLength(3);
  });

  test("GET shows what is set, DELETE ends it; the ends of numbers stay", async () => {
    await set({ scenario: "garbage" });
    await set({ scenario: "accept", number: "0912345500" });
    expect(await call("GET", "/scenarios")).toMatchObject({
      status: 200,
      body: [
        { provider: "vnpay", scenario: "garbage" },
        { provider: "vnpay", scenario: "accept", number: "84912345500" },
      ],
    });
    expect(await seenBy("0912345500")).toMatchObject(json("00"));
    expect(await call("DELETE", "/scenarios")).toMatchObject({ status: 204, body: "" });
    expect((await call("GET", "/scenarios")).body).toEqual([]);
    expect(await seenBy(ours)).toMatchObject(json("00"));
    expect(await seenBy("0912345500")).toMatchObject({ status: 500 });
  });

  test.each<[string, object, { path: string; code: string }]>([
    ["an unknown field", { scenario: "accept", canary: 1 }, { path: "canary", code: "unknown" }],
    ["no scenario", {}, { path: "scenario", code: "missing" }],
    ["an unknown scenario", { scenario: "canary" }, { path: "scenario", code: "invalid" }],
    [
      "another provider",
      { provider: "canary", scenario: "accept" },
      { path: "provider", code: "invalid" },
    ],
    ["a code scenario without code", { scenario: "code" }, { path: "code", code: "missing" }],
    [
      "a code that the gateway has not",
      { scenario: "code", code: "03" },
      { path: "code", code: "invalid" },
    ],
    [
      "a setting without meaning there",
      { scenario: "garbage", delayMs: 5 },
      { path: "delayMs", code: "unknown" },
    ],
    ["no number", { scenario: "accept", number: "canary" }, { path: "number", code: "invalid" }],
    ["times 0", { scenario: "accept", times: 0 }, { path: "times", code: "invalid" }],
    [
      "a header with a line break",
      { scenario: "http-503", retryAfter: "1\r\nX: 1" },
      { path: "retryAfter", code: "invalid" },
    ],
    [
      "an unknown network",
      { scenario: "accept", portedTo: "1" },
      { path: "portedTo", code: "invalid" },
    ],
  ])("400 for %s", async (_, scenario, error) => {
    const answer = await set(scenario);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body).toMatchObject({ status: 400, errors: [error] });
    if (error.path !== "canary") expect(JSON.stringify(answer.body)).not.toContain("canary");
    expect((await call("GET", "/scenarios")).body).toEqual([]);
  });

  test.each(["{", "[]", "", "null"])("400 for the body %p", async (body) => {
    expect(await call("POST", "/scenarios", body)).toMatchObject({ status: 400 });
  });
});

describe("without an answer", () => {
  test("the message of accept-then-timeout is on the phone, its client hears nothing", async () => {
    let take = () => {};
    const taken = new Promise<void>((resolve) => {
      take = resolve;
    });
    const simulator = await startSimulator({ port: 0, log: () => take() });
    const message = single({ destination: "0912345504" });
    const sent = clientOf(simulator)
      .sendSms(message)
      .catch(() => "no answer");
    await taken;
    expect(simulator.messages("0912345504")).toHaveLength(1);
    const elsewhere = clientOf(simulator).call("GET", "/requests");
    expect(await Promise.race([sent, elsewhere])).toMatchObject({
      status: 200,
      body: [{ outcome: "accept-then-timeout", accepted: true }],
    });
    await simulator.stop();
    expect(await sent).toBe("no answer");
  });

  test("stop ends a delay of minutes", async () => {
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const simulator = await startSimulator({
      port: 0,
      wait: (ms, signal) => {
        begin();
        return wait(ms, signal);
      },
    });
    simulator.setScenario({ provider: "vnpay", scenario: "slow", delayMs: 600_000 });
    const sent = clientOf(simulator)
      .sendSms(single())
      .catch(() => "no answer");
    await begun;
    await simulator.stop();
    expect(await sent).toBe("no answer");
  });
});
