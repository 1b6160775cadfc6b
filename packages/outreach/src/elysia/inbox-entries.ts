import { refusal, strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import {
  AutoReplyRule,
  AutoReplyRuleBody,
  AutoReplyRuleList,
  Label,
  LabelBody,
  LabelList,
  QuickReply,
  QuickReplyBody,
  QuickReplyList,
} from "../inbox/schemas.ts";
import { outreachProblems } from "../problems.ts";
import { type OutreachControllerOptions, unwrap } from "./options.ts";

const own = outreachProblems;
const pathOf = (prefix: string) =>
  Type.Object({ id: Type.String({ maxLength: 40, description: `\`${prefix}_…\`` }) });

const LabelPath = pathOf("lbl");
const noLabel = { 404: refusal(own.label_not_found) } as const;
const sameName = { 409: refusal(own.label_exists) } as const;

/** The routes of labels as a plugin: mount it under `/v1`, beside `problems`. */
export const labelsController = ({
  outreach: {
    inbox: { labels },
  },
  access,
}: OutreachControllerOptions) =>
  new Elysia({ name: "nx-labels", prefix: "/labels", normalize: false, tags: ["Inbox"] })
    .derive(({ request }) => ({ organizationId: access(request).organizationId }))
    .use(strictJson())
    .get("", ({ organizationId }) => labels.list(organizationId), {
      response: { 200: LabelList },
      detail: { summary: "Labels of conversations, by name" },
    })
    .post(
      "",
      async ({ organizationId, body, status }) =>
        status(201, unwrap(await labels.create(organizationId, body))),
      {
        body: LabelBody,
        response: { 201: Label, 409: refusal(own.label_exists, own.too_many_entries) },
        detail: { summary: "Make a label" },
      },
    )
    .put(
      "/:id",
      async ({ organizationId, params, body }) =>
        unwrap(await labels.update(organizationId, params.id, body)),
      {
        params: LabelPath,
        body: LabelBody,
        response: { 200: Label, ...noLabel, ...sameName },
        detail: { summary: "Write a label anew" },
      },
    )
    .delete(
      "/:id",
      async ({ organizationId, params, status }) =>
        status(204, unwrap(await labels.remove(organizationId, params.id))),
      {
        params: LabelPath,
        response: { 204: Type.Undefined(), ...noLabel },
        detail: { summary: "Remove a label, also from conversations" },
      },
    );

const QuickReplyPath = pathOf("qrp");
const noQuickReply = { 404: refusal(own.quick_reply_not_found) } as const;

/** The routes of quick replies as a plugin: mount it under `/v1`, beside `problems`. */
export const quickRepliesController = ({
  outreach: {
    inbox: { quickReplies },
  },
  access,
}: OutreachControllerOptions) =>
  new Elysia({
    ...{ name: "nx-quick-replies", prefix: "/quick-replies", normalize: false, tags: ["Inbox"] },
  })
    .derive(({ request }) => ({ organizationId: access(request).organizationId }))
    .use(strictJson())
    .get("", ({ organizationId }) => quickReplies.list(organizationId), {
      response: { 200: QuickReplyList },
      detail: { summary: "Answers that are given often, by title" },
    })
    .post(
      "",
      async ({ organizationId, body, status }) =>
        status(201, unwrap(await quickReplies.create(organizationId, body))),
      {
        body: QuickReplyBody,
        response: { 201: QuickReply, 409: refusal(own.too_many_entries) },
        detail: { summary: "Make a quick reply" },
      },
    )
    .put(
      "/:id",
      async ({ organizationId, params, body }) =>
        unwrap(await quickReplies.update(organizationId, params.id, body)),
      {
        params: QuickReplyPath,
        body: QuickReplyBody,
        response: { 200: QuickReply, ...noQuickReply },
        detail: { summary: "Write a quick reply anew" },
      },
    )
    .delete(
      "/:id",
      async ({ organizationId, params, status }) =>
        status(204, unwrap(await quickReplies.remove(organizationId, params.id))),
      {
        params: QuickReplyPath,
        response: { 204: Type.Undefined(), ...noQuickReply },
        detail: { summary: "Remove a quick reply" },
      },
    );

const RulePath = pathOf("rul");
const noRule = { 404: refusal(own.auto_reply_rule_not_found) } as const;
const badRule = { 422: refusal(own.keywords_required, own.invalid_time_zone) } as const;

/** The routes of auto-reply rules as a plugin: mount it under `/v1`, beside `problems`. */
export const autoReplyRulesController = ({
  outreach: {
    inbox: { autoReplyRules },
  },
  access,
}: OutreachControllerOptions) =>
  new Elysia({
    ...{ name: "nx-auto-reply-rules", prefix: "/auto-reply-rules", normalize: false },
    tags: ["Inbox"],
  })
    .derive(({ request }) => ({ organizationId: access(request).organizationId }))
    .use(strictJson())
    .get("", ({ organizationId }) => autoReplyRules.list(organizationId), {
      response: { 200: AutoReplyRuleList },
      detail: { summary: "What is answered by itself, the oldest rule first" },
    })
    .post(
      "",
      async ({ organizationId, body, status }) =>
        status(201, unwrap(await autoReplyRules.create(organizationId, body))),
      {
        body: AutoReplyRuleBody,
        response: { 201: AutoReplyRule, 409: refusal(own.too_many_entries), ...badRule },
        detail: {
          summary: "Answer by itself",
          description:
            "The closest rule answers, once to a message. Nobody gets more than 5 automatic answers an hour, and short codes, names and echoes get none.",
        },
      },
    )
    .put(
      "/:id",
      async ({ organizationId, params, body }) =>
        unwrap(await autoReplyRules.update(organizationId, params.id, body)),
      {
        params: RulePath,
        body: AutoReplyRuleBody,
        response: { 200: AutoReplyRule, ...noRule, ...badRule },
        detail: { summary: "Write a rule anew" },
      },
    )
    .delete(
      "/:id",
      async ({ organizationId, params, status }) =>
        status(204, unwrap(await autoReplyRules.remove(organizationId, params.id))),
      {
        params: RulePath,
        response: { 204: Type.Undefined(), ...noRule },
        detail: { summary: "Remove a rule" },
      },
    );
