import { isSequence } from "./number.ts";
import type { AreaConversion, Conversion, TrafficState } from "./read.ts";
import type { GuardReason, Verdict } from "./reasons.ts";
import type { OtpGuardSettings } from "./settings.ts";
import type { GuardedText } from "./text.ts";

/** A conversion that was found to be too low just now. */
export interface NewIncident extends Conversion {
  readonly effect: "alert" | "block";
  readonly area: string;
  readonly hours: number;
}

/** What becomes of a text, and why. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reasons: readonly GuardReason[];
  readonly incidents: readonly NewIncident[];
}

/** What else is known when a text is judged. */
export interface Circumstances {
  /** Whether counters count: they do not where limits are off. */
  readonly counting: boolean;
  /** The scope has no money left. */
  readonly isSpent: boolean;
  /** The person has passed a CAPTCHA. */
  readonly challengePassed: boolean;
}

/** Weighs a text. Pure: the same facts, the same judgement. */
export const decide = (
  text: Pick<GuardedText, "numberReason" | "policy" | "prefix">,
  traffic: TrafficState,
  settings: OtpGuardSettings,
  circumstances: Circumstances,
): Judgement => {
  const isChallenged =
    circumstances.counting && isGuessing(traffic, settings) && !circumstances.challengePassed;
  // Before anything that depends on the number: who is told of it must learn nothing else.
  if (isChallenged && settings.mode === "enforce")
    return { verdict: "refused", reasons: ["challenge_required"], incidents: [] };
  if (text.numberReason !== undefined)
    return { verdict: "refused", reasons: [text.numberReason], incidents: [] };
  const incidents = circumstances.counting ? incidentsOf(text.prefix, traffic, settings) : [];
  const blocked = traffic.isBlocked || incidents.some(({ effect }) => effect === "block");
  const counted: readonly (readonly [GuardReason, boolean])[] = [
    ["challenge_required", isChallenged],
    ["prefix_blocked", blocked],
    ["prefix_velocity", traffic.burst >= roomOf(traffic, settings)],
    ["sequential_numbers", isSequence(traffic.distances, settings)],
    ["address_countries", traffic.otherCountries >= settings.addressCountries],
    ["country_budget", traffic.unverified >= budgetOf(traffic, settings)],
  ];
  const reasons = [
    ...counted.flatMap(([reason, holds]) => (holds && circumstances.counting ? [reason] : [])),
    ...(circumstances.isSpent ? (["spend_cap"] as const) : []),
  ];
  if (reasons.length === 0) return { verdict: "allowed", reasons, incidents };
  const refuses = settings.mode === "enforce" && text.policy !== "monitor";
  return { verdict: refuses ? "refused" : "recorded", reasons, incidents };
};

/** Whether so many of the scope's guesses are wrong that somebody must be guessing for a living. */
export const isGuessing = (
  { guesses }: Pick<TrafficState, "guesses">,
  { failureGuesses, failureRatio }: OtpGuardSettings,
): boolean => guesses.all >= failureGuesses && guesses.wrong > failureRatio * guesses.all;

/** Texts that a range may have in ten minutes: a sixth of what its hour may grow to. */
const roomOf = ({ busyHour }: TrafficState, settings: OtpGuardSettings): number =>
  Math.max(settings.prefixTexts, Math.ceil((settings.prefixGrowth * busyHour) / 6));

const budgetOf = ({ verified }: TrafficState, settings: OtpGuardSettings): number =>
  Math.max(settings.budgetMinimum, Math.floor(settings.budgetRatio * verified));

const rateOf = ({ sent, verified }: Conversion): number => (sent === 0 ? 1 : verified / sent);

/** Hours of the longest block, and of what an alert is not repeated in. */
const longestBlockHours = 24;
const alertHours = 1;

const incidentsOf = (
  prefix: string,
  traffic: TrafficState,
  settings: OtpGuardSettings,
): NewIncident[] => [
  ...blocksOf(prefix, traffic, settings),
  ...traffic.areas
    .filter(({ area }) => !traffic.alerted.includes(area))
    .filter((area) => isAlarming(area, settings))
    .map(({ area, hour }) => ({ effect: "alert", area, hours: alertHours, ...hour }) as const),
];

const blocksOf = (
  area: string,
  { prefix, isBlocked, lastBlockHours }: TrafficState,
  { conversionTexts, blockConversion }: OtpGuardSettings,
): NewIncident[] => {
  if (isBlocked || prefix.sent < conversionTexts || rateOf(prefix) >= blockConversion) return [];
  const hours = Math.min(longestBlockHours, Math.max(1, lastBlockHours * 2));
  return [{ effect: "block", area, hours, ...prefix }];
};

const isAlarming = (
  { hour, week }: AreaConversion,
  { conversionTexts, alertConversion }: OtpGuardSettings,
): boolean =>
  hour.sent >= conversionTexts &&
  rateOf(hour) < alertConversion &&
  week.sent > 0 &&
  rateOf(hour) < rateOf(week) / 2;
