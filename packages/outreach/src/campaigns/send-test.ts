import type { GatewayResult, Sent, SentBy } from "@nx/gateway";
import { sql } from "drizzle-orm";
import { type OutreachResult, refused } from "../problems.ts";
import { writersOf } from "../writing/writers.ts";
import type { CampaignContext } from "./context.ts";
import { type CampaignRow, campaignColumns, campaignIs } from "./row.ts";
import type { TestBody } from "./schemas.ts";

/** Sends the text of a campaign to one number, whatever the campaign's state. */
export async function sendTest(
  context: Pick<CampaignContext, "database" | "gateway" | "approvalOf">,
  organizationId: string,
  publicId: string,
  { to, variables = {}, variant }: TestBody,
  by?: SentBy,
): Promise<OutreachResult<GatewayResult<Sent>>> {
  const { database, gateway } = context;
  const [row] = await database.orm.execute<CampaignRow>(sql`
    select ${campaignColumns} from campaigns c where ${campaignIs(organizationId, publicId)}`);
  if (row === undefined) return refused("campaign_not_found");
  const place = row.variants.findIndex(({ name }) => variant === undefined || name === variant);
  const writer = (await writersOf(context, database.orm, row, row.variants))[place];
  if (writer === undefined) return refused("unknown_variant", { path: "/variant" });
  const text = writer.write(variables);
  if (!text.ok)
    return text.reason === "template_not_found"
      ? refused("invalid_template")
      : refused("missing_variable", { path: "/variables" });
  const sent = await gateway.send(
    organizationId,
    {
      to,
      ...text.content,
      category: row.category,
      ...(row.sender !== null && { from: row.sender }),
      ...(row.provider !== null && { provider: row.provider }),
    },
    by,
  );
  return { ok: true, value: sent };
}
