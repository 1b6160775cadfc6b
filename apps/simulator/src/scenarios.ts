import { type Static, Type } from "@sinclair/typebox";
import type { FieldProblem } from "./http/problem.ts";
import { type Checked, check } from "./http/read-body.ts";
import { toE164 } from "./number.ts";
import { codes } from "./vnpay/codes.ts";
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

/** One instruction to the simulator: how a provider answers one number, or all of them. */
export const Scenario = Type.Object(
  {
    provider: Type.Literal("vnpay"),
    scenario: Type.Union(names.map((name) => Type.Literal(name))),
    /** A number in any form, or its last digits. Without it the scenario is for all numbers. */
    number: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
    /** The number of requests after which the scenario ends by itself. */
    times: Type.Optional(Type.Integer({ minimum: 1 })),
    code: Type.Optional(Type.Union(Object.keys(codes).map((code) => Type.Literal(code)))),
    /** Milliseconds before the message is looked at. */
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

/** What each scenario does, and the settings that have a meaning for it. */
const catalogue: Record<Scenario["scenario"], { does: string; settings: (keyof Scenario)[] }> = {
  accept: { does: "accepted with `00`", settings: ["requireEncryption", "portedTo"] },
  code: { does: "answered with `code`", settings: ["code", "delayMs"] },
  slow: { does: "accepted with `00`", settings: ["delayMs"] },
  "reset-before-read": { does: "message not taken, connection reset", settings: [] },
  "reset-after-read": { does: "message taken, connection reset", settings: [] },
  "accept-then-timeout": { does: "message taken, never answered", settings: [] },
  "http-500": { does: "message not taken, HTTP 500", settings: [] },
  "http-429": { does: "message not taken, HTTP 429, `Retry-After`", settings: ["retryAfter"] },
  "http-503": { does: "message not taken, HTTP 503, `Retry-After`", settings: ["retryAfter"] },
  garbage: { does: "message taken, HTML under HTTP 200", settings: [] },
  "wrong-json": { does: "message taken, JSON without `status`", settings: [] },
  truncated: { does: "message taken, the first half of the JSON", settings: [] },
};

/**
 * The scenario of a number by its last three digits, unless another is set. The HTTP faults have
 * numbers of their own; every code NN of the gateway is at 0NN.
 */
export const suffixes: ReadonlyMap<string, Scenario> = new Map<string, Scenario>([
  ...Object.keys(codes)
    .filter((code) => code !== "00")
    .map((code): [string, Scenario] => [`0${code}`, bySuffix({ scenario: "code", code })]),
  ["008", bySuffix({ scenario: "code", code: "08", delayMs: 2000 })],
  ["429", bySuffix({ scenario: "http-429", retryAfter: 2 })],
  ["500", bySuffix({ scenario: "http-500" })],
  ["502", bySuffix({ scenario: "garbage" })],
  ["503", bySuffix({ scenario: "http-503", retryAfter: 2 })],
  ["504", bySuffix({ scenario: "accept-then-timeout" })],
  ["505", bySuffix({ scenario: "wrong-json" })],
  ["506", bySuffix({ scenario: "reset-before-read" })],
  ["507", bySuffix({ scenario: "reset-after-read" })],
  ["508", bySuffix({ scenario: "truncated" })],
  ["509", bySuffix({ scenario: "slow", delayMs: 3000 })],
]);

function bySuffix(scenario: Omit<Scenario, "provider">): Scenario {
  return { provider: "vnpay", ...scenario };
}

/** The suffixes as a Markdown table, for the README. */
export function suffixTable(): string {
  const rows = [...suffixes]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([suffix, scenario]) => `| …${suffix} | ${describe(scenario)} |`);
  return ["| Number ends in | What happens |", "|---|---|", ...rows].join("\n");
}

function describe({ scenario, code, delayMs, retryAfter }: Scenario): string {
  const what = code ? `\`${code}\` ${codes[code]}` : catalogue[scenario].does;
  if (code === "88") return `${what}, unless encrypted`;
  if (code === "89") return `${what}, if encrypted`;
  if (delayMs) return `${what}, after ${delayMs / 1000} s`;
  return retryAfter ? `${what}: ${retryAfter}` : what;
}

/** The scenarios in force. */
export interface Scenarios {
  /** Sets a scenario in place of the one for the same number, or for all. */
  set(input: unknown): Checked<Scenario>;
  /** Those that were set; the suffixes are always there. */
  list(): Scenario[];
  clear(): void;
  /** The scenario for an E.164 number: the most exact one set, else by suffix. */
  find(number: string | null): Scenario | undefined;
  /** Counts one request against the scenario's `times`. */
  use(scenario: Scenario): void;
}

/** Starts with the suffixes alone. */
export function createScenarios(): Scenarios {
  const byEnding = new Map<string, Scenario>();
  return {
    set(input) {
      const checked = checkScenario(input);
      if (checked.ok) byEnding.set(checked.value.number ?? "", checked.value);
      return checked;
    },
    list: () => [...byEnding.values()],
    clear: () => byEnding.clear(),
    find(number) {
      const digits = number?.replace("+", "") ?? "";
      const matching = [...byEnding.keys()].filter((ending) => digits.endsWith(ending));
      const longest = matching.sort((a, b) => b.length - a.length)[0];
      return longest === undefined ? suffixes.get(digits.slice(-3)) : byEnding.get(longest);
    },
    use(scenario) {
      if (scenario.times === undefined) return;
      const ending = scenario.number ?? "";
      if (scenario.times > 1) byEnding.set(ending, { ...scenario, times: scenario.times - 1 });
      else byEnding.delete(ending);
    },
  };
}

/** Checks a scenario and turns its number into the digits that a number must end in. */
function checkScenario(input: unknown): Checked<Scenario> {
  const checked = check(Scenario, input);
  if (!checked.ok) return checked;
  const { provider, scenario, number, times, ...settings } = checked.value;
  const errors: FieldProblem[] = Object.keys(settings)
    .filter((setting) => !catalogue[scenario].settings.some((known) => known === setting))
    .map((path) => ({ path, code: "unknown", message: `Not a setting of ${scenario}` }));
  if (scenario === "code" && !settings.code) {
    errors.push({ path: "code", code: "missing", message: "Expected a code of the gateway" });
  }
  const ending = number && (toE164(number)?.slice(1) ?? /^\d+$/.exec(number)?.[0]);
  if (number && !ending) {
    errors.push({ path: "number", code: "invalid", message: "Expected a number or its end" });
  }
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, value: ending ? { ...checked.value, number: ending } : checked.value };
}
