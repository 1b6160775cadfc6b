import { type SQL, sql } from "drizzle-orm";

/** Orders rows with a `phone` so that in another campaign it is another order. */
export const byHash = (campaignId: string): SQL => sql`md5(${campaignId}::text || phone)`;
