// Only the full metadata knows number types and checks every digit: the smaller sets take any
// number of a possible length in most countries.
import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  type PhoneNumberType,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from "libphonenumber-js/max";

import { type MobilePlan, mobilePlanOf } from "./mobile-plans.ts";

/** ISO 3166-1 alpha-2 code of a country or territory that has a numbering plan. */
export type Region = CountryCode;

/** What a number is for, as far as the country's numbering plan tells. */
export type PhoneType =
  | "mobile"
  | "fixed_line"
  | "fixed_line_or_mobile"
  | "premium_rate"
  | "toll_free"
  | "shared_cost"
  | "personal"
  | "voip"
  | "pager"
  | "uan"
  /** Something that no message should go to, such as the access number of a voicemail box. */
  | "unknown";

/** Why an input is no phone number that can be sent to. */
export type PhoneProblem =
  /** Holds something else than ASCII digits, one leading plus, spaces, dots, dashes, parentheses. */
  | "not_a_number"
  /** A national number, and no region says of which country. */
  | "ambiguous"
  | "unknown_calling_code"
  | "too_short"
  | "too_long"
  /** The length may be right, but the country has given out no such number. */
  | "not_valid_for_country";

/** A number in the one form that the platform stores and compares. */
export interface Phone {
  /** For example `+84912345678`. */
  readonly e164: string;
  /** For example `84`. */
  readonly countryCallingCode: string;
  /**
   * Undefined for codes that belong to no country: satellite (870, 881-883), personal (878),
   * international freephone, shared cost and premium (800, 808, 979).
   */
  readonly country: Region | undefined;
  /** National significant number, without calling code and trunk prefix: `912345678`. */
  readonly national: string;
  /** Says "mobile" for satellite phones too: look at `country` as well before paying for a text. */
  readonly type: PhoneType;
}

/** The outcome of `parsePhone`. The reason never repeats the input. */
export type ParsedPhone =
  | ({ readonly ok: true } & Phone)
  | { readonly ok: false; readonly reason: PhoneProblem };

const phoneTypes: Readonly<Record<PhoneNumberType, PhoneType>> = {
  MOBILE: "mobile",
  FIXED_LINE: "fixed_line",
  FIXED_LINE_OR_MOBILE: "fixed_line_or_mobile",
  PREMIUM_RATE: "premium_rate",
  TOLL_FREE: "toll_free",
  SHARED_COST: "shared_cost",
  PERSONAL_NUMBER: "personal",
  VOIP: "voip",
  PAGER: "pager",
  UAN: "uan",
  VOICEMAIL: "unknown",
};

/**
 * Vietnam's 11-digit mobile numbers became 10-digit ones in 2018. Address books still hold the old
 * form; nobody answers there, and the subscriber kept the last seven digits.
 */
const vietnamesePrefixesOf2018: Readonly<Record<string, string>> = {
  120: "70",
  121: "79",
  122: "77",
  126: "76",
  128: "78",
  123: "83",
  124: "84",
  125: "85",
  127: "81",
  129: "82",
  162: "32",
  163: "33",
  164: "34",
  165: "35",
  166: "36",
  167: "37",
  168: "38",
  169: "39",
  186: "56",
  188: "58",
  199: "59",
};

/** A plus and the 15 digits that ITU-T E.164 allows. */
const longestE164 = 16;

