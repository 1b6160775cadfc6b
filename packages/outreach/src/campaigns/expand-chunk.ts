import type { Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import { acceptDrafts, type Draft, type DraftAnswer } from "../writing/accept-drafts.ts";
import type { Variables } from "../writing/render.ts";
import { type Writer, writersOf } from "../writing/writers.ts";
import type { CampaignContext } from "./context.ts";
import { dueAgain, dueIn, notDue } from "./due.ts";
import { enterState } from "./enter-state.ts";
import { type CampaignRow, changeCampaign } from "./row.ts";
import { variantFor } from "./variants.ts";

/** Recipients of one step. */
const chunk = 1000;

/** What lies in the campaign or its organization: it would be the same for everybody that is left. */
const stopping: ReadonlySet<string> = new Set([
  "sms_not_configured",
  "budget_exceeded",
  "insufficient_credit",
  "unknown_provider",
  "template_not_found",
  "template_not_approved",
  "template_required",
  "category_differs",
]);

interface Next extends Record<string, unknown> {
  readonly n: number;
  readonly phone: string;
  readonly variables: Variables | null;
}

/** A recipient with the message, or why there is none. */
interface Written {
  readonly n: number;
  readonly variant: number;
  readonly message?: Draft;
  readonly skipped?: string;
}

/**
 * Gives the next thousand recipients their messages. The ledger takes them in this transaction, with
 * the place to go on from: whoever dies anywhere has done all of it or nothing.
 */
export async function expandChunk(
  context: Pick<CampaignContext, "gateway" | "newId" | "approvalOf">,
  orm: Orm,
  campaign: CampaignRow,
): Promise<void> {
  const next = await nextOf(orm, campaign);
  const last = next.at(-1);
  if (last === undefined) return endStage(orm, campaign);
  const writers = await writersOf(context, orm, campaign, campaign.variants);
  const written = writeTexts(context, campaign, writers, next);
  const messages = written.flatMap(({ message }) => message ?? []);
  const { organizationId, id } = campaign;
  const answers = await acceptDrafts(context, orm, organizationId, messages, id);
  const outcomes = outcomesOf(written, messages, answers);
  const stop = outcomes.find(({ skipped }) => skipped !== undefined && stopping.has(skipped));
  await keep(
    orm,
    campaign,
    outcomes.filter(({ skipped }) => skipped === undefined || !stopping.has(skipped)),
  );
  if (stop?.skipped === undefined) {
    await changeCampaign(orm, campaign, sql`cursor = ${last.n}::int`, dueAgain);
  } else {
    await context.gateway.campaigns.pause(organizationId, id, orm);
    const why = sql`cursor = ${stop.n - 1}::int, reason = ${stop.skipped}`;
    await enterState(context, orm, campaign, "paused", why, notDue);
  }
}

async function nextOf(
  orm: Orm,
  { organizationId, id, stage, trial, cursor }: CampaignRow,
): Promise<Next[]> {
  const share = stage === "trial" ? trial?.share : undefined;
  const inTrial =
    share === undefined
      ? sql``
      : sql`and n::bigint * ${share}::int / 100 > (n - 1)::bigint * ${share}::int / 100`;
  const rows = await orm.execute<Next>(sql`
    select n, phone, variables from campaign_recipients
    where organization_id = ${organizationId}::uuid and campaign_id = ${id}::uuid
      and n > ${cursor}::int and message_id is null and skipped is null ${inTrial}
    order by n limit ${chunk}`);
  return [...rows];
}

function writeTexts(
  { newId }: Pick<CampaignContext, "newId">,
  campaign: CampaignRow,
  writers: readonly Writer[],
  next: readonly Next[],
): Written[] {
  const { category, sender, provider, sendBy } = campaign;
  const common = {
    category,
    ...(sender !== null && { from: sender }),
    ...(provider !== null && { provider }),
    ...(sendBy !== null && { sendBy: sendBy.toISOString() }),
  };
  return next.map(({ n, phone, variables }) => {
    const variant = variantFor(n, campaign);
    const text = writers[variant]?.write(variables ?? {});
    if (!text?.ok) return { n, variant, skipped: text?.reason ?? "unknown_variant" };
    return { n, variant, message: { id: newId(), to: phone, ...text.content, ...common } };
  });
}

function outcomesOf(
  written: readonly Written[],
  messages: readonly Draft[],
  answers: readonly DraftAnswer[],
): Written[] {
  if (answers.length < messages.length) throw new Error("The ledger answered for fewer messages");
  let at = 0;
  return written.map((one) => {
    if (one.message === undefined) return one;
    const answer = answers[at];
    at += 1;
    if (answer?.ok) return one;
    return { n: one.n, variant: one.variant, skipped: answer?.code ?? "internal" };
  });
}

/** The first and last number are said, so that no more of a large audience is looked at for them. */
async function keep(
  orm: Orm,
  { organizationId, id }: CampaignRow,
  outcomes: readonly Written[],
): Promise<void> {
  const [first, last] = [outcomes[0]?.n ?? 0, outcomes.at(-1)?.n ?? 0];
  const list = <T>(of: (outcome: Written) => T) => sql.param(outcomes.map(of));
  await orm.execute(sql`
    update campaign_recipients r
    set message_id = o.id, variant = case when o.id is not null then o.variant end,
      skipped = o.skipped
    from unnest(${list(({ n }) => n)}::int[], ${list(({ message }) => message?.id ?? null)}::uuid[],
      ${list(({ variant }) => variant)}::smallint[],
      ${list(({ skipped }) => skipped ?? null)}::text[]) as o(n, id, variant, skipped)
    where r.organization_id = ${organizationId}::uuid and r.campaign_id = ${id}::uuid
      and r.n = o.n and r.n between ${first}::int and ${last}::int`);
}

/** After a trial its result is waited for; after the rest, that the last message has left. */
async function endStage(orm: Orm, campaign: CampaignRow): Promise<void> {
  const { stage, trial } = campaign;
  if (stage !== "trial" || trial === null) {
    await changeCampaign(orm, campaign, sql`stage = 'done'`, dueAgain);
    return;
  }
  const seconds = trial.afterMinutes * 60;
  await changeCampaign(
    orm,
    campaign,
    sql`stage = 'waiting', cursor = 0`,
    sql`decide_at = clock_timestamp() + ${seconds} * interval '1 second'`,
    dueIn(seconds),
  );
}
