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
  await orm.execute(sql`update otp_proofs set expires_at = expires_at - ${past}`);
};
