import type { GatewayResult, Sent } from "@nx/gateway";
import { sql } from "drizzle-orm";
import { type OutreachResult, refused } from "../problems.ts";
import type { CampaignContext } from "./context.ts";
import { compileText } from "./render.ts";
import { type CampaignRow, campaignColumns, campaignIs } from "./row.ts";
import type { TestBody } from "./schemas.ts";

/** Sends the text of a campaign to one number, whatever the campaign's state. */
export async function sendTest(
  { database, gateway }: Pick<CampaignContext, "database" | "gateway">,
  organizationId: string,
  publicId: string,
  { to, variables = {}, variant }: TestBody,
  keyId?: string,
): Promise<OutreachResult<GatewayResult<Sent>>> {
  const [row] = await database.orm.execute<CampaignRow>(sql`
    select ${campaignColumns} from campaigns c where ${campaignIs(organizationId, publicId)}`);
  if (row === undefined) return refused("campaign_not_found");
  const chosen = row.variants.find(({ name }) => variant === undefined || name === variant);
  if (chosen === undefined) return refused("unknown_variant", { path: "/variant" });
  const text = compileText(chosen.body)(variables);
  if (!text.ok) return refused("missing_variable", { path: `/variables/${text.missing}` });
  const sent = await gateway.send(
    organizationId,
    {
      to,
      body: text.body,
      category: row.category,
      ...(row.sender !== null && { from: row.sender }),
      ...(row.provider !== null && { provider: row.provider }),
    },
    keyId,
  );
  return { ok: true, value: sent };
}
