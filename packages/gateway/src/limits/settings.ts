import { defineSetting } from "@nx/core";
import { type Static, Type } from "@sinclair/typebox";
import { Category } from "../messages/schemas.ts";

const strict = { additionalProperties: false } as const;
const most = 1_000_000;
const mostOfADay = 100_000_000;
const count = (title: string, byDefault: number, maximum = most) =>
  Type.Integer({ title, default: byDefault, minimum: 1, maximum });

/** How much may be asked for in which time. */
export const RateSettings = Type.Object(
  {
    enabled: Type.Boolean({
      title: "Limits",
      description: "Off for test environments only: also switches off the limits of scenarios.",
      default: true,
    }),
    key: Type.Object(
      {
        perMinute: count("Requests of one key in a minute, unless the key says otherwise", 60),
        perDay: count(
          "Requests of one key in a day, unless the key says otherwise",
          10_000,
          mostOfADay,
        ),
      },
      { ...strict, default: {} },
    ),
    organization: Type.Object(
      {
        perMinute: count("Requests of one organization in a minute", 300),
        perDay: count("Requests of one organization in a day", 50_000, mostOfADay),
      },
      { ...strict, default: {} },
    ),
    ip: Type.Object(
      { perMinute: count("Requests without valid credentials of one address in a minute", 60) },
      { ...strict, default: {} },
    ),
    global: Type.Object(
      { perSecond: count("Messages of all organizations in a second", 500) },
      { ...strict, default: {} },
    ),
  },
  strict,
);
export type RateSettings = Static<typeof RateSettings>;

/** At most so many messages of one kind for one recipient, or for one thing of the caller's. */
export const Scenario = Type.Object(
  {
    name: Type.String({
      title: "Name",
      description: "For replies; a new name begins to count anew.",
      pattern: "^[a-z][a-z0-9-]{0,39}$",
    }),
    match: Type.Object(
      {
        category: Type.Optional(Category),
        metadata: Type.Optional(
          Type.Record(
            Type.String({ pattern: "^[A-Za-z0-9_.-]{1,40}$" }),
            Type.String({ maxLength: 256 }),
            { maxProperties: 5, additionalProperties: false },
          ),
        ),
      },
      { ...strict, title: "Which messages", description: "All of this must hold." },
    ),
    per: Type.String({
      title: "Counted per",
      description: "`recipient`, or an entry of the metadata: `metadata.group`.",
      pattern: "^(recipient|metadata\\.[A-Za-z0-9_.-]{1,40})$",
    }),
    limit: Type.Integer({ title: "How many", minimum: 1, maximum: most }),
    windowSeconds: Type.Integer({ title: "In how many seconds", minimum: 1, maximum: 86_400 }),
  },
  strict,
);
export type Scenario = Static<typeof Scenario>;

/** An organization's rules for kinds of messages. */
export const ScenarioSettings = Type.Object(
  {
    scenarios: Type.Array(Scenario, {
      title: "Scenarios",
      description: "A message must have room in every scenario that it belongs to.",
      maxItems: 10,
      default: [
        {
          name: "otp",
          match: { category: "otp" },
          per: "recipient",
          limit: 5,
          windowSeconds: 3600,
        },
      ],
    }),
  },
  strict,
);
export type ScenarioSettings = Static<typeof ScenarioSettings>;

/** Numbers of the layers; an organization may have its own of keys and of itself. */
export const rateSetting = defineSetting({
  group: "LIMITS",
  key: "rates",
  title: "Rate limits",
  description: "How much keys, organizations, addresses and all together may ask for.",
  schema: RateSettings,
});

/** Limits per scenario and entity. */
export const scenarioSetting = defineSetting({
  group: "LIMITS",
  key: "scenarios",
  title: "Scenarios",
  description: "How many messages of a kind one recipient, or one thing of yours, may get.",
  schema: ScenarioSettings,
  check: ({ scenarios }) =>
    scenarios.flatMap(({ name }, index) =>
      scenarios.findIndex((other) => other.name === name) < index
        ? [{ path: `/scenarios/${index}/name`, message: "is the name of another one" }]
        : [],
    ),
});

/** For `createConfig`. */
export const limitSettings = [rateSetting, scenarioSetting];
