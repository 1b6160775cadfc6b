import { createHmac, type KeyObject } from "node:crypto";
import type { Phone, PhoneType } from "mq-sms";
import type { OtpSettings } from "../settings.ts";
import type { GuardReason } from "./reasons.ts";
import type { OtpGuardSettings } from "./settings.ts";

/** Kinds of number that a person carries. Others ring on a desk, or earn money for their owner. */
const personalTypes: readonly PhoneType[] = ["mobile", "fixed_line_or_mobile"];

/** Stands for the codes that belong to no country, satellite phones above all. */
const noCountry = "001";

/** What a country's traffic may do: be refused, be refused by nothing, or get no code at all. */
export type CountryPolicy = "allow" | "monitor" | "deny";

/** Country of a number for the counters; never empty. */
export const countryAreaOf = ({ country }: Phone): string => country ?? noCountry;

/**
 * The range of an operator: calling code and the first three digits after it, or four where numbers
 * have ten digits and more (`+84912`, `+14155`).
 */
export const prefixOf = ({ countryCallingCode, national }: Phone): string =>
  `+${countryCallingCode}${national.slice(0, national.length >= 10 ? 4 : 3)}`;

/** The policy of the number's country. */
export const countryPolicyOf = (
  { country }: Phone,
  { countries, region }: Pick<OtpSettings, "countries" | "region">,
  { monitorCountries }: Pick<OtpGuardSettings, "monitorCountries">,
): CountryPolicy => {
  if (country === undefined) return "deny";
  if (monitorCountries.includes(country)) return "monitor";
  const open: readonly string[] = countries.length === 0 ? [region] : countries;
  return open.includes(country) ? "allow" : "deny";
};

/** Why a number gets no code, whatever happened before; undefined for one that may. */
export const numberReasonOf = (
  phone: Phone,
  policy: CountryPolicy,
  { allowVoip }: Pick<OtpGuardSettings, "allowVoip">,
): GuardReason | undefined => {
  const fits = personalTypes.includes(phone.type) || (allowVoip && phone.type === "voip");
  // A satellite phone calls itself mobile; it is its want of a country that gives it away.
  if (!fits || phone.country === undefined) return "number_type";
  return policy === "deny" ? "country_denied" : undefined;
};

/** Numbers at most `span` away, by their distance. */
export const neighboursOf = (e164: string, span: number): Map<number, string> => {
  const number = Number(e164.slice(1));
  const distances = Array.from({ length: 2 * span + 1 }, (_, at) => at - span);
  return new Map(
    distances.filter((by) => by !== 0).map((by) => [by, `+${String(number + by)}`] as const),
  );
};

/** Whether the number and its neighbours hold `numbers` different ones within `span`. */
export const isSequence = (
  distances: readonly number[],
  { sequenceNumbers, sequenceSpan }: Pick<OtpGuardSettings, "sequenceNumbers" | "sequenceSpan">,
): boolean => {
  const line = [...new Set([0, ...distances])].sort((a, b) => a - b);
  return line.some((first) => {
    const near = line.filter((each) => each >= first && each <= first + sequenceSpan);
    return near.includes(0) && near.length >= sequenceNumbers;
  });
};

/** A keyed hash that tells nothing to whoever reads the database, nor one scope about another. */
export const hashOf = (
  secret: KeyObject,
  kind: "phone" | "client",
  scope: string,
  value: string,
): string =>
  createHmac("sha256", secret)
    .update(JSON.stringify(["otp-guard", kind, scope, value]))
    .digest("base64url");
