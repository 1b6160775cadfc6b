import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { providerNames } from "./index.ts";
import { playOf } from "./providers.ts";
import { suffixesOf } from "./suffixes.ts";
import { startTestSimulator } from "./testing/gateway-client.ts";
import { phoneAt, sendTo } from "./testing/senders.ts";

type TestSimulator = Awaited<ReturnType<typeof startTestSimulator>>;
let simulator: TestSimulator["simulator"];
let call: TestSimulator["call"];

beforeAll(async () => {
  ({ simulator, call } = await startTestSimulator());
});
afterAll(() => simulator.stop());
beforeEach(() => simulator.reset());

/** A silent number is proved elsewhere; these two are right unless encryption is asked for. */
const others = new Set(["504"]);
const rules = new Set(["088", "089"]);

describe.each(providerNames)("%s", (provider) => {
  const suffixes = [...suffixesOf(provider)].filter(([suffix]) => !others.has(suffix));
  const refusals = suffixes.filter(
    ([suffix, { scenario }]) => scenario === "code" && !(provider === "vnpay" && rules.has(suffix)),
  );

  test.each(refusals)("…%s is refused with its code", async (suffix, { code }) => {
    await sendTo[provider](call, suffix);
    expect(simulator.requests()).toMatchObject([{ outcome: code, accepted: false }]);
    expect(simulator.messages(phoneAt[provider](suffix))).toEqual([]);
  });

  test("every other ending is one of the transport or of reports", () => {
    const own = suffixes.filter(([, { scenario }]) => scenario !== "code");
    for (const [, { reports, code }] of own) {
      expect(Boolean(reports) && !playOf(provider).reportCodes).toBe(false);
      expect(code === undefined || Object.hasOwn(playOf(provider).reportCodes ?? {}, code)).toBe(
        true,
      );
    }
  });
});

describe("scenarios of each provider", () => {
  const set = (scenario: object) => call("POST", "/scenarios", scenario);

  test.each([
    ["a code of another provider", { provider: "twilio", scenario: "code", code: "97" }, "code"],
    ["reports where none are sent", { provider: "veevotech", reports: "late" }, "reports"],
    [
      "reports of a refused message",
      { provider: "twilio", scenario: "http-500", reports: "none" },
      "reports",
    ],
    ["a failed report without code", { provider: "twilio", reports: "failed" }, "code"],
    [
      "a failed report of a send code",
      { provider: "twilio", reports: "failed", code: "21211" },
      "code",
    ],
    ["a code without a meaning", { provider: "twilio", code: "30003" }, "code"],
    [
      "a delay for reports that are not late",
      { provider: "twilio", reports: "early", delayMs: 1 },
      "delayMs",
    ],
    [
      "two delays in one",
      { provider: "twilio", scenario: "slow", reports: "late", delayMs: 1 },
      "reports",
    ],
    ["encryption elsewhere", { provider: "twilio", requireEncryption: true }, "requireEncryption"],
  ])("400 for %s", async (_, scenario, path) => {
    expect(await set({ scenario: "accept", ...scenario })).toMatchObject({
      status: 400,
      body: { errors: [{ path }] },
    });
  });

  test("one for each provider side by side", async () => {
    await set({ provider: "twilio", scenario: "http-500" });
    await set({ provider: "vonage", scenario: "code", code: "9" });
    await set({ provider: "twilio", scenario: "accept", reports: "failed", code: "30003" });
    expect((await call("GET", "/scenarios")).body).toMatchObject([
      { provider: "twilio", scenario: "accept" },
      { provider: "vonage", code: "9" },
    ]);
  });
});
