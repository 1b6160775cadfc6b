import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { RateCard } from "../pricing/rate-card.ts";
import { recordingProvider } from "../testing/index.ts";
import { stripVietnamese } from "../text/strip-vietnamese.ts";
import type { CircuitHealth } from "./circuit.ts";
import { explainPlan } from "./explain.ts";
import { planRoute, type RouteAccount, type RouteMessage, type RouteSetup } from "./plan.ts";
import { defaultRules, type RouteRule } from "./rules.ts";

const account = (
  id: string,
  changes: Partial<RouteAccount["capabilities"]> = {},
): RouteAccount => ({
  id,
  kind: id.split("-")[0] ?? id,
  capabilities: { ...recordingProvider().capabilities, ...changes },
});
const accounts = [
  account("vnpay"),
  account("twilio-1"),
  account("twilio-2"),
  account("africastalking"),
];
const message: RouteMessage = {
  id: "5f0c1b6e-9a7d-4c2f-8e3b-1a0d9c8b7a65",
  to: "+84912345678",
  text: "Ma OTP 123456",
  category: "otp",
};
const at = new Date("2026-01-02T08:00:00Z");
const plan = (changes: Partial<RouteMessage> = {}, setup: Partial<RouteSetup> = {}) =>
  planRoute({ ...message, ...changes }, { accounts, at, ...setup });
const order = (...given: Parameters<typeof plan>) =>
  plan(...given).candidates.map((candidate) => candidate.account);

test("without rules the accounts keep their order", () => {
  expect(plan()).toMatchObject({
    candidates: accounts.map(({ id }, index) => ({
      account: id,
      reasons: [{ code: "order", place: index + 1 }],
    })),
    excluded: [],
  });
});

test("the seeds' rule: Kenya by Africa's Talking, the rest in order", () => {
  const rules = defaultRules;
  expect(order({ to: "+254711000001" }, { rules })).toEqual([
    "africastalking",
    "vnpay",
    "twilio-1",
    "twilio-2",
  ]);
  expect(order({}, { rules })[0]).toBe("vnpay");
});

test("a forced provider is the only one, by id or by kind, whatever the rules say", () => {
  const rules: RouteRule[] = [{ name: "never", match: {}, exclude: ["twilio"] }];
  expect(order({ provider: "twilio-2" }, { rules })).toEqual(["twilio-2"]);
  expect(order({ provider: "twilio" }, { rules })).toEqual(["twilio-1", "twilio-2"]);
  expect(plan({ provider: "nobody" })).toMatchObject({ candidates: [] });
});

describe("a rule", () => {
  const withRule = (rule: Omit<RouteRule, "name" | "match">) => ({
    rules: [{ name: "r", match: {}, ...rule }],
  });

  test("names who goes first, and may leave the others out", () => {
    const use = [{ account: "twilio" }, { account: "vnpay" }];
    expect(order({}, withRule({ use }))).toEqual([
      "twilio-1",
      "twilio-2",
      "vnpay",
      "africastalking",
    ]);
    expect(order({}, withRule({ use, only: true }))).toEqual(["twilio-1", "twilio-2", "vnpay"]);
  });

  test("excludes", () => {
    expect(plan({}, withRule({ exclude: ["twilio", "vnpay"] }))).toMatchObject({
      rule: "r",
      candidates: [{ account: "africastalking" }],
      excluded: [
        { account: "vnpay", reason: { code: "rule_excludes", rule: "r" } },
        { account: "twilio-1" },
        { account: "twilio-2" },
      ],
    });
  });

  test("an account named twice is tried once", () => {
    const use = [{ account: "twilio-2" }, { account: "twilio" }];
    expect(order({}, withRule({ use, only: true }))).toEqual(["twilio-2", "twilio-1"]);
  });

  test("the first that fits decides", () => {
    const rules: RouteRule[] = [
      {
        name: "promo",
        match: { categories: ["promotional"] },
        use: [{ account: "africastalking" }],
      },
      { name: "vn", match: { countries: ["VN"] }, use: [{ account: "twilio-1" }] },
      { name: "rest", match: {}, use: [{ account: "twilio-2" }] },
    ];
    expect(plan({}, { rules }).rule).toBe("vn");
    expect(plan({ category: "promotional" }, { rules }).rule).toBe("promo");
    expect(plan({ to: "+447400123456" }, { rules }).rule).toBe("rest");
  });

  test("weights share messages out, and the same message always goes the same way", () => {
    const use = [
      { account: "vnpay", weight: 70 },
      { account: "twilio-1", weight: 20 },
      { account: "africastalking", weight: 10 },
    ];
    const counts = new Map<string, number>();
    for (let index = 0; index < 5000; index++) {
      const [first = ""] = order({ id: `message-${index}` }, withRule({ use, only: true }));
      counts.set(first, (counts.get(first) ?? 0) + 1);
      expect(order({ id: `message-${index}` }, withRule({ use, only: true }))[0]).toBe(first);
    }
    expect((counts.get("vnpay") ?? 0) / 5000).toBeCloseTo(0.7, 1);
    expect((counts.get("twilio-1") ?? 0) / 5000).toBeCloseTo(0.2, 1);
    expect((counts.get("africastalking") ?? 0) / 5000).toBeCloseTo(0.1, 1);
  });
});

