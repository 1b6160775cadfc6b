import type { Static } from "@sinclair/typebox";
import { africastalking } from "./africastalking/index.ts";
import { logOnly } from "./log-only.ts";
import { smpp } from "./smpp/index.ts";
import { twilio } from "./twilio/index.ts";
import { veevotech } from "./veevotech/index.ts";
import { vnpay } from "./vnpay/index.ts";
import { vonage } from "./vonage/index.ts";

/** Every kind of provider. A new one is a file, its test and a line here. */
export const providers = {
  vnpay,
  twilio,
  vonage,
  africastalking,
  veevotech,
  smpp,
  "log-only": logOnly,
} as const;

/** Name of a provider kind. */
export type ProviderKind = keyof typeof providers;

/** Complete settings of a kind. */
export type ProviderSettings<Kind extends ProviderKind> = Static<
  (typeof providers)[Kind]["settings"]
>;

/** Whether a name is that of a provider kind. */
export const isProviderKind = (name: string): name is ProviderKind =>
  Object.hasOwn(providers, name);
