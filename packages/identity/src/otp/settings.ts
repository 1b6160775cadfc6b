import { defineSetting } from "@nx/core";
import { type Static, Type } from "@sinclair/typebox";
import { isRegion, segments } from "mq-sms";
import { defaultTexts, locales, renderText, templateProblem } from "./texts.ts";

const windows = (
  title: string,
  description: string,
  defaults: { max: number; seconds: number }[],
) =>
  Type.Array(
    Type.Object(
      {
        max: Type.Integer({ minimum: 1, maximum: 10_000, title: "How many" }),
        seconds: Type.Integer({ minimum: 1, maximum: 2_592_000, title: "In how many seconds" }),
      },
      { additionalProperties: false },
    ),
    { title, description, default: defaults, maxItems: 4 },
  );

const hour = 3600;
const day = 86_400;

const text = (title: string, defaultText: string) =>
  Type.String({
    title,
    description: "May contain {code}, {minutes}, {brand} and {reference}; {code} must be there.",
    default: defaultText,
    maxLength: 480,
  });

/** How many of what in which time. Every list holds all at once; an empty list is no limit. */
const OtpLimits = Type.Object(
  {
    enabled: Type.Boolean({
      title: "Limits",
      description: "Off for test environments only: without limits anybody can spend your money.",
      default: true,
    }),
    phone: windows("Messages to one phone", "Counted per scope, over all purposes.", [
      { max: 5, seconds: hour },
      { max: 10, seconds: day },
    ]),
    phoneEverywhere: windows("Messages to one phone over all scopes", "Stops bombing a victim.", [
      { max: 10, seconds: hour },
      { max: 20, seconds: day },
    ]),
    prefix: windows(
      "Messages to one number range",
      "A range is the number without its last four digits.",
      [{ max: 30, seconds: 600 }],
    ),
    ip: windows(
      "Requests of one client address",
      "An IPv4 address or an IPv6 /64; a /56 has four times as many.",
      [
        { max: 10, seconds: hour },
        { max: 30, seconds: day },
      ],
    ),
    ipVerify: windows("Verifications of one client address", "An IPv4 address or an IPv6 /64.", [
      { max: 30, seconds: hour },
    ]),
    failuresHour: windows("Wrong codes for one phone", "A right code clears this count.", [
      { max: 10, seconds: hour },
    ]),
    failuresDay: windows("Wrong codes for one phone, whatever comes between", "", [
      { max: 20, seconds: day },
    ]),
  },
  { additionalProperties: false, default: {} },
);

/**
 * Everything that one-time codes are decided by. Numbers follow NIST SP 800-63B-4 (at most ten
 * minutes, throttled guesses) and OWASP ASVS 5.0 section 6.5.
 */
export const OtpSettings = Type.Object(
  {
    public: Type.Boolean({
      title: "Public routes",
      description: "Answer OTP routes without an API key, for browsers and apps.",
      default: false,
    }),
    brand: Type.String({
      title: "Brand",
      description: "Name in the text; empty for none.",
      default: "",
      pattern: "^[A-Za-z0-9 ._-]{0,15}$",
    }),
    codeLength: Type.Integer({ title: "Digits of a code", default: 6, minimum: 6, maximum: 10 }),
    longCodePurposes: Type.Array(Type.String({ pattern: "^[a-z][a-z0-9_-]{0,31}$" }), {
      title: "Purposes with a longer code",
      default: ["payment", "recovery"],
      maxItems: 50,
    }),
    longCodeLength: Type.Integer({ title: "Digits of it", default: 8, minimum: 6, maximum: 10 }),
    ttlSeconds: Type.Integer({
      title: "Life of a code in seconds",
      default: 300,
      minimum: 60,
      maximum: 600,
    }),
    maxAttempts: Type.Integer({
      title: "Guesses per challenge",
      description: "Shared by all codes of the challenge, resent ones included.",
      default: 5,
      minimum: 1,
      maximum: 10,
    }),
    acceptedCodes: Type.Integer({
      title: "Codes accepted at once",
      description: "The newest so many unexpired codes, because texts arrive out of order.",
      default: 2,
      minimum: 1,
      maximum: 3,
    }),
    maxSends: Type.Integer({
      title: "Messages per challenge",
      default: 5,
      minimum: 1,
      maximum: 10,
    }),
    resendCooldownSeconds: Type.Array(Type.Integer({ minimum: 1, maximum: 3600 }), {
      title: "Seconds between messages",
      description: "After the first, the second, and so on; the last one repeats.",
      default: [30, 60, 120, 300],
      minItems: 1,
      maxItems: 10,
    }),
    proofTtlSeconds: Type.Integer({
      title: "Life of a proof token in seconds",
      default: 300,
      minimum: 30,
      maximum: 3600,
    }),
    sendTimeoutSeconds: Type.Integer({
      title: "Seconds that a provider has to answer",
      default: 8,
      minimum: 1,
      maximum: 30,
    }),
    defaultLocale: Type.Union(
      locales.map((locale) => Type.Literal(locale)),
      { title: "Language where none is asked for", default: "vi" },
    ),
    region: Type.String({
      title: "Country of national numbers",
      description: "ISO 3166-1 alpha-2; 0912345678 is read as a number of this country.",
      default: "VN",
      pattern: "^[A-Z]{2}$",
    }),
    countries: Type.Array(Type.String({ pattern: "^[A-Z]{2}$" }), {
      title: "Countries that may receive codes",
      description:
        "Empty: the country of national numbers alone. Every further one is a door for traffic pumping.",
      default: [],
      maxItems: 250,
    }),
    texts: Type.Object(
      { en: text("English text", defaultTexts.en), vi: text("Vietnamese text", defaultTexts.vi) },
      { additionalProperties: false, default: {} },
    ),
    webOtpDomain: Type.Optional(
      Type.String({
        title: "Domain for browser autofill",
        description: "Adds `@domain #code` as the last line of every text.",
        pattern: "^[a-z0-9-]+(\\.[a-z0-9-]+)+$",
        maxLength: 100,
      }),
    ),
    limits: OtpLimits,
  },
  { additionalProperties: false },
);
export type OtpSettings = Static<typeof OtpSettings>;

/** One template that cannot be used, or that would cost more than one message part. */
const checkTexts = (settings: OtpSettings): { path: string; message: string }[] =>
  locales.flatMap((locale) => {
    const path = `/texts/${locale}`;
    const problem = templateProblem(settings.texts[locale]);
    if (problem) return [{ path, message: problem }];
    const longest = {
      code: "0".repeat(Math.max(settings.codeLength, settings.longCodeLength)),
      minutes: "10",
      brand: settings.brand,
      reference: "K7X",
    };
    const rendered = renderText(settings.texts[locale], longest, settings.webOtpDomain);
    return segments(rendered).segments > 1
      ? [
          {
            path,
            message: "does not fit one message part; shorten it, or write GSM-7 characters only",
          },
        ]
      : [];
  });

const checkRegion = ({ region }: OtpSettings): { path: string; message: string }[] =>
  isRegion(region) ? [] : [{ path: "/region", message: "is not a country with a numbering plan" }];

/** The one place of OTP configuration. */
export const otpSetting = defineSetting({
  group: "IDENTITY",
  key: "otp",
  title: "One-time codes",
  description: "Codes, texts and limits of phone verification.",
  schema: OtpSettings,
  check: (settings) => [...checkTexts(settings), ...checkRegion(settings)],
});
