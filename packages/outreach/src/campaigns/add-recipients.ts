import type { Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import { byHash } from "./by-hash.ts";
import { type CampaignRow, changeCampaign } from "./row.ts";

/** Somebody of an audience. */
export interface NewRecipient {
  /** E.164. */
  readonly phone: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Adds recipients to a campaign that the transaction holds; of a number the last variables count. */
export async function addRecipients(
  orm: Orm,
  campaign: Pick<CampaignRow, "organizationId" | "id" | "numbered">,
  recipients: readonly NewRecipient[],
): Promise<{ readonly added: number; readonly repeated: number }> {
  const { organizationId, id, numbered } = campaign;
  const byPhone = new Map(recipients.map((recipient) => [recipient.phone, recipient]));
  const last = [...byPhone.values()];
  const [row] = await orm.execute<{ added: number }>(sql`
    with given as materialized (
      select phone, variables, row_number() over (order by ${byHash(id)}) as k
      from unnest(${sql.param(last.map(({ phone }) => phone))}::text[],
        ${sql.param(last.map(({ variables }) => JSON.stringify(variables)))}::text[])
        as g(phone, variables)
    ), written as (
      insert into campaign_recipients as r
        (organization_id, campaign_id, phone, n, variables)
      select ${organizationId}::uuid, ${id}::uuid, phone, ${numbered}::int + k, variables::jsonb
      from given order by phone
      on conflict (organization_id, campaign_id, phone)
        do update set variables = excluded.variables
      returning r.n
    )
    select count(*) filter (where n > ${numbered}::int)::int as added from written`);
  await changeCampaign(orm, campaign, sql`numbered = numbered + ${last.length}::int`);
  const added = row?.added ?? 0;
  return { added, repeated: recipients.length - added };
}
