import { defineSetting, type Setting } from "@nx/core";
import { type Static, Type } from "@sinclair/typebox";
import {
  defaultRules,
  isProviderKind,
  type ProviderDefinition,
  type ProviderKind,
  providers,
  RouteRule,
} from "mq-sms";

const kinds = Object.keys(providers).filter(isProviderKind);
const kindSchema = Type.Union(kinds.map((kind) => Type.Literal(kind)));

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
