import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { HealthFact, SendErrorCode } from "mq-sms";

/** What a look at an account found. */
export interface Checked {
  readonly account: string;
  readonly fact: HealthFact;
}

/** Notes for all processes what the checks found. */
export async function noteChecks(
  { orm }: Pick<Database, "orm">,
  checks: readonly Checked[],
): Promise<void> {
  const rows = checks.map(({ account, fact }) => ({
    account,
    reachable: fact.reachable,
    accepted: fact.credentialsAccepted,
    error: errorOf(fact),
  }));
  await orm.execute(sql`
    insert into account_states as known (account, changed_at, checked_at, reachable,
      credentials_accepted, failed_checks, last_error, last_error_at)
    select account, now(), now(), reachable, accepted, case when error is null then 0 else 1 end,
      error, case when error is not null then now() end
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as checked(account text, reachable boolean, accepted boolean, error text)
    order by account
    on conflict (account) do update set checked_at = excluded.checked_at,
      reachable = excluded.reachable, credentials_accepted = excluded.credentials_accepted,
      failed_checks = case when excluded.failed_checks = 0 then 0
        else least(known.failed_checks + 1, 1000) end,
      last_error = coalesce(excluded.last_error, known.last_error),
      last_error_at = coalesce(excluded.last_error_at, known.last_error_at)`);
}

function errorOf({ reachable, credentialsAccepted }: HealthFact): SendErrorCode | undefined {
  if (!reachable) return "unavailable";
  return credentialsAccepted === false ? "bad_credentials" : undefined;
}
