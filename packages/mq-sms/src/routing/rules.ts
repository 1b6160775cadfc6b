import { type Static, Type } from "@sinclair/typebox";

const Names = (title: string, description: string) =>
  Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { title, description }));

/** When of the day, in a place: from 22:00 to 06:00 goes over midnight. */
const Hours = Type.Object(
  {
    from: Type.String({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$", title: "From" }),
    to: Type.String({
      pattern: "^([01]\\d|2[0-3]):[0-5]\\d$",
      title: "To",
      description: "Not included.",
    }),
    timeZone: Type.String({
      minLength: 1,
      title: "Time zone",
      description: "IANA name, for example Asia/Ho_Chi_Minh.",
    }),
    days: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
        title: "Days",
        description: "1 is Monday. The day on which the hours begin.",
      }),
    ),
  },
  { additionalProperties: false, title: "Hours" },
);
export type Hours = Static<typeof Hours>;

/** What a message must be for a rule. Whatever is left out fits every message. */
const Match = Type.Object(
  {
    countries: Names("Countries", "ISO codes of the phone's country, for example KE."),
    prefixes: Names("Prefixes", "Beginnings of the number in E.164, for example +25471."),
    networks: Names("Networks", "As providers name them; fits only where the network is known."),
    categories: Type.Optional(
      Type.Array(
        Type.Union([
          Type.Literal("otp"),
          Type.Literal("transactional"),
          Type.Literal("promotional"),
        ]),
        { title: "Categories" },
      ),
    ),
    senders: Names("Senders", "Sender IDs that messages ask for."),
    hours: Type.Optional(Hours),
  },
  { additionalProperties: false, default: {}, title: "Match" },
);

/** One rule. The first that fits decides; without one, accounts keep their order. */
export const RouteRule = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 64, title: "Name" }),
    match: Match,
    use: Type.Optional(
      Type.Array(
        Type.Object(
          {
            account: Type.String({
              minLength: 1,
              title: "Account",
              description: "Its id, or its kind.",
            }),
            weight: Type.Optional(
              Type.Integer({
                minimum: 1,
                maximum: 1000,
                title: "Weight",
                description: "Accounts with weights share the messages by them.",
              }),
            ),
          },
          { additionalProperties: false },
        ),
        { title: "Use", description: "Tried first, in this order." },
      ),
    ),
    only: Type.Optional(
      Type.Boolean({
        title: "Only these",
        description: "Accounts that are not named are left out.",
      }),
    ),
    exclude: Names("Exclude", "Accounts that never get such a message."),
    orderBy: Type.Optional(
      Type.Union([Type.Literal("order"), Type.Literal("price")], {
        title: "Order by",
        description: "price: the cheapest first, unknown prices last.",
      }),
    ),
  },
  { additionalProperties: false, title: "Routing rule" },
);
export type RouteRule = Static<typeof RouteRule>;

/** Kenya by Africa's Talking, the rest by the accounts in their order. */
export const defaultRules: readonly RouteRule[] = [
  { name: "Kenya", match: { prefixes: ["+254"] }, use: [{ account: "africastalking" }] },
];

/** What of a message rules look at. */
export interface Matchable {
  /** E.164. */
  readonly to: string;
  readonly country?: string | undefined;
  readonly network?: string | undefined;
  readonly category: "otp" | "transactional" | "promotional";
  readonly from?: string | undefined;
  readonly at: Date;
}

/** Whether a rule is for this message. */
export function fits({ match }: RouteRule, message: Matchable): boolean {
  const { countries, prefixes, networks, categories, senders, hours } = match;
  const isIn = (list: readonly string[] | undefined, value: string | undefined) =>
    list === undefined || (value !== undefined && list.includes(value));
  return (
    isIn(countries, message.country) &&
    (prefixes === undefined || prefixes.some((prefix) => message.to.startsWith(prefix))) &&
    isIn(networks, message.network) &&
    isIn(categories, message.category) &&
    isIn(senders, message.from) &&
    (hours === undefined || isWithin(hours, message.at))
  );
}

function isWithin({ from, to, timeZone, days }: Hours, at: Date): boolean {
  const { time, day } = localTime(at, timeZone);
  const overMidnight = from >= to;
  const isToday = time >= from && (overMidnight || time < to);
  const isSinceYesterday = overMidnight && time < to;
  const began = isToday ? day : isSinceYesterday ? ((day + 5) % 7) + 1 : undefined;
  return began !== undefined && (days === undefined || days.includes(began));
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** `14:05` and the day of the week there. A zone that nobody knows is taken for UTC. */
function localTime(at: Date, timeZone: string): { time: string; day: number } {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return {
    time: `${parts["hour"]}:${parts["minute"]}`,
    day: weekdays.indexOf(parts["weekday"] ?? "") + 1,
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const options = {
    hour: "2-digit",
    minute: "2-digit",
    weekday: "short",
    hourCycle: "h23",
  } as const;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-GB", { ...options, timeZone });
  } catch {
    format = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
  }
  formats.set(timeZone, format);
  return format;
}