/** The classes on both sides of the plus have no character in common, so the match is linear. */
const phoneShape = /^[ (]*(?:\+[ (]*)?\d[\d ().-]*$/;

/** Whether a text names a region, in capitals, for settings and request fields. */
export const isRegion = (text: string): text is Region => isSupportedCountry(text);

/**
 * Reads a phone number as people and systems write it and returns its one E.164 form, so that
 * limits and opt-outs keyed by it cannot be passed by another spelling. A number without `+` or
 * `00` needs the region in whose national form it is written.
 */
export const parsePhone = (input: string, region?: Region): ParsedPhone =>
  toPlainMobile(input) ?? parseAny(input, region);

const plainShape = /^\+[1-9]\d{7,14}$/;

/**
 * A mobile number in E.164 form, of a country that has its calling code to itself, is known by its
 * digits: that is most of what is ever sent to, and takes a tenth of the time.
 */
const toPlainMobile = (input: string): ParsedPhone | undefined => {
  if (!plainShape.test(input)) return undefined;
  for (let digits = 1; digits <= 3; digits += 1) {
    const countryCallingCode = input.slice(1, 1 + digits);
    const plan = planByCode(countryCallingCode);
    if (plan === undefined) continue;
    const national = input.slice(1 + digits);
    if (!plan.fits(national)) return undefined;
    const { country } = plan;
    return { ok: true, e164: input, countryCallingCode, country, national, type: "mobile" };
  }
  return undefined;
};

const parseAny = (input: string, region?: Region): ParsedPhone => {
  if (!phoneShape.test(input)) return { ok: false, reason: "not_a_number" };
  const dialled = toDialled(input, region);
  if (dialled === undefined) return { ok: false, reason: "ambiguous" };

  const number = parseCurrent(dialled, region);
  // Every plan in the full metadata names its types, so that a number without one is not valid.
  const type = number?.getType();
  if (number === undefined || type === undefined) {
    return { ok: false, reason: problemOf(dialled, region) };
  }
  // Germany has longer numbers; no provider takes them.
  if (number.number.length > longestE164) return { ok: false, reason: "too_long" };
  return {
    ok: true,
    e164: number.number,
    countryCallingCode: number.countryCallingCode,
    country: number.country,
    national: number.nationalNumber,
    type: phoneTypes[type],
  };
};

/** Calling codes of one country alone; its numbers need not be taken apart to know it. */
const countryByCode: ReadonlyMap<string, Region> = (() => {
  const owners = new Map<string, Region[]>();
  for (const country of getCountries()) {
    const code = getCountryCallingCode(country);
    owners.set(code, [...(owners.get(code) ?? []), country]);
  }
  return new Map(
    [...owners].flatMap(([code, [only, other]]) => (only && !other ? [[code, only]] : [])),
  );
})();

const plans = new Map<string, MobilePlan | undefined>();

/** Made when it is first asked for. */
const planByCode = (code: string): MobilePlan | undefined => {
  const country = countryByCode.get(code);
  if (country !== undefined && !plans.has(code)) plans.set(code, mobilePlanOf(country));
  return plans.get(code);
};

/** The country of a number that `parsePhone` returned; many times faster than parsing it again. */
export const countryOf = (e164: string): Region | undefined => {
  // No calling code begins with another one.
  for (let digits = 1; digits <= 3; digits += 1) {
    const country = countryByCode.get(e164.slice(1, 1 + digits));
    if (country !== undefined) return country;
  }
  const phone = parsePhone(e164);
  return phone.ok ? phone.country : undefined;
};

/** Shows the last three digits of an E.164 number (`***678`), for logs and screens. */
export const maskPhone = (e164: string): string =>
  e164.length > 6 ? `***${e164.slice(-3)}` : "***";

/**
 * Bare digits, with a plus where the calling code is written. Without a region, `00` stands for
 * the plus, as ITU-T recommends; a region has its own international prefix.
 */
const toDialled = (input: string, region: Region | undefined): string | undefined => {
  const digits = input.replace(/\D/g, "");
  if (input.includes("+")) return `+${digits}`;
  if (region !== undefined) return digits;
  return digits.startsWith("00") ? `+${digits.slice(2)}` : undefined;
};

const parseCurrent = (dialled: string, region: Region | undefined): PhoneNumber | undefined => {
  const number = parsePhoneNumberFromString(dialled, region);
  if (number?.country !== "VN" || number.nationalNumber.length !== 10) return number;
  const prefix = vietnamesePrefixesOf2018[number.nationalNumber.slice(0, 3)];
  if (prefix === undefined) return number;
  return parsePhoneNumberFromString(`+84${prefix}${number.nationalNumber.slice(3)}`);
};

const problemOf = (dialled: string, region: Region | undefined): PhoneProblem => {
  switch (validatePhoneNumberLength(dialled, region)) {
    case "NOT_A_NUMBER":
      return "not_a_number";
    case "INVALID_COUNTRY":
      return "unknown_calling_code";
    case "TOO_SHORT":
      return "too_short";
    case "TOO_LONG":
      return "too_long";
    default:
      return "not_valid_for_country";
  }
};
