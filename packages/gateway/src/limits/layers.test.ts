import { expect, test } from "bun:test";
import { Value } from "@sinclair/typebox/value";
import { bucketsOf } from "./layers.ts";
import { messagesIn } from "./messages-in.ts";
import { RateSettings, type Scenario, ScenarioSettings, scenarioSetting } from "./settings.ts";

const rates = Value.Parse(RateSettings, {});
const organizationId = "0192f000-0000-7000-8000-000000000001";
const briefly = (subject: Parameters<typeof bucketsOf>[0], scenarios: readonly Scenario[] = []) =>
  bucketsOf(subject, { rates, scenarios }).map(
    ({ key, limit, windowSeconds, cost }) => `${key} ${cost} of ${limit} in ${windowSeconds}`,
  );

test("a request counts for its key and its organization; the key's own numbers go first", () => {
  expect(briefly({ key: { id: "k" }, organizationId })).toEqual([
    "key:k:60 1 of 60 in 60",
    "key:k:86400 1 of 10000 in 86400",
    `organization:${organizationId}:60 1 of 300 in 60`,
    `organization:${organizationId}:86400 1 of 50000 in 86400`,
  ]);
  expect(briefly({ key: { id: "k", perMinute: 5, perDay: 7 } })).toEqual([
    "key:k:60 1 of 5 in 60",
    "key:k:86400 1 of 7 in 86400",
  ]);
});

test("a batch counts as its recipients, and messages count for the whole", () => {
  const messages = [{ to: "+84912345678" }, { to: "+84912345679" }];
  expect(briefly({ key: { id: "k" }, messages })).toEqual([
    "key:k:60 2 of 60 in 60",
    "key:k:86400 2 of 10000 in 86400",
    "global:messages:1 2 of 500 in 1",
  ]);
});

test("addresses count alone, those of IPv6 by their /64", () => {
  expect(briefly({ ip: "203.0.113.9" })).toEqual(["ip:203.0.113.9:60 1 of 60 in 60"]);
  expect(briefly({ ip: "2001:db8::7" })).toEqual(["ip:2001:db8:0:0::/64:60 1 of 60 in 60"]);
});

// Codes per person, notifications per person, invitations per group.
const scenarios: Scenario[] = [
  { name: "otp", match: { category: "otp" }, per: "recipient", limit: 5, windowSeconds: 3600 },
  {
    name: "notifications",
    match: { category: "transactional" },
    per: "recipient",
    limit: 100,
    windowSeconds: 86_400,
  },
  {
    name: "invitations",
    match: { metadata: { kind: "invitation" } },
    per: "metadata.group",
    limit: 50,
    windowSeconds: 86_400,
  },
];
const ofScenarios = (messages: Parameters<typeof bucketsOf>[0]["messages"]) =>
  briefly({ organizationId, messages }, scenarios).slice(3);

test("a scenario counts per recipient, however the number is written", () => {
  const otp = (to: string) => ({ to, category: "otp" });
  expect(ofScenarios([otp("+84912345678"), otp("+84 91 234 56 78"), otp("+84912345679")])).toEqual([
    "otp:3600:+84912345678 2 of 5 in 3600",
    "otp:3600:+84912345679 1 of 5 in 3600",
  ]);
});

test("or per thing of the caller's; what names none counts as one, and a message may be in several", () => {
  const invitation = (group?: string) => ({
    to: "+84912345678",
    metadata: { kind: "invitation", ...(group && { group }) },
  });
  expect(ofScenarios([invitation("g1"), invitation("g1"), invitation("g2"), invitation()])).toEqual(
    [
      "notifications:86400:+84912345678 4 of 100 in 86400",
      "invitations:86400:g1 2 of 50 in 86400",
      "invitations:86400:g2 1 of 50 in 86400",
      "invitations:86400: 1 of 50 in 86400",
    ],
  );
  expect(ofScenarios([{ to: "+84912345678", category: "promotional" }])).toEqual([]);
});

test("two scenarios of one name would count each other's messages", () => {
  expect(scenarioSetting.check?.({ scenarios })).toEqual([]);
  expect(scenarioSetting.check?.({ scenarios: [...scenarios, ...scenarios.slice(2)] })).toEqual([
    { path: "/scenarios/3/name", message: "is the name of another one" },
  ]);
  expect(Value.Check(ScenarioSettings, { scenarios })).toBe(true);
});

const to = "+84912345678";
test.each<[string, unknown, number]>([
  ["/v1/messages", { to, body: "x" }, 1],
  ["/v1/messages", { to, body: "x", dryRun: true }, 0],
  ["/v1/messages/preview", { to, body: "x" }, 0],
  ["/v1/messages/batch", { messages: [{ to }, { to }, { to }] }, 3],
  ["/v1/messages/batch", { messages: [{ to }, { to: 7 }, null, "x"] }, 1],
  ["/sms", { receiver: to, message: "x" }, 1],
  ["/sms/send", { phoneNumber: to, message: "x" }, 1],
  ["/sms/bulk", { receivers: [to, to], message: "x" }, 2],
  ["/api/sms/send", { to, body: "x" }, 1],
  ["/api/sms/send-bulk", { to: [to, to, to], body: "x" }, 3],
  ["/v1/expectations", { recipients: [to, to], text: "x" }, 2],
  ["/v1/messages", undefined, 0],
  ["/v1/messages", [], 0],
  ["/v1/messages", { to, metadata: 1 }, 0],
  ["/v1/messages", { to, metadata: { group: "a\0" } }, 0],
  ["/v1/contacts", { to }, 0],
])("a POST to %s of %j sends %i", (route, body, count) => {
  expect(messagesIn("POST", route, body)).toHaveLength(count);
  expect(messagesIn("GET", route, body)).toEqual([]);
});

test("a batch that its route refuses for its size sends nothing", () => {
  const batch = (size: number) => ({ messages: Array(size).fill({ to }) });
  expect(messagesIn("POST", "/v1/messages/batch", batch(1000))).toHaveLength(1000);
  expect(messagesIn("POST", "/v1/messages/batch", batch(1001))).toEqual([]);
  // Longer than metadata may be, and than an index takes.
  const metadata = { group: "x".repeat(257) };
  expect(messagesIn("POST", "/v1/messages", { to, metadata })).toEqual([]);
});
