import { type Config, defineSetting } from "@nx/core";
import { type Static, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { isTimeZone } from "../time-zone.ts";

const strict = { additionalProperties: false } as const;
const wallTime = (title: string) =>
  Type.String({ title, pattern: "^([01]\\d|2[0-3]):[0-5]\\d$", examples: ["07:00"] });

const HeldCategory = Type.Union([Type.Literal("promotional"), Type.Literal("transactional")]);

/** An organization's own hours. */
const OwnWindow = Type.Object(
  {
    country: Type.Optional(
      Type.String({
        title: "Country",
        description:
          "Of the number; stands for what the law of the country presets. All without it.",
        pattern: "^[A-Z]{2}$",
      }),
    ),
    category: Type.Optional(HeldCategory),
    from: wallTime("First minute in which messages may leave"),
    to: wallTime("First minute that is quiet; before the first one: over midnight"),
  },
  strict,
);

/** When people may be written to. */
export const QuietHoursSettings = Type.Object(
  {
    policy: Type.Union([Type.Literal("defer"), Type.Literal("drop"), Type.Literal("ignore")], {
      title: "In quiet hours",
      description:
        "`defer`: messages wait for the first minute that is allowed. `drop`: they are refused. `ignore`: there are no quiet hours, and no limit of a day.",
      default: "defer",
    }),
    categories: Type.Array(HeldCategory, {
      title: "Which messages",
      description: "One-time codes never wait.",
      uniqueItems: true,
      maxItems: 2,
      default: ["promotional"],
    }),
    windows: Type.Array(OwnWindow, {
      title: "Hours in which messages may leave",
      description:
        "By the recipient's clock. Promotional messages also keep to the hours of the law in Vietnam, the United States and India, unless there are own ones for the country.",
      maxItems: 50,
      default: [],
    }),
    timeZone: Type.String({
      title: "Time zone",
      description: "IANA name. For numbers of which no country is known.",
      maxLength: 64,
      default: "UTC",
    }),
    adsPerDay: Type.Optional(
      Type.Integer({
        title: "Promotional messages",
        description: "For one number in 24 hours. In Vietnam 3 where nothing is said.",
        minimum: 1,
        maximum: 1000,
      }),
    ),
  },
  strict,
);
export type QuietHoursSettings = Static<typeof QuietHoursSettings>;

export const quietHoursSetting = defineSetting({
  group: "OUTREACH",
  key: "quiet-hours",
  title: "Quiet hours",
  description: "When messages that nobody waits for may leave, and how many in a day.",
  schema: QuietHoursSettings,
  check: ({ timeZone, windows }) => [
    ...(isTimeZone(timeZone) ? [] : [{ path: "/timeZone", message: "is no IANA time zone" }]),
    ...windows.flatMap(({ from, to }, index) =>
      from === to ? [{ path: `/windows/${index}/to`, message: "must differ from `from`" }] : [],
    ),
  ],
});

/** What holds where nothing else is said, or known at the moment. */
export const defaultQuietHours: QuietHoursSettings = Value.Create(QuietHoursSettings);

/**
 * Reads each organization's quiet hours from the configuration, as they are at that moment. Kept until
 * they change: they are asked for with every message, and the configuration makes a copy each time.
 */
export function quietHoursOf(
  config: Pick<Config, "read" | "watch">,
): (organizationId: string) => QuietHoursSettings {
  const known = new Map<string, QuietHoursSettings>();
  config.watch(quietHoursSetting, () => known.clear());
  return (organizationId) => {
    const kept = known.get(organizationId);
    if (kept !== undefined) return kept;
    const reading = config.read(quietHoursSetting, { organization: organizationId });
    const value = reading.state === "ok" ? reading.value : defaultQuietHours;
    known.set(organizationId, value);
    return value;
  };
}
