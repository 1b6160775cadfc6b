import type { GatewayResult, Sent, SentBy } from "@nx/gateway";
import type { OutreachContext } from "../context.ts";
import type { OutreachResult } from "../problems.ts";
import { createRule, listRules, removeRule, updateRule } from "./auto-reply-rules.ts";
import { createLabel, listLabels, removeLabel, updateLabel } from "./labels.ts";
import { listConversations } from "./list.ts";
import {
  createQuickReply,
  listQuickReplies,
  removeQuickReply,
  updateQuickReply,
} from "./quick-replies.ts";
import { readThread } from "./read.ts";
import { replyTo } from "./reply.ts";
import type {
  AutoReplyRule,
  AutoReplyRuleBody,
  Conversation,
  ConversationPage,
  ConversationPatch,
  ConversationQuery,
  ConversationReply,
  Label,
  LabelBody,
  QuickReply,
  QuickReplyBody,
  Thread,
  ThreadQuery,
} from "./schemas.ts";
import { updateConversation } from "./update.ts";

/** What an organization has a list of. */
export interface Entries<Entry, Body> {
  list(organizationId: string): Promise<{ data: Entry[] }>;
  create(organizationId: string, input: Body): Promise<OutreachResult<Entry>>;
  /** Writes it anew. */
  update(organizationId: string, id: string, input: Body): Promise<OutreachResult<Entry>>;
  remove(organizationId: string, id: string): Promise<OutreachResult<undefined>>;
}

/** What people write to us, and what they are answered. */
export interface Inbox {
  list(organizationId: string, query: ConversationQuery): Promise<ConversationPage>;
  read(organizationId: string, id: string, query: ThreadQuery): Promise<OutreachResult<Thread>>;
  update(
    organizationId: string,
    id: string,
    input: ConversationPatch,
  ): Promise<OutreachResult<Conversation>>;
  reply(
    organizationId: string,
    id: string,
    input: ConversationReply,
    by?: SentBy,
  ): Promise<OutreachResult<Sent> | GatewayResult<Sent>>;
  readonly labels: Entries<Label, LabelBody>;
  readonly quickReplies: Entries<QuickReply, QuickReplyBody>;
  readonly autoReplyRules: Entries<AutoReplyRule, AutoReplyRuleBody>;
}

/** The verbs of the inbox; `as` is the context as an organization may see it. */
export const createInbox = (as: (organizationId: string) => OutreachContext): Inbox => ({
  list: (organization, query) => listConversations(as(organization), organization, query),
  read: (organization, id, query) => readThread(as(organization), organization, id, query),
  update: (organization, id, input) =>
    updateConversation(as(organization), organization, id, input),
  reply: (organization, id, input, by) => replyTo(as(organization), organization, id, input, by),
  labels: {
    list: (organization) => listLabels(as(organization), organization),
    create: (organization, input) => createLabel(as(organization), organization, input),
    update: (organization, id, input) => updateLabel(as(organization), organization, id, input),
    remove: (organization, id) => removeLabel(as(organization), organization, id),
  },
  quickReplies: {
    list: (organization) => listQuickReplies(as(organization), organization),
    create: (organization, input) => createQuickReply(as(organization), organization, input),
    update: (organization, id, input) =>
      updateQuickReply(as(organization), organization, id, input),
    remove: (organization, id) => removeQuickReply(as(organization), organization, id),
  },
  autoReplyRules: {
    list: (organization) => listRules(as(organization), organization),
    create: (organization, input) => createRule(as(organization), organization, input),
    update: (organization, id, input) => updateRule(as(organization), organization, id, input),
    remove: (organization, id) => removeRule(as(organization), organization, id),
  },
});
