import { describe, expect, test } from "bun:test";
import { Value } from "@sinclair/typebox/value";
import { planRoute, type RouteAccount } from "../routing/plan.ts";
import { recordingProvider } from "../testing/index.ts";
import { preview } from "./preview.ts";
import { findRate, RateCard } from "./rate-card.ts";

const card: RateCard = {
  currency: "USD",
  rates: [
    { perSegment: "0.10" },
    { country: "VN", perSegment: "0.04" },
    { account: "twilio", country: "VN", perSegment: "0.05" },
    { account: "twilio", prefix: "+8491", perSegment: "0.03" },
    { account: "twilio-2", prefix: "+8491", perSegment: "0.025" },
    { account: "twilio", network: "45201", perSegment: "0.02" },
  ],
};

describe("the rate", () => {
  const vietnam = { to: "+84912345678", country: "VN" };
  test.each([
    ["any", { account: "vonage", kind: "vonage", to: "+447400123456", country: "GB" }, "0.10"],
    ["the country", { account: "vonage", kind: "vonage", ...vietnam }, "0.04"],
    [
      "the account's country",
      { account: "t", kind: "twilio", to: "+84987654321", country: "VN" },
      "0.05",
    ],
    ["the longest prefix", { account: "t", kind: "twilio", ...vietnam }, "0.03"],
    ["the network", { account: "t", kind: "twilio", ...vietnam, network: "45201" }, "0.02"],
  ])("is that of %s", (_, priced, rate) => {
    expect(findRate(card, priced)).toBe(rate);
  });

  test.each([
    ["2026-01-31T23:59:59Z", "transactional", "1"],
    ["2026-02-01T00:00:00Z", "transactional", "2"],
    ["2026-02-01T00:00:00Z", "otp", "3"],
    ["2026-03-01T00:00:00Z", "otp", "4"],
    [undefined, "transactional", "1"],
  ] as const)("at %s for %s is the one in force", (at, category, rate) => {
    const dated: RateCard = {
      currency: "USD",
      rates: [
        { category: "otp", validFrom: "2026-03-01", perSegment: "4" },
        { category: "otp", perSegment: "3" },
        { validFrom: "2026-02-01", perSegment: "2" },
        { perSegment: "1" },
      ],
    };
    const priced = { account: "a", kind: "a", ...vietnam, category };
    expect(findRate(dated, { ...priced, ...(at && { at: new Date(at) }) })).toBe(rate);
  });

  test("is unknown where none fits", () => {
    const none = { currency: "USD", rates: [{ country: "VN", perSegment: "1" }] };
    expect(findRate(none, { account: "a", kind: "a", to: "+4474", country: "GB" })).toBeUndefined();
  });

  test.each([
    [card, true],
    [{ currency: "usd", rates: [] }, false],
    [{ currency: "USD", rates: [{ perSegment: "-1" }] }, false],
    [{ currency: "USD", rates: [{ perSegment: 1 }] }, false],
    [{ currency: "USD", rates: [{ perSegment: "1", plan: "x" }] }, false],
  ])("the schema takes card %#: %p", (value, does) => {
    expect(Value.Check(RateCard, value)).toBe(does);
  });
});

describe("a preview", () => {
  const { capabilities } = recordingProvider();
  const accounts: RouteAccount[] = [
    { id: "twilio", kind: "twilio", capabilities },
    { id: "vonage", kind: "vonage", capabilities },
  ];
  const previewOf = (text: string, setup: { rates?: RateCard } = { rates: card }) => {
    const message = { id: "1", to: "+84912345678", text, category: "otp" as const };
    const plan = planRoute(message, { accounts, at: new Date(0), ...setup });
    return preview(message, plan, accounts);
  };

  test("tells segments, encoding and the price of the first and of the others", () => {
    expect(previewOf("a".repeat(161))).toMatchObject({
      account: "twilio",
      encoding: "GSM-7",
      segments: 2,
      unitsLeft: 145,
      offending: [],
      price: { amount: "0.06", currency: "USD" },
      alternatives: [
        { account: "vonage", segments: 2, price: { amount: "0.08", currency: "USD" } },
      ],
    });
  });

  test("offers what would make it cheaper, and what it would then cost", () => {
    const shown = previewOf(`“${"a".repeat(100)}”`);
    expect(shown).toMatchObject({
      encoding: "UCS-2",
      segments: 2,
      price: { amount: "0.06" },
      offending: [
        { character: "“", index: 0 },
        { character: "”", index: 101 },
      ],
      suggestion: { segments: 1, saved: 1, price: { amount: "0.03", currency: "USD" } },
    });
  });

  test("without a rate there is no price; without an account nobody is named", () => {
    expect(previewOf("Hello", {}).price).toBeUndefined();
    const plan = { candidates: [], excluded: [] };
    expect(preview({ text: "Hello" }, plan, [])).toMatchObject({ segments: 1, alternatives: [] });
  });

  test("is of the text that is really sent", () => {
    const stripping = {
      ...accounts[0],
      id: "s",
      kind: "s",
      capabilities,
      prepareText: () => "plain",
    };
    const message = { id: "1", to: "+84912345678", text: "đầy đủ dấu", category: "otp" as const };
    const plan = planRoute(message, { accounts: [stripping], at: new Date(0) });
    expect(preview(message, plan, [stripping])).toMatchObject({ text: "plain", encoding: "GSM-7" });
  });
});
