import { africastalking } from "./africastalking/play.ts";
import { twilio } from "./twilio/play.ts";
import { veevotech } from "./veevotech/play.ts";
import { vnpay } from "./vnpay/play.ts";
import { vonage } from "./vonage/play.ts";

/** What a provider's scenarios can say in its own words. */
export interface ProviderPlay {
  /** Codes that a message can be refused with, and what they mean. */
  codes: Readonly<Record<string, string>>;
  /** Codes that a report of failure can carry; absent where no reports are sent. */
  reportCodes?: Readonly<Record<string, string>>;
  /** The code by the last three digits of a number. */
  suffixes: Readonly<Record<string, string>>;
  /** The code of a failed delivery by the last three digits. */
  reportSuffixes?: Readonly<Record<string, string>>;
  /** What a code does beside refusing. */
  notes?: Readonly<Record<string, string>>;
  /** Milliseconds that pass before a code is answered. */
  delays?: Readonly<Record<string, number>>;
}

/** The fake providers, by the name that scenarios, accounts and records use. */
export const providers = {
  vnpay,
  twilio,
  vonage,
  africastalking,
  veevotech,
} as const satisfies Record<string, ProviderPlay>;

/** Name of a fake provider. */
export type Provider = keyof typeof providers;

/** All names, in the order of the documentation. */
export const providerNames = [
  "vnpay",
  "twilio",
  "vonage",
  "africastalking",
  "veevotech",
] as const satisfies Provider[];

/** The facts of one provider, without the types of its table. */
export const playOf = (provider: Provider): ProviderPlay => providers[provider];
