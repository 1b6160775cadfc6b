import type { CountryCode } from "libphonenumber-js/max";
import metadata from "libphonenumber-js/max/metadata";

/** What tells a mobile number of one country from everything else. */
export interface MobilePlan {
  readonly country: CountryCode;
  /** Whether these digits after the calling code are a mobile number, and can be nothing else. */
  fits(national: string): boolean;
}

/** The layout of the library's metadata, version 4 (`metadata.js` there). */
const layout = { pattern: 2, prefix: 5, prefixForParsing: 7, types: 11 } as const;

/**
 * The plan of a country's mobile numbers, by the library's own patterns; nothing where they do not
 * tell. A number that begins with the national prefix is left to the library, which may take it off.
 */
export function mobilePlanOf(country: CountryCode): MobilePlan | undefined {
  if (metadata.version !== 4) return undefined;
  const row: readonly unknown[] = metadata.countries[country] ?? [];
  const types = row[layout.types];
  if (!Array.isArray(types)) return undefined;
  const [general, fixed, mobile] = [row[layout.pattern], patternOf(types[0]), patternOf(types[1])];
  if (typeof general !== "string" || fixed === undefined || mobile === undefined) return undefined;
  const prefix = row[layout.prefixForParsing] || row[layout.prefix];
  const isPrefixed = typeof prefix === "string" ? new RegExp(`^(?:${prefix})`) : undefined;
  const [isGeneral, isFixed, isMobile] = [whole(general), whole(fixed), whole(mobile)];
  return {
    country,
    fits: (national) =>
      isMobile.test(national) &&
      isGeneral.test(national) &&
      !isFixed.test(national) &&
      !isPrefixed?.test(national),
  };
}

const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);

/** A kind of number is its pattern, or that and its lengths. */
const patternOf = (type: unknown): string | undefined => {
  const pattern: unknown = Array.isArray(type) ? type[0] : type;
  return typeof pattern === "string" ? pattern : undefined;
};
