import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";

/**
 * Moves everything that the OTP tables remember into the past, as if `seconds` had gone by. Time is
 * decided by the database's clock, so a test that wants to wait ages the rows instead.
 */
export const age = async ({ orm }: Database, seconds: number): Promise<void> => {
  const past = sql`${seconds} * interval '1 second'`;
  await orm.execute(sql`
    update otp_challenges set
      created_at = created_at - ${past},
      expires_at = expires_at - ${past},
      resend_available_at = resend_available_at - ${past},
      codes = (select coalesce(jsonb_agg(jsonb_set(code, '{expiresAt}',
        to_jsonb((code ->> 'expiresAt')::timestamptz - ${past})) order by place), '[]')
        from jsonb_array_elements(codes) with ordinality as listed(code, place))`);
  await orm.execute(sql`
    update otp_limits set
      expires_at = expires_at - ${past},
      hits = (select coalesce(jsonb_agg(hit::bigint - ${seconds * 1000}::bigint), '[]')
        from jsonb_array_elements_text(hits) hit)`);
  await orm.execute(sql`
    update otp_guard_decisions set at = at - ${past}, verified_at = verified_at - ${past}`);
  await orm.execute(sql`
    update otp_guard_incidents set since = since - ${past}, until = until - ${past},
      lifted_at = lifted_at - ${past}`);
  // Their time is part of their key: all go before the first comes back.
  await orm.execute(sql`
    with gone as (delete from otp_guard_traffic returning *)
    insert into otp_guard_traffic (scope, area, hour, sent, verified)
    select scope, area, hour - ${past}, sent, verified from gone order by hour`);
  await orm.execute(sql`
    with gone as (delete from otp_guard_guesses returning *)
    insert into otp_guard_guesses (scope, minute, guesses, wrong)
    select scope, minute - ${past}, guesses, wrong from gone order by minute`);
  await orm.execute(sql`update otp_proofs set expires_at = expires_at - ${past}`);
};
