import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";

/** The IANA time zones of those of these numbers whose contacts say one, for quiet hours. */
export const zonesOfContacts =
  ({ orm }: Pick<Database, "orm">) =>
  async (
    organizationId: string,
    phones: readonly string[],
  ): Promise<ReadonlyMap<string, string>> => {
    const rows = await orm.execute<{ phone: string; zone: string }>(sql`
      select phone, time_zone as zone from contacts
      where organization_id = ${organizationId}::uuid and phone = any(${sql.param(phones)}::text[])
        and time_zone is not null`);
    return new Map([...rows].map(({ phone, zone }) => [phone, zone]));
  };
