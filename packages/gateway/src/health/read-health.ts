import { sql } from "drizzle-orm";
import { type Circuit, healthOf, newCircuit, sendErrors } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import type { DispatchAccount } from "../dispatch/routing.ts";
import type { ProviderHealth } from "./schemas.ts";
import { type Evidence, recentFailures, stateOf } from "./state-of.ts";

/** Times are milliseconds since 1970. */
type Row = {
  account: string;
  circuit: Circuit | null;
  toldAt: number;
  checkedAt: number | null;
  reachable: boolean | null;
  credentialsAccepted: boolean | null;
  failedChecks: number;
  lastError: string | null;
  lastErrorAt: number | null;
};

/** How accounts are, by what all processes know of them. */
export async function readHealth(
  { database, clock }: Pick<GatewayContext, "database" | "clock">,
  accounts: readonly DispatchAccount[],
): Promise<ProviderHealth[]> {
  const ids = accounts.map(({ id }) => id);
  const rows = await database.orm.execute<Row>(sql`
    select account, circuit, (extract(epoch from changed_at) * 1000)::float8 as "toldAt",
      (extract(epoch from checked_at) * 1000)::float8 as "checkedAt", reachable,
      credentials_accepted as "credentialsAccepted", failed_checks as "failedChecks",
      last_error as "lastError", (extract(epoch from last_error_at) * 1000)::float8 as "lastErrorAt"
    from account_states where account = any(${sql.param(ids)}::text[])`);
  const known = new Map([...rows].map((row) => [row.account, row]));
  const at = clock.now();
  return accounts.map(({ id, provider }) => viewOf(id, provider.kind, known.get(id), at));
}

function viewOf(account: string, provider: string, row: Row | undefined, at: Date): ProviderHealth {
  const circuit = row?.circuit ?? newCircuit;
  const { state: circuitState, share } = healthOf(circuit, at);
  return {
    account,
    provider,
    state: stateOf(evidenceOf(row), at),
    circuit: circuitState,
    share,
    failures: recentFailures(circuit, at),
    ...(row?.checkedAt && { checkedAt: textOf(row.checkedAt) }),
    ...(row?.lastError && Object.hasOwn(sendErrors, row.lastError) && { lastError: row.lastError }),
    ...(row?.lastErrorAt && { lastErrorAt: textOf(row.lastErrorAt) }),
  };
}

const textOf = (time: number): string => new Date(time).toISOString();

function evidenceOf(row: Row | undefined): Evidence {
  if (row === undefined) return { circuit: undefined, toldAt: undefined, check: undefined };
  const { circuit, toldAt, checkedAt, reachable, credentialsAccepted, failedChecks } = row;
  return {
    circuit: circuit ?? undefined,
    toldAt: circuit === null ? undefined : new Date(toldAt),
    check:
      checkedAt === null
        ? undefined
        : {
            at: new Date(checkedAt),
            reachable: reachable !== false,
            credentialsAccepted: credentialsAccepted !== false,
            failed: failedChecks,
          },
  };
}
