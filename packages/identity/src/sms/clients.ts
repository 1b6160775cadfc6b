import { type ProviderDefinition, type ProviderRuntime, providers, type SmsProvider } from "mq-sms";
import type { ChosenAccount } from "./choose-accounts.ts";

/** An account with its client, and how much it takes at a time. */
export interface SmsAccount {
  /** `vnpay`, or `vnpay@org_…` of an organization. */
  readonly id: string;
  /** Whose it is; the platform's where it is absent. */
  readonly organization?: string;
  readonly provider: SmsProvider;
  /** Messages under way at once. */
  readonly window: number;
  readonly perSecond?: number;
}

/** The clients of all accounts, with their sessions. */
export interface Clients {
  /**
   * From now on these accounts and no others, by their ids. A client whose settings have not changed
   * is kept, so that nobody's change ends the sessions of others.
   */
  keep(accounts: readonly ChosenAccount[]): ReadonlyMap<string, SmsAccount>;
}

/** Makes the keeper of clients; `runtimeOf` is what an account's client works with. */
export function createClients(runtimeOf: (account: ChosenAccount) => ProviderRuntime): Clients {
  let kept = new Map<string, { version: number; provider: SmsProvider }>();
  return {
    keep(accounts) {
      const before = kept;
      kept = new Map(
        accounts.map((account) => {
          const known = before.get(account.id);
          const { kind, settings, version } = account;
          if (known?.version === version) return [account.id, known];
          const definition: ProviderDefinition = providers[kind];
          const provider = definition.create(settings, runtimeOf(account));
          return [account.id, { version, provider }];
        }),
      );
      // Sends that are under way end on the old sessions.
      for (const [id, { provider }] of before)
        if (kept.get(id)?.provider !== provider) void provider.close?.();
      return new Map(
        accounts.flatMap(({ id, organization, window, perSecond }) => {
          const provider = kept.get(id)?.provider;
          if (provider === undefined) return [];
          const limits = { window, ...(perSecond !== undefined && { perSecond }) };
          return [[id, { id, provider, ...(organization && { organization }), ...limits }]];
        }),
      );
    },
  };
}