describe("what an account cannot carry", () => {
  const gsmOnly = account("gsm", { unicode: false });
  const short = account("short", { maxTextLength: 10 });

  test("is left out, with the reason", () => {
    expect(plan({ text: "Mã của bạn" }, { accounts: [gsmOnly, short] })).toMatchObject({
      candidates: [{ account: "short" }],
      excluded: [{ account: "gsm", reason: { code: "no_unicode" } }],
    });
    expect(plan({ text: "a".repeat(11) }, { accounts: [gsmOnly, short] })).toMatchObject({
      candidates: [{ account: "gsm" }],
      excluded: [{ account: "short", reason: { code: "too_long", most: 10 } }],
    });
  });

  test("is judged by the text that it sends", () => {
    const stripping = { ...gsmOnly, prepareText: stripVietnamese };
    const text = "Mã ".repeat(30);
    expect(plan({ text }, { accounts: [stripping, account("any")] }).candidates).toMatchObject([
      { account: "gsm", segments: 1 },
      { account: "any", segments: 2 },
    ]);
  });
});

describe("prices", () => {
  const rates: RateCard = {
    currency: "USD",
    rates: [
      { account: "vnpay", country: "VN", perSegment: "0.03" },
      { account: "twilio-1", perSegment: "0.0075" },
      { account: "twilio-2", perSegment: "0.05" },
    ],
  };
  const text = "a".repeat(161);

  test("are those of all segments", () => {
    expect(plan({ text }, { rates }).candidates).toMatchObject([
      { pricePerSegment: { amount: "0.03" }, price: { amount: "0.06", currency: "USD" } },
      { price: { amount: "0.0150" } },
      { price: { amount: "0.10" } },
      { account: "africastalking", segments: 2 },
    ]);
  });

  test("order the accounts where a rule says so, unknown ones last", () => {
    const rules: RouteRule[] = [{ name: "cheap", match: {}, orderBy: "price" }];
    expect(order({}, { rates, rules })).toEqual([
      "twilio-1",
      "vnpay",
      "twilio-2",
      "africastalking",
    ]);
  });

  test("above the limit, or not comparable with it, leave an account out", () => {
    const maxPrice = { amount: "0.06", currency: "USD" };
    expect(plan({ text, maxPrice }, { rates })).toMatchObject({
      candidates: [{ account: "vnpay" }, { account: "twilio-1" }],
      excluded: [
        { account: "twilio-2", reason: { code: "too_expensive", price: { amount: "0.10" } } },
        { account: "africastalking", reason: { code: "price_unknown" } },
      ],
    });
    expect(order({ maxPrice: { amount: "1", currency: "VND" } }, { rates })).toEqual([]);
  });
});

