import { defineSetting } from "@nx/core";
import { type Static, Type } from "@sinclair/typebox";

const ratio = (title: string, description: string, fallback: number) =>
  Type.Number({ title, description, default: fallback, minimum: 0, maximum: 1 });

/**
 * What the guard against SMS pumping decides by. Periods are not settings: a range is watched over
 * ten minutes and an hour, a country over a day and fourteen days.
 */
export const OtpGuardSettings = Type.Object(
  {
    stopped: Type.Boolean({
      title: "Stop all codes",
      description:
        "The kill switch: no code is sent while it is on; those that were sent can be used. The platform's holds for every organization.",
      default: false,
    }),
    mode: Type.Union([Type.Literal("enforce"), Type.Literal("record")], {
      title: "Mode",
      description:
        "With `record` everything is decided and stored, and nothing refused but what the country list and the kinds of numbers refuse.",
      default: "enforce",
    }),
    monitorCountries: Type.Array(Type.String({ pattern: "^[A-Z]{2}$" }), {
      title: "Countries on trial",
      description:
        "May receive codes too, and the guard records about them without refusing. All others that IDENTITY/otp does not list are closed.",
      default: [],
      maxItems: 250,
    }),
    allowVoip: Type.Boolean({
      title: "Internet phone numbers",
      description: "Send codes to VoIP numbers as well, which are cheap to have by the thousand.",
      default: false,
    }),
    budgetMinimum: Type.Integer({
      title: "Unverified texts a day to one country",
      description: "So many are free, whatever was verified before.",
      default: 20,
      minimum: 1,
      maximum: 1_000_000,
    }),
    budgetRatio: Type.Number({
      title: "Unverified texts that a verified one buys",
      description: "Times the codes verified in that country in fourteen days.",
      default: 0.5,
      minimum: 0,
      maximum: 10,
    }),
    prefixTexts: Type.Integer({
      title: "Texts to one operator's range in ten minutes",
      description: "A range is the country and the first three or four digits after it.",
      default: 30,
      minimum: 1,
      maximum: 1_000_000,
    }),
    prefixGrowth: Type.Number({
      title: "Times a busy hour",
      description:
        "A range that verified codes in nine hours of a week may have so many times its ninth-best hour.",
      default: 5,
      minimum: 1,
      maximum: 100,
    }),
    sequenceNumbers: Type.Integer({
      title: "Neighbouring numbers",
      description: "So many different ones of one client in ten minutes are a sequence.",
      default: 4,
      minimum: 2,
      maximum: 100,
    }),
    sequenceSpan: Type.Integer({
      title: "How near neighbours are",
      description: "Greatest distance between the first and the last.",
      default: 50,
      minimum: 1,
      maximum: 100,
    }),
    addressCountries: Type.Integer({
      title: "Countries of one client address",
      description: "How many different ones it may ask for in a day.",
      default: 3,
      minimum: 1,
      maximum: 250,
    }),
    conversionTexts: Type.Integer({
      title: "Texts before a conversion is judged",
      default: 30,
      minimum: 10,
      maximum: 100_000,
    }),
    alertConversion: ratio(
      "Alarming conversion",
      "Below it, and below half of the week's, an alert is raised.",
      0.4,
    ),
    blockConversion: ratio(
      "Impossible conversion",
      "Below it a range is blocked, for an hour first and up to a day.",
      0.15,
    ),
    failureGuesses: Type.Integer({
      title: "Guesses before failures are judged",
      description: "In five minutes, over all phones.",
      default: 200,
      minimum: 20,
      maximum: 1_000_000,
    }),
    failureRatio: ratio(
      "Alarming share of wrong codes",
      "Above it callers have to pass a challenge (CAPTCHA).",
      0.6,
    ),
  },
  { additionalProperties: false },
);
export type OtpGuardSettings = Static<typeof OtpGuardSettings>;

/** The configuration of the guard: the platform's, or an organization's own. */
export const otpGuardSetting = defineSetting({
  group: "IDENTITY",
  key: "otp-guard",
  title: "Pumping guard",
  description: "Keeps one-time codes from being ordered for money.",
  schema: OtpGuardSettings,
});
