import { type Static, Type } from "@sinclair/typebox";
import type { FieldProblem } from "./http/problem.ts";
import { type Checked, check } from "./http/read-body.ts";
import { toE164 } from "./number.ts";
import { playOf, providerNames } from "./providers.ts";
import { networks } from "./vnpay/networks.ts";

const names = [
  "accept",
  "code",
  "slow",
  "reset-before-read",
  "reset-after-read",
  "accept-then-timeout",
  "http-500",
  "http-429",
  "http-503",
  "garbage",
  "wrong-json",
  "truncated",
] as const;

const reportModes = [
  "normal",
  "early",
  "late",
  "duplicated",
  "out-of-order",
  "none",
  "failed",
  "expired",
] as const;

/** How an accepted message's delivery reports come. */
export type ReportMode = (typeof reportModes)[number];

/** One instruction to the simulator: how a provider answers one number, or all of them. */
export const Scenario = Type.Object(
  {
    provider: Type.Union(providerNames.map((name) => Type.Literal(name))),
    scenario: Type.Union(names.map((name) => Type.Literal(name))),
    /** A number in any form, or its last digits. Without it the scenario is for all numbers. */
    number: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
    /** The number of requests after which the scenario ends by itself. */
    times: Type.Optional(Type.Integer({ minimum: 1 })),
    /** How the reports come. Without it they are normal. */
    reports: Type.Optional(Type.Union(reportModes.map((mode) => Type.Literal(mode)))),
    /** Of the provider: what the message is refused with, or why its delivery failed. */
    code: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    /** Milliseconds before the message is looked at, or before late reports. */
    delayMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 })),
    /** The header's value, sensible or not; `null` leaves the header out. */
    retryAfter: Type.Optional(
      Type.Union([Type.Integer(), Type.String({ pattern: "^[!-~][ -~]{0,63}$" }), Type.Null()]),
    ),
    /** Plain messages to Viettel are refused (88), encrypted ones to others too (89). */
    requireEncryption: Type.Optional(Type.Boolean()),
    /** Id of the network that serves the number now, whatever its prefix says. */
    portedTo: Type.Optional(Type.Union(Object.values(networks).map((id) => Type.Literal(id)))),
  },
  { additionalProperties: false },
);
export type Scenario = Static<typeof Scenario>;

/** What each scenario does, the settings that have a meaning for it, and whether it takes messages. */
export const catalogue: Record<
  Scenario["scenario"],
  { does: string; settings: (keyof Scenario)[]; takes: boolean }
> = {
  accept: { does: "accepted", settings: [], takes: true },
  code: { does: "answered with `code`", settings: ["code", "delayMs"], takes: false },
  slow: { does: "accepted", settings: ["delayMs"], takes: true },
  "reset-before-read": { does: "message not taken, connection reset", settings: [], takes: false },
  "reset-after-read": { does: "message taken, connection reset", settings: [], takes: true },
  "accept-then-timeout": { does: "message taken, never answered", settings: [], takes: true },
  "http-500": { does: "message not taken, HTTP 500", settings: [], takes: false },
  "http-429": retryLater(429),
  "http-503": retryLater(503),
  garbage: { does: "message taken, HTML under HTTP 200", settings: [], takes: true },
  "wrong-json": { does: "message taken, JSON without its outcome", settings: [], takes: true },
  truncated: { does: "message taken, the first half of the answer", settings: [], takes: true },
};

function retryLater(status: number): (typeof catalogue)["accept"] {
  const does = `message not taken, HTTP ${status}, \`Retry-After\``;
  return { does, settings: ["retryAfter"], takes: false };
}

/** Checks a scenario and turns its number into the digits that a number must end in. */
export function checkScenario(input: unknown): Checked<Scenario> {
  const checked = check(Scenario, input);
  if (!checked.ok) return checked;
  const { number } = checked.value;
  const ending = number && (toE164(number)?.slice(1) ?? /^\d+$/.exec(number)?.[0]);
  const errors = [...settingProblems(checked.value), ...codeProblems(checked.value)];
  if (number && !ending) {
    errors.push({ path: "number", code: "invalid", message: "Expected a number or its end" });
  }
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, value: ending ? { ...checked.value, number: ending } : checked.value };
}

function settingProblems(given: Scenario): FieldProblem[] {
  const { provider, scenario, number, times, ...settings } = given;
  const known = settingsOf(given);
  return Object.keys(settings)
    .filter((setting) => !known.some((each) => each === setting))
    .map((path) => ({ path, code: "unknown", message: `Not a setting of ${scenario} here` }));
}

function settingsOf({ provider, scenario, reports }: Scenario): (keyof Scenario)[] {
  const { settings, takes } = catalogue[scenario];
  const known = [...settings];
  if (scenario === "accept" && provider === "vnpay") known.push("requireEncryption", "portedTo");
  if (!takes || !playOf(provider).reportCodes) return known;
  if (reports === "failed") known.push("code");
  // The delay of a slow answer cannot be that of late reports too.
  if (reports === "late" && scenario !== "slow") known.push("delayMs");
  if (reports !== "late" || scenario !== "slow") known.push("reports");
  return known;
}

function codeProblems({ provider, scenario, reports, code }: Scenario): FieldProblem[] {
  const { codes, reportCodes = {} } = playOf(provider);
  const expected = scenario === "code" ? codes : reports === "failed" ? reportCodes : undefined;
  if (!expected || (code !== undefined && Object.hasOwn(expected, code))) return [];
  const message = "Expected a code of the gateway";
  return [{ path: "code", code: code === undefined ? "missing" : "invalid", message }];
}
