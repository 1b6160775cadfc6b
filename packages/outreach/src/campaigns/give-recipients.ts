import { isRegion, parsePhone } from "mq-sms";
import { NotCsv } from "../csv/decode-text.ts";
import type { TableRow } from "../csv/open-table.ts";
import { readAudience } from "../csv/read-audience.ts";
import { mostImportBytes } from "../imports/import-contacts.ts";
import { limitBytes, TooLarge } from "../imports/limit-bytes.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { addRecipients, type NewRecipient } from "./add-recipients.ts";
import type { CampaignContext } from "./context.ts";
import { lockCampaign } from "./row.ts";
import { mostRecipients, type RecipientsBody, type RecipientsReply } from "./schemas.ts";

type Context = Pick<CampaignContext, "database">;

const mostProblems = 100;

/** A row as it came: somebody, or why nobody can be made of it. */
type Given =
  | { readonly row: number; readonly recipient: NewRecipient }
  | { readonly row: number; readonly reason: string };

/** Adds recipients to a draft. `campaign_state`, `audience_given`, `too_many_recipients`. */
export async function giveRecipients(
  context: Context,
  organizationId: string,
  publicId: string,
  { recipients }: RecipientsBody,
): Promise<OutreachResult<RecipientsReply>> {
  const given = recipients.map(({ to, variables = {} }, at): Given => {
    const phone = parsePhone(to);
    const row = at + 1;
    if (!phone.ok) return { row, reason: phone.reason };
    return { row, recipient: { phone: phone.e164, variables } };
  });
  const reply: RecipientsReply = { added: 0, repeated: 0, refused: 0, problems: [] };
  return take(context, organizationId, publicId, given, reply);
}

/**
 * Adds the recipients of a CSV file to a draft, a thousand rows at a time: what was added before an
 * upload broke off stays, and the same file twice changes nothing. `not_csv`, `unknown_region`,
 * `no_phone_column`, `import_too_large` besides.
 */
export async function giveFile(
  context: Context,
  organizationId: string,
  publicId: string,
  file: AsyncIterable<Uint8Array>,
  region?: string,
): Promise<OutreachResult<RecipientsReply>> {
  if (region !== undefined && !isRegion(region))
    return refused("unknown_region", { path: "/region" });
  try {
    const bytes = limitBytes(file, mostImportBytes);
    const table = await readAudience(bytes, region === undefined ? {} : { region });
    if (!table.columns.includes("phone")) return refused("no_phone_column");
    return await takeBatches(context, organizationId, publicId, table.batches);
  } catch (error) {
    if (error instanceof NotCsv) return refused("not_csv");
    if (error instanceof TooLarge) return refused("import_too_large");
    throw error;
  }
}

async function takeBatches(
  context: Context,
  organizationId: string,
  publicId: string,
  batches: AsyncIterable<TableRow[]>,
): Promise<OutreachResult<RecipientsReply>> {
  let reply: RecipientsReply = { added: 0, repeated: 0, refused: 0, problems: [] };
  for await (const rows of batches) {
    const given = rows.map((read): Given => {
      const { row } = read;
      if ("refused" in read) return { row, reason: read.refused };
      return { row, recipient: { phone: read.phone, variables: read.fields } };
    });
    const taken = await take(context, organizationId, publicId, given, reply);
    if (!taken.ok) return taken;
    reply = taken.value;
  }
  return done(reply);
}

/** @param before what became of the rows before these */
const take = (
  { database }: Context,
  organizationId: string,
  publicId: string,
  given: readonly Given[],
  before: RecipientsReply,
): Promise<OutreachResult<RecipientsReply>> =>
  database.transaction(async (orm) => {
    const found = await lockCampaign(orm, organizationId, publicId);
    if (!found.ok) return found;
    const { state, audience, audienceOf, numbered } = found.value;
    if (state !== "DRAFT") return refused("campaign_state", { detail: "Not a draft." });
    if (audience !== null || audienceOf !== null) return refused("audience_given");
    if (numbered + given.length > mostRecipients) return refused("too_many_recipients");
    const good = given.flatMap((one) => ("recipient" in one ? [one.recipient] : []));
    const bad = given.flatMap((one) =>
      "reason" in one ? [{ row: one.row, reason: one.reason }] : [],
    );
    const { added, repeated } = await addRecipients(orm, found.value, good);
    return done({
      added: before.added + added,
      repeated: before.repeated + repeated,
      refused: before.refused + bad.length,
      problems: [...before.problems, ...bad].slice(0, mostProblems),
    });
  });
