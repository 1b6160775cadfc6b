import { type Static, type TSchema, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { AfricasTalkingAccount, defaultAfricasTalkingAccount } from "./africastalking/accounts.ts";
import { type Checked, check } from "./http/read-body.ts";
import type { Provider } from "./providers.ts";
import { defaultTwilioAccount, TwilioAccount } from "./twilio/accounts.ts";
import { defaultVeevoTechAccount, VeevoTechAccount } from "./veevotech/accounts.ts";
import { defaultVnpayAccount, VnpayAccount } from "./vnpay/accounts.ts";
import { defaultVonageAccount, VonageAccount } from "./vonage/accounts.ts";

const Account = Type.Union([
  VnpayAccount,
  TwilioAccount,
  VonageAccount,
  AfricasTalkingAccount,
  VeevoTechAccount,
]);

/** An account at one of the fake providers; without `provider` it is VNPAY's. */
export type Account = Static<typeof Account>;

/** The accounts that a fresh simulator knows, by provider. Their credentials are invented. */
export const defaultAccounts = {
  vnpay: defaultVnpayAccount,
  twilio: defaultTwilioAccount,
  vonage: defaultVonageAccount,
  africastalking: defaultAfricasTalkingAccount,
  veevotech: defaultVeevoTechAccount,
} as const satisfies Record<Provider, Account>;

const schemas: Record<Provider, TSchema> = {
  vnpay: VnpayAccount,
  twilio: TwilioAccount,
  vonage: VonageAccount,
  africastalking: AfricasTalkingAccount,
  veevotech: VeevoTechAccount,
};

/** The accounts of every provider, by what a request names them with. */
export interface Accounts {
  /** By partner code. */
  vnpay: Map<string, VnpayAccount>;
  /** By account SID. */
  twilio: Map<string, TwilioAccount>;
  /** By API key. */
  vonage: Map<string, VonageAccount>;
  /** By user name. */
  africastalking: Map<string, AfricasTalkingAccount>;
  /** By API key. */
  veevotech: Map<string, VeevoTechAccount>;
  /** Adds an account, or replaces the one of the same name; returns provider and name. */
  set(account: Account): { provider: Provider; account: string };
  /** Back to the default accounts. */
  reset(): void;
}

/** Starts with the default accounts. */
export function createAccounts(): Accounts {
  const accounts: Accounts = {
    vnpay: new Map(),
    twilio: new Map(),
    vonage: new Map(),
    africastalking: new Map(),
    veevotech: new Map(),
    set(account) {
      switch (account.provider) {
        case "twilio":
          return put(accounts.twilio, account.accountSid, account, "twilio");
        case "vonage":
          return put(accounts.vonage, account.apiKey, account, "vonage");
        case "africastalking":
          return put(accounts.africastalking, account.username, account, "africastalking");
        case "veevotech":
          return put(accounts.veevotech, account.apiKey, account, "veevotech");
        default:
          return put(accounts.vnpay, account.partnerCode, account, "vnpay");
      }
    },
    reset() {
      for (const provider of Object.values(defaultAccounts)) {
        accounts[provider.provider ?? "vnpay"].clear();
        accounts.set(provider);
      }
    },
  };
  accounts.reset();
  return accounts;
}

function put<A>(accounts: Map<string, A>, name: string, account: A, provider: Provider) {
  accounts.set(name, account);
  return { provider, account: name };
}

/** Checks an account from outside against the schema of the provider that it names. */
export function checkAccount(input: unknown): Checked<Account> {
  const checked = check(schemas[providerOf(input)], input);
  if (!checked.ok) return checked;
  return Value.Check(Account, input)
    ? { ok: true, value: input }
    : { ok: false, errors: [{ path: "", code: "invalid", message: "Expected an account" }] };
}

function providerOf(input: unknown): Provider {
  const named = typeof input === "object" && input !== null ? Reflect.get(input, "provider") : "";
  return named === "twilio" ||
    named === "vonage" ||
    named === "africastalking" ||
    named === "veevotech"
    ? named
    : "vnpay";
}
