import { type Provider, playOf } from "./providers.ts";
import { catalogue, type Scenario } from "./scenario.ts";

type Play = Omit<Scenario, "provider">;

/** Faults of the transport, the same at every provider. */
const faults: readonly [string, Play][] = [
  ["429", { scenario: "http-429", retryAfter: 2 }],
  ["500", { scenario: "http-500" }],
  ["502", { scenario: "garbage" }],
  ["503", { scenario: "http-503", retryAfter: 2 }],
  ["504", { scenario: "accept-then-timeout" }],
  ["505", { scenario: "wrong-json" }],
  ["506", { scenario: "reset-before-read" }],
  ["507", { scenario: "reset-after-read" }],
  ["508", { scenario: "truncated" }],
  ["509", { scenario: "slow", delayMs: 3000 }],
];

/** Faults of reports, the same at every provider that sends any. */
const reportFaults: readonly [string, Play][] = [
  ["301", { scenario: "accept", reports: "early" }],
  ["302", { scenario: "accept", reports: "late", delayMs: 5000 }],
  ["303", { scenario: "accept", reports: "duplicated" }],
  ["304", { scenario: "accept", reports: "out-of-order" }],
  ["305", { scenario: "accept", reports: "none" }],
  ["306", { scenario: "accept", reports: "expired" }],
];

/** The scenario of a provider's number by its last three digits, unless another is set. */
export function suffixesOf(provider: Provider): ReadonlyMap<string, Scenario> {
  const { reportCodes } = playOf(provider);
  const common = reportCodes ? [...faults, ...reportFaults] : faults;
  const all = [...common, ...ownSuffixes(provider)];
  return new Map(all.map(([suffix, play]) => [suffix, { provider, ...play }]));
}

function ownSuffixes(provider: Provider): [string, Play][] {
  const { suffixes, reportSuffixes = {}, delays = {} } = playOf(provider);
  return [
    ...Object.entries(suffixes).map(([suffix, code]): [string, Play] => {
      const delayMs = delays[code];
      return [suffix, { scenario: "code", code, ...(delayMs === undefined ? {} : { delayMs }) }];
    }),
    ...Object.entries(reportSuffixes).map(([suffix, code]): [string, Play] => [
      suffix,
      { scenario: "accept", reports: "failed", code },
    ]),
  ];
}

/** A provider's own suffixes as a Markdown table, or those common to all, for the README. */
export function suffixTable(provider?: Provider): string {
  const rows = (provider ? ownSuffixes(provider) : [...faults, ...reportFaults])
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([suffix, play]) => `| …${suffix} | ${describe(play, provider)} |`);
  return ["| Number ends in | What happens |", "|---|---|", ...rows].join("\n");
}

function describe({ scenario, reports, code, delayMs, retryAfter }: Play, of?: Provider): string {
  const play = of && playOf(of);
  const after = delayMs ? `, after ${delayMs / 1000} s` : "";
  if (reports === "failed" && code) {
    return `accepted, then its delivery fails with \`${code}\` ${play?.reportCodes?.[code]}`;
  }
  if (reports) return `${catalogue[scenario].does}, ${reportsDo[reports]}${after}`;
  if (code) {
    const note = play?.notes?.[code];
    return `\`${code}\` ${play?.codes[code]}${note ? `, ${note}` : ""}${after}`;
  }
  return retryAfter
    ? `${catalogue[scenario].does}: ${retryAfter}`
    : catalogue[scenario].does + after;
}

/** What each mode of reports does, in words. */
export const reportsDo: Readonly<Record<NonNullable<Scenario["reports"]>, string>> = {
  normal: "reports in order",
  early: "reports before the answer",
  late: "late reports",
  duplicated: "every report twice",
  "out-of-order": "the last report first",
  none: "no reports",
  failed: "a report of failure",
  expired: "a report of expiry",
};
