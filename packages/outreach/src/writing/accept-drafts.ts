import type { Orm } from "@nx/core";
import type { PlannedMessage } from "@nx/gateway";
import type { OutreachContext } from "../context.ts";
import type { TemplateApprovalOf } from "../templates/approval-setting.ts";
import { composeTexts } from "../templates/compose.ts";
import type { Content } from "./writers.ts";

/** A message for one recipient, under an id that was chosen for it; its text may yet be composed. */
export type Draft = Omit<PlannedMessage, "body" | "template"> & { readonly to: string } & Content;

/** What became of it: in the ledger, or why it never will be. */
export type DraftAnswer = { readonly ok: true } | { readonly ok: false; readonly code: string };

/**
 * Gives drafts their texts, where approval is required by approved templates alone, and the ledger the
 * messages, all in one transaction. Answers for each, in the order given.
 */
export async function acceptDrafts(
  {
    gateway,
    approvalOf,
  }: Pick<OutreachContext, "gateway"> & { readonly approvalOf: TemplateApprovalOf },
  orm: Orm,
  organizationId: string,
  drafts: readonly Draft[],
  campaignId?: string,
): Promise<readonly DraftAnswer[]> {
  if (drafts.length === 0) return [];
  const composed = await composeTexts(
    { database: { orm }, approvalOf },
    organizationId,
    drafts.map(toRequest),
  );
  const messages = drafts.flatMap((draft, at): PlannedMessage[] => {
    const text = composed[at];
    return text?.ok ? [{ ...withoutContent(draft), ...text.value }] : [];
  });
  const accepted = await gateway.acceptWithin(organizationId, messages, orm, campaignId);
  const answers = accepted.values();
  return composed.map((text): DraftAnswer => {
    if (!text.ok) return { ok: false, code: text.error.code };
    const answer = answers.next().value;
    if (answer === undefined) throw new Error("The ledger answered for fewer messages");
    return answer.ok ? { ok: true } : { ok: false, code: answer.error.code };
  });
}

const toRequest = (draft: Draft) => ({
  to: draft.to,
  ...(draft.category !== undefined && { category: draft.category }),
  ...contentOf(draft),
});

const contentOf = (draft: Draft): Content => {
  if ("body" in draft) return { body: draft.body };
  const { template, language, variables } = draft;
  return { template, ...(language !== undefined && { language }), variables };
};

const withoutContent = ({ id, to, category, from, provider, sendBy, metadata }: Draft) => ({
  ...{ id, to },
  ...(category !== undefined && { category }),
  ...(from !== undefined && { from }),
  ...(provider !== undefined && { provider }),
  ...(sendBy !== undefined && { sendBy }),
  ...(metadata !== undefined && { metadata }),
});
