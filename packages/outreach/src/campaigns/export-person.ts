import { toPublicId } from "@nx/core";
import type { KnownPerson } from "@nx/gateway";
import { sql } from "drizzle-orm";
import { first, inPages } from "../in-pages.ts";
import type { CampaignContext } from "./context.ts";
import { campaignPrefix, type Variant } from "./schemas.ts";

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly variables: Readonly<Record<string, string>> | null;
  readonly variant: number | null;
  readonly variants: readonly Variant[];
  readonly message_id: string | null;
  readonly skipped: string | null;
}

/** The audiences that a person is in, and what is said of them there; campaign by campaign, by key. */
export async function* exportRecipient(
  { database }: Pick<CampaignContext, "database">,
  { organizationId, phone }: KnownPerson,
): AsyncGenerator<readonly object[]> {
  const pages = inPages<Row>((after, limit) =>
    database.orm.execute<Row>(sql`
      select c.id, c.name, c.variants, r.variables, r.variant, r.message_id, r.skipped
      from campaigns c cross join lateral (
        select * from campaign_recipients r
        where r.organization_id = c.organization_id and r.campaign_id = c.id
          and r.phone = ${phone} limit 1) r
      where c.organization_id = ${organizationId}::uuid and c.id > ${after?.id ?? first}::uuid
      order by c.id limit ${limit}`),
  );
  for await (const page of pages) yield page.map(toItem);
}

function toItem({ id, name, variables, variant, variants, message_id, skipped }: Row): object {
  return {
    campaignId: toPublicId(campaignPrefix, id),
    name,
    ...(variables !== null && { variables }),
    ...(variant !== null && { variant: variants[variant]?.name }),
    ...(message_id !== null && { messageId: toPublicId("msg", message_id) }),
    ...(skipped !== null && { skipped }),
  };
}
