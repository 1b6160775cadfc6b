import type { HealthFact } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import type { DispatchAccount } from "../dispatch/routing.ts";
import { noteChecks } from "./note-checks.ts";
import { readHealth } from "./read-health.ts";
import type { ProviderHealth } from "./schemas.ts";

/** Longest look at an account, in milliseconds. */
export const checkMs = 5000;

/** Whether an account answers and takes our credentials; nothing where its provider cannot be asked. */
export async function askAccount(
  { provider }: DispatchAccount,
  signal: AbortSignal,
): Promise<HealthFact | undefined> {
  if (provider.checkHealth === undefined) return undefined;
  return provider.checkHealth(signal).catch(() => ({ reachable: false }));
}

/**
 * Looks at one account of an organization now, and tells all processes what it found; nothing where
 * the organization has no such account.
 */
export async function checkAccount(
  context: GatewayContext,
  organizationId: string,
  id: string,
): Promise<ProviderHealth | undefined> {
  const account = context.routing(organizationId).accounts.find((each) => each.id === id);
  if (account === undefined) return undefined;
  const fact = await askAccount(account, AbortSignal.timeout(checkMs));
  if (fact !== undefined) await noteChecks(context.database, [{ account: id, fact }]);
  const [health] = await readHealth(context, [account]);
  return health;
}
