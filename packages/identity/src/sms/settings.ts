import { defineSetting, type Setting } from "@nx/core";
import { type Static, Type } from "@sinclair/typebox";
import {
  defaultRules,
  isProviderKind,
  type ProviderDefinition,
  type ProviderKind,
  providers,
  RateCard,
  RouteRule,
} from "mq-sms";

const kinds = Object.keys(providers).filter(isProviderKind);
const kindSchema = Type.Union(kinds.map((kind) => Type.Literal(kind)));

const AccountLimit = Type.Object(
  {
    provider: kindSchema,
    perSecond: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 100_000,
        title: "Per second",
        description: "Messages a second, over all processes.",
      }),
    ),
    window: Type.Integer({
      minimum: 1,
      maximum: 10_000,
      default: 64,
      title: "Window",
      description: "Messages under way at once, per process.",
    }),
  },
  { additionalProperties: false },
);

/** What these providers allow an ordinary account. */
export const defaultLimits: Static<typeof AccountLimit>[] = [
  { provider: "twilio", perSecond: 100, window: 64 },
  { provider: "vonage", perSecond: 30, window: 64 },
  { provider: "veevotech", perSecond: 10, window: 16 },
];

const SmsSettings = Type.Object(
  {
    provider: Type.Union(kindSchema.anyOf, {
      title: "Provider",
      description: "Which of the configured providers messages are sent through.",
      default: "vnpay",
    }),
    fallbacks: Type.Array(kindSchema, {
      uniqueItems: true,
      default: [],
      title: "Fallbacks",
      description:
        "Tried in this order where the one before has surely not taken a message and another one may.",
    }),
    rules: Type.Array(RouteRule, {
      default: defaultRules,
      title: "Rules",
      description:
        "Which of these providers goes first for which messages; the first rule that fits decides.",
    }),
    limits: Type.Array(AccountLimit, {
      default: defaultLimits,
      title: "Limits",
      description: "How much each provider takes at a time, as agreed with it.",
    }),
    prices: Type.Optional(RateCard),
  },
  { additionalProperties: false },
);
export type SmsSettings = Static<typeof SmsSettings>;

/** Which provider the application sends through. */
export const smsSetting = defineSetting({
  group: "INTEGRATION",
  key: "sms",
  title: "SMS",
  description: "How this application sends text messages.",
  schema: SmsSettings,
});

/** The account of each kind of provider, read from the provider's own declaration. */
export const providerSettings: Readonly<Record<ProviderKind, Setting>> = {
  vnpay: settingOf(providers.vnpay),
  twilio: settingOf(providers.twilio),
  vonage: settingOf(providers.vonage),
  africastalking: settingOf(providers.africastalking),
  veevotech: settingOf(providers.veevotech),
  smpp: settingOf(providers.smpp),
  "log-only": settingOf(providers["log-only"]),
};

function settingOf({ kind, title, settings, check }: ProviderDefinition): Setting {
  return defineSetting({
    group: "INTEGRATION",
    key: kind,
    title,
    description: "Account at this provider.",
    schema: settings,
    ...(check && { check }),
  });
}

/** Everything of the `INTEGRATION` group that SMS needs declared. */
export const integrationSettings: readonly Setting[] = [
  smsSetting,
  ...Object.values(providerSettings),
];
