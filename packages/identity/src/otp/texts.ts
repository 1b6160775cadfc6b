/** Languages of the message. */
export const locales = ["en", "vi"] as const;
export type Locale = (typeof locales)[number];

/** What a template may name, and nothing else: a template cannot smuggle in a link or a name. */
const placeholders = ["code", "minutes", "brand", "reference"] as const;
type Values = Record<(typeof placeholders)[number], string>;

/**
 * The default texts. The Vietnamese one is written without diacritics, because a single one of them
 * would turn the message into UCS-2 with 70 characters a part.
 */
export const defaultTexts: Record<Locale, string> = {
  en: "{code} is your {brand} code (ref {reference}), valid for {minutes} minutes. Do not share it with anyone.",
  vi: "{code} la ma xac thuc {brand} cua ban (so {reference}), het han sau {minutes} phut. Khong chia se ma nay cho bat ky ai.",
};

/** What is wrong with a template, in words for the operator; undefined when nothing is. */
export const templateProblem = (template: string): string | undefined => {
  if (!template.includes("{code}")) return "must contain {code}";
  const unknown = [...template.matchAll(/\{([^}]*)\}/g)].find(
    ([, name]) => !placeholders.some((known) => known === name),
  );
  if (unknown) return `may contain only ${placeholders.map((name) => `{${name}}`).join(", ")}`;
  if (/https?:|www\./i.test(template)) return "must not contain a link";
  return undefined;
};

/**
 * The text of one message. `webOtpDomain` adds the last line that lets a browser fill the code in
 * (WICG "Origin-bound one-time codes": `@example.com #123456`, on a line of its own, at the end).
 */
export const renderText = (
  template: string,
  values: Values,
  webOtpDomain: string | undefined,
): string => {
  const text = template.replace(/\{(code|minutes|brand|reference)\}/g, (whole, name: string) =>
    isPlaceholder(name) ? values[name] : whole,
  );
  const tidy = text.replace(/ {2,}/g, " ").trim();
  return webOtpDomain === undefined ? tidy : `${tidy}\n\n@${webOtpDomain} #${values.code}`;
};

const isPlaceholder = (name: string): name is keyof Values =>
  placeholders.some((known) => known === name);

/**
 * The language for a reply: the one that the request names, else the first known one of an
 * `Accept-Language` header by weight (RFC 9110 section 12.5.4), else `fallback`.
 */
export const chooseLocale = (
  requested: Locale | undefined,
  acceptLanguage: string | undefined,
  fallback: Locale,
): Locale => {
  if (requested) return requested;
  const ranges = (acceptLanguage ?? "").slice(0, 500).split(",").map(parseRange);
  ranges.sort((a, b) => b.weight - a.weight);
  for (const { language, weight } of ranges) {
    const known = locales.find((locale) => locale === language);
    if (known && weight > 0) return known;
  }
  return fallback;
};

const parseRange = (range: string): { language: string; weight: number } => {
  const [tag = "", ...parameters] = range.trim().toLowerCase().split(";");
  const quality = parameters.map((p) => /^\s*q=(\d(?:\.\d{0,3})?)\s*$/.exec(p)?.[1]).find(Boolean);
  return { language: tag.split("-")[0] ?? "", weight: quality === undefined ? 1 : Number(quality) };
};
