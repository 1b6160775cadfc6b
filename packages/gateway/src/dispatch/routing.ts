import type { RateCard, RouteRule, SmsProvider } from "mq-sms";
import type { AccountLimits } from "./account-gate.ts";

/** An account that messages go through. */
export interface DispatchAccount extends AccountLimits {
  readonly id: string;
  readonly provider: SmsProvider;
}

/** Where messages may go at a moment. */
export interface Routing {
  /** In their order of preference. */
  readonly accounts: readonly DispatchAccount[];
  readonly rules: readonly RouteRule[];
  readonly rates?: RateCard;
}

/** Where an organization has no rates of its own, those of the platform count. */
export const withRates = (routing: Routing, rates: Routing["rates"]): Routing =>
  rates === undefined ? routing : { ...routing, rates };