describe("health", () => {
  const health = (id: string, state: CircuitHealth["state"], share = 100) => ({
    health: new Map([[id, { state, share }]]),
  });

  test("an open circuit is last, not gone", () => {
    expect(order({}, health("vnpay", "open"))).toEqual([
      "twilio-1",
      "twilio-2",
      "africastalking",
      "vnpay",
    ]);
    expect(order({ provider: "vnpay" }, health("vnpay", "open"))).toEqual(["vnpay"]);
  });

  test("a half-open one goes first: it is probed", () => {
    expect(order({}, health("africastalking", "half-open"))[0]).toBe("africastalking");
  });

  test("a smaller share sends the others elsewhere first", () => {
    const firsts = Array.from(
      { length: 2000 },
      (_, index) => order({ id: `m${index}` }, health("vnpay", "closed", 30))[0],
    );
    const kept = firsts.filter((id) => id === "vnpay").length / firsts.length;
    expect(kept).toBeCloseTo(0.3, 1);
    expect(new Set(firsts)).toEqual(new Set(["vnpay", "twilio-1"]));
  });
});

const anyHealth = fc.record({
  state: fc.constantFrom<CircuitHealth["state"]>("closed", "open", "half-open"),
  share: fc.integer({ min: 0, max: 100 }),
});
const ids = accounts.map(({ id }) => id);
const anyRule = fc.record(
  {
    name: fc.constant("any"),
    match: fc.constant({}),
    use: fc.array(
      fc.record(
        { account: fc.constantFrom(...ids, "twilio"), weight: fc.integer({ min: 1, max: 100 }) },
        { requiredKeys: ["account"] },
      ),
    ),
    only: fc.boolean(),
    exclude: fc.array(fc.constantFrom(...ids)),
  },
  { requiredKeys: ["name", "match"] },
);

test("whatever the rules and the health: each account has one place, or one reason to be left out", () => {
  fc.assert(
    fc.property(
      anyRule,
      fc.array(fc.tuple(fc.constantFrom(...ids), anyHealth)),
      fc.uuid(),
      fc.constantFrom(undefined, ...ids),
      (rule, health, id, provider) => {
        const setup = { rules: [rule], health: new Map(health) };
        const planned = plan({ id, ...(provider && { provider }) }, setup);
        const placed = planned.candidates.map((candidate) => candidate.account);
        const left = planned.excluded.map((each) => each.account);
        expect([...placed, ...left].sort()).toEqual([...ids].sort());
        if (provider !== undefined) expect(placed).toEqual([provider]);
        else for (const excluded of rule.exclude ?? []) expect(placed).not.toContain(excluded);
        expect(plan({ id, ...(provider && { provider }) }, setup)).toEqual(planned);
        expect(explainPlan(planned).length).toBeGreaterThanOrEqual(1 + ids.length);
      },
    ),
    { numRuns: 500 },
  );
});

test("a plan in words, in both languages", () => {
  const planned = plan(
    { text: "Mã", to: "+254711000001" },
    {
      accounts: [
        account("vnpay", { unicode: false }),
        account("twilio-1"),
        account("africastalking"),
      ],
      rules: defaultRules,
      rates: { currency: "USD", rates: [{ account: "twilio", perSegment: "0.05" }] },
      health: new Map([["twilio-1", { state: "open", share: 10 }]]),
    },
  );
  expect(explainPlan(planned)).toEqual([
    "Rule “Kenya” fits.",
    "1. africastalking: the rule names it.",
    "2. twilio-1, 0.05 USD: number 2 in order; set back, because it fails.",
    "Left out vnpay: it carries no Unicode.",
  ]);
  expect(explainPlan(planned, "vi")).toEqual([
    "Quy tắc “Kenya” khớp.",
    "1. africastalking: quy tắc chỉ định.",
    "2. twilio-1, 0.05 USD: thứ 2 theo thứ tự; lùi lại vì đang lỗi.",
    "Bỏ qua vnpay: không gửi được Unicode.",
  ]);
});
