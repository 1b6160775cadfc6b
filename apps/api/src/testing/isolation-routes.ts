import type { Known } from "./organizations.ts";

/** One way of asking for what another organization has. */
export interface Question {
  /** Parts of the path, in their order. */
  readonly at?: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How a route is proved: every question about what is known of another must be answered as of nothing. */
export type Proof =
  | { readonly open: string }
  | {
      readonly questions: (known: Known) => readonly Question[];
      /** Its own answer differs from one time to the next, whatever others do. */
      readonly moves?: true;
      /** Asking adds to the next answer: only its status and what it may leak are compared. */
      readonly grows?: true;
    };

const open = (why: string): Proof => ({ open: why });
/** Answers to nobody in particular: what it is asked names nothing of an organization. */
const plain: Proof = { questions: () => [{}] };
const asked = (questions: (known: Known) => readonly Question[]): Proof => ({ questions });
const moving = (questions: (known: Known) => readonly Question[]): Proof => ({
  questions,
  moves: true,
});
const growing = (questions: (known: Known) => readonly Question[]): Proof => ({
  questions,
  grows: true,
});
/** By id alone. */
const at = (name: keyof Omit<Known, "messages">, body?: unknown): Proof =>
  asked((known) => [{ at: [known[name]], ...(body !== undefined && { body }) }]);
const ofMessages: Proof = asked(({ messages }) => messages.map((id) => ({ at: [id] })));
const since = "2026-01-01T00:00:00Z";
const hook = "https://127.0.0.1:9/stranger";
const noPages = "Pages, assets and health of the platform: nothing of any organization.";
const callbacks =
  "For providers: the account is known by its token alone, and nothing is answered but a status.";

const listOfMessages = asked(({ phone, account, messages: [first = ""] }) => [
  {},
  { query: { phone } },
  { query: { provider: account } },
  { query: { campaignId: first.replace("msg", "cmp") } },
  { query: { cursor: first } },
  { query: { direction: "inbound" } },
  { query: { direction: "inbound", phone } },
  { query: { status: "FAILED" } },
]);
const sending = (of: (to: string, known: Known) => Question["body"]): Proof =>
  asked((known) => [{ body: of(known.phone, known) }]);
const provider = {
  list: plain,
  kinds: plain,
  make: asked(() => [{ body: { provider: "africastalking", settings: { username: "x" } } }]),
  read: at("account"),
  patch: at("account", { username: "stranger" }),
  remove: at("account"),
  test: at("account", { to: "+84912345678" }),
  check: at("account"),
} as const;

const conversations = asked(({ phone, label, user, messages: [first = ""] }) => [
  {},
  { query: { phone } },
  { query: { label } },
  { query: { assignee: user } },
  { query: { cursor: first } },
]);
const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
const rule = { match: "any", keywords: [], text: "Stranger", everySeconds: 60, enabled: true };

const contacts = {
  list: asked(({ phone, contact, group, segment, record }) => [
    {},
    { query: { phone } },
    { query: { cursor: contact } },
    { query: { group } },
    { query: { segment } },
    { query: { link: `lead:${record}` } },
  ]),
  make: asked(({ phone }) => [{ body: { phone, displayName: "Stranger" } }]),
  batch: asked(({ phone }) => [{ body: { contacts: [{ phone, displayName: "Stranger" }] } }]),
  import: asked(({ group }) => [{ query: { group }, body: "phone\n+84912000000\n" }]),
  link: asked(({ contact, record }) => [{ at: [contact, "lead", record] }]),
  makeGroup: asked(({ contact: name }) => [{ body: { name } }]),
  members: asked(({ group, contact, phone }) => [
    { at: [group], body: { phones: [phone] } },
    { at: [group], body: { contacts: [contact] } },
  ]),
} as const;

const apiKeys = {
  list: asked(({ key }) => [{}, { query: { cursor: key } }]),
  make: asked(() => [{ body: { kind: "sk_live", name: "Another", scopes: ["sms:read"] } }]),
} as const;

const strangeTexts = [{ language: "vi", body: "Stranger" }];
const templates = {
  list: asked(({ template: cursor }) => [{}, { query: { cursor } }]),
  make: asked(({ contact: name }) => [
    { body: { name, category: "transactional", variables: [], texts: strangeTexts } },
  ]),
  change: at("template", { texts: strangeTexts }),
} as const;

const campaigns = {
  list: asked(({ campaign: cursor }) => [{}, { query: { cursor } }]),
  make: asked(({ segment, group, template }) => [
    { body: { name: "Another", body: "Stranger", audience: { segment } } },
    { body: { name: "Another", body: "Stranger", audience: { group } } },
    { body: { name: "Another", template } },
  ]),
  give: asked(({ campaign, phone: to }) => [{ at: [campaign], body: { recipients: [{ to }] } }]),
  test: asked(({ campaign, phone: to }) => [{ at: [campaign], body: { to } }]),
} as const;

const stop = [{ do: "stop" }];
const automations = {
  make: asked(({ segment, group, template, campaign, automation: name }) => [
    { body: { name, trigger: { on: "group.joined", group }, steps: stop } },
    { body: { name, trigger: { on: "message.failed", campaign }, steps: stop } },
    { body: { name, trigger: { on: "nothing" }, steps: [{ do: "send", template }] } },
    { body: { name, trigger: { on: "nothing" }, steps: [{ do: "join", group: segment }] } },
  ]),
  enrolments: asked(({ automation, contact, enrolment: cursor }) => [
    { at: [automation] },
    { at: [automation], query: { contact } },
    { at: [automation], query: { cursor } },
  ]),
  enrol: asked(({ automation, contact }) => [{ at: [automation], body: { contacts: [contact] } }]),
  leave: asked(({ automation, enrolment }) => [{ at: [automation, enrolment] }]),
} as const;

/** Every route of the app. One that is missing here fails the test. */
export const isolationRoutes: Readonly<Record<string, Proof>> = {
  "GET /": open(noPages),
  "GET /openapi": open(noPages),
  "GET /openapi/json": open(noPages),
  "GET /openapi/start.js": open(noPages),
  "GET /openapi/swagger-ui.css": open(noPages),
  "GET /openapi/swagger-ui-bundle.js": open(noPages),
  "GET /healthz": open(noPages),
  "GET /readyz": open(noPages),
  "GET /health/config": open(noPages),
  "GET /health/providers": open(noPages),
  "ALL /in/:account/:token/status": open(callbacks),
  "ALL /in/:account/:token/inbound": open(callbacks),
  "ALL /api/sms/dlr/:account/:token": open(callbacks),
  "ALL /api/sms/receive/:account/:token": open(callbacks),

  // A code to another's phone: asked with a key of a page, so that none has to be sent.
  "POST /v1/otp/request": asked(({ otpPhone }) => [
    { body: { phone: otpPhone, purpose: "login" } },
  ]),
  "POST /v1/otp/verify": asked(({ challenge }) => [{ body: { id: challenge, code: "123456" } }]),
  "POST /v1/otp/redeem": asked(({ proof }) => [{ body: { token: proof } }]),
  "POST /v1/otp/:id/resend": at("challenge", {}),
  "DELETE /v1/otp/:id": at("challenge"),

  "POST /v1/messages": asked(({ phone: to, account, idempotencyKey, template, templateName }) => [
    { body: { to, template } },
    { body: { to, template: templateName } },
    { body: { to, body: "Stranger", idempotencyKey } },
    { body: { to, body: "Stranger", provider: account } },
  ]),
  "POST /v1/messages/batch": asked(({ phone: to, account, idempotencyKey }) => [
    {
      body: {
        messages: [
          { to, body: "Stranger", idempotencyKey: `${idempotencyKey}-1` },
          { to, body: "Stranger", provider: account },
        ],
      },
      headers: { "idempotency-key": idempotencyKey },
    },
  ]),
  "POST /v1/messages/preview": asked(({ phone: to, account }) => [
    { body: { to, body: "Stranger" } },
    { body: { to, body: "Stranger", provider: account } },
  ]),
  "POST /v1/messages/batch/preview": sending((to, { account }) => ({
    messages: [
      { to, body: "Stranger" },
      { to, body: "Stranger", provider: account },
    ],
  })),
  "GET /v1/messages": listOfMessages,
  "GET /v1/messages/export.csv": asked(({ phone, account }) => [
    {},
    { query: { phone } },
    { query: { provider: account } },
    { query: { direction: "inbound", phone } },
  ]),
  "GET /v1/messages/:id": ofMessages,
  "GET /v1/messages/:id/explain": ofMessages,
  "POST /v1/messages/:id/cancel": ofMessages,
  "POST /v1/messages/:id/retry": ofMessages,
  "GET /v1/dead-letters": asked(({ messages }) => [
    {},
    { query: { reason: "unavailable" } },
    ...messages.map((cursor) => ({ query: { cursor } })),
  ]),
  "POST /v1/dead-letters/redrive": asked(({ messages: ids }) => [{ body: { ids } }]),
  "GET /v1/events/stream": moving(({ messages: [first = ""] }) => [
    { headers: { "last-event-id": first } },
    {},
  ]),
  "GET /v1/analytics": asked(() => [{}, { query: { groupBy: "provider" } }]),

  "POST /sms": sending((receiver) => ({ receiver, message: "Stranger" })),
  "POST /sms/send": sending((phoneNumber) => ({ phoneNumber, message: "Stranger" })),
  "POST /sms/bulk": sending((to) => ({ receivers: [to], message: "Stranger" })),
  "GET /sms/messages": listOfMessages,
  "POST /api/sms/send": sending((to) => ({ to, body: "Stranger" })),
  "POST /api/sms/send-bulk": sending((to) => ({ to: [to], body: "Stranger" })),
  "GET /api/sms/status/:id": ofMessages,
  "GET /api/sms/messages": listOfMessages,
  "GET /api/sms/analytics": plain,
  "GET /sms/stats": plain,

  "GET /v1/api-keys": apiKeys.list,
  "POST /v1/api-keys": apiKeys.make,
  "GET /v1/api-keys/:id": at("key"),
  "PATCH /v1/api-keys/:id": at("key", { name: "Stranger" }),
  "POST /v1/api-keys/:id/rotate": at("key", {}),
  "DELETE /v1/api-keys/:id": at("key"),
  "GET /api/sms/api-keys": apiKeys.list,
  "POST /api/sms/api-keys": apiKeys.make,
  "PUT /api/sms/api-keys/:id": at("key", {}),
  "DELETE /api/sms/api-keys/:id": at("key"),

  "GET /v1/providers": provider.list,
  "GET /v1/providers/kinds": provider.kinds,
  "POST /v1/providers": provider.make,
  "GET /v1/providers/:id": provider.read,
  "PATCH /v1/providers/:id": provider.patch,
  "DELETE /v1/providers/:id": provider.remove,
  "POST /v1/providers/:id/test": provider.test,
  "POST /v1/providers/:id/check": provider.check,
  "GET /api/sms/providers": provider.list,
  "GET /api/sms/providers/kinds": provider.kinds,
  "POST /api/sms/providers": provider.make,
  "GET /api/sms/providers/:id": provider.read,
  "PATCH /api/sms/providers/:id": provider.patch,
  "PUT /api/sms/providers/:id": provider.patch,
  "DELETE /api/sms/providers/:id": provider.remove,
  "POST /api/sms/providers/:id/test": provider.test,
  "POST /api/sms/providers/:id/check": provider.check,
  "GET /v1/routes": plain,
  "PUT /v1/routes": asked(() => [{ body: { rules: [] } }]),
  "DELETE /v1/routes": plain,
  "POST /v1/routes/explain": asked(({ phone: to }) => [{ body: { to } }]),
  "GET /v1/sandbox/messages": asked(({ phone, sandboxMessage }) => [
    {},
    { query: { phone } },
    { query: { cursor: sandboxMessage } },
  ]),

  "GET /v1/webhooks": plain,
  "POST /v1/webhooks": asked(() => [{ body: { url: hook } }]),
  "GET /v1/webhooks/schemas": plain,
  "GET /v1/webhooks/:id": at("webhook"),
  "PATCH /v1/webhooks/:id": at("webhook", { url: hook }),
  "DELETE /v1/webhooks/:id": at("webhook"),
  "POST /v1/webhooks/:id/rotate-secret": at("webhook"),
  "POST /v1/webhooks/:id/test": at("webhook"),
  "GET /v1/webhooks/:id/deliveries": at("webhook"),
  "GET /v1/webhooks/:id/deliveries/:event": asked(({ webhook, event }) => [
    { at: [webhook, event] },
  ]),
  "POST /v1/webhooks/:id/deliveries/:event/replay": asked(({ webhook, event }) => [
    { at: [webhook, event] },
  ]),
  "POST /v1/webhooks/:id/replay": at("webhook", { from: since }),
  "GET /api/sms/webhooks": plain,
  "POST /api/sms/webhooks": asked(() => [{ body: { url: hook } }]),
  "GET /api/sms/webhooks/:id": at("webhook"),
  "PUT /api/sms/webhooks/:id": at("webhook", { url: hook }),
  "DELETE /api/sms/webhooks/:id": at("webhook"),

  "GET /v1/budgets": plain,
  "POST /v1/budgets": asked(({ key }) => [
    { body: { name: "Another", amount: "5", currency: "VND", period: "day", keyId: key } },
  ]),
  "GET /v1/budgets/:id": at("budget"),
  "PATCH /v1/budgets/:id": at("budget", { amount: "1" }),
  "DELETE /v1/budgets/:id": at("budget"),
  "GET /v1/credit": plain,
  "GET /v1/credit/entries": asked(({ messages: [first = ""] }) => [
    {},
    { query: { cursor: `${first}.1` } },
  ]),
  "POST /v1/credit/top-ups": asked(({ idempotencyKey: reference }) => [
    { body: { amount: "1", currency: "VND", reference } },
  ]),
  "PATCH /v1/credit/:currency": asked(() => [{ at: ["VND"], body: { keptForCodes: "1" } }]),
  "GET /v1/rate-card": plain,
  "PUT /v1/rate-card": asked(() => [{ body: { currency: "VND", rates: [] } }]),
  "DELETE /v1/rate-card": plain,
  "GET /v1/usage": plain,

  "GET /v1/contacts": contacts.list,
  "POST /v1/contacts": contacts.make,
  "POST /v1/contacts/batch": contacts.batch,
  "GET /v1/contacts/export.csv": plain,
  "POST /v1/contacts/imports": contacts.import,
  "POST /v1/contacts/imports/preview": asked(({ phone }) => [{ body: `phone\n${phone}\n` }]),
  "GET /v1/contacts/imports/:id": at("contactImport"),
  "GET /v1/contacts/imports/:id/report.csv": at("contactImport"),
  "GET /v1/contacts/:id": at("contact"),
  "PATCH /v1/contacts/:id": at("contact", { displayName: "Stranger" }),
  "DELETE /v1/contacts/:id": at("contact"),
  "PUT /v1/contacts/:id/links/:kind/:externalId": contacts.link,
  "DELETE /v1/contacts/:id/links/:kind/:externalId": contacts.link,
  "GET /v1/contacts/:id/timeline": at("contact"),
  "GET /v1/groups": plain,
  "POST /v1/groups": contacts.makeGroup,
  "GET /v1/groups/:id": at("group"),
  "PATCH /v1/groups/:id": at("group", { name: "Stranger" }),
  "DELETE /v1/groups/:id": at("group"),
  "GET /v1/groups/:id/members": at("group"),
  "PUT /v1/groups/:id/members": contacts.members,
  "DELETE /v1/groups/:id/members": contacts.members,
  "GET /v1/segments": plain,
  "POST /v1/segments": asked(({ group, contact: name }) => [
    { body: { name, query: { match: "all", of: [{ group }] } } },
  ]),
  "POST /v1/segments/preview": asked(({ group }) => [
    { body: { query: { match: "all", of: [{ group }] } } },
  ]),
  "GET /v1/segments/:id": at("segment"),
  "GET /v1/segments/:id/preview": at("segment"),
  "PATCH /v1/segments/:id": at("segment", { name: "Stranger" }),
  "DELETE /v1/segments/:id": at("segment"),
  "GET /api/sms/contacts": contacts.list,
  "POST /api/sms/contacts": contacts.make,
  "POST /api/sms/contacts/batch": contacts.batch,
  "GET /api/sms/contacts/:id": at("contact"),
  "PATCH /api/sms/contacts/:id": at("contact", { displayName: "Stranger" }),
  "DELETE /api/sms/contacts/:id": at("contact"),
  "PUT /api/sms/contacts/:id/links/:kind/:externalId": contacts.link,
  "DELETE /api/sms/contacts/:id/links/:kind/:externalId": contacts.link,
  "GET /api/sms/contacts/:id/timeline": at("contact"),
  "GET /api/sms/groups": plain,
  "POST /api/sms/groups": contacts.makeGroup,
  "GET /api/sms/groups/:id": at("group"),
  "PATCH /api/sms/groups/:id": at("group", { name: "Stranger" }),
  "DELETE /api/sms/groups/:id": at("group"),
  "GET /api/sms/groups/:id/members": at("group"),
  "PUT /api/sms/groups/:id/members": contacts.members,
  "DELETE /api/sms/groups/:id/members": contacts.members,
  "PUT /api/sms/contacts/:id": at("contact", { displayName: "Stranger" }),
  "POST /api/sms/contacts/import": contacts.import,
  "GET /api/sms/contacts/export": plain,
  "PUT /api/sms/groups/:id": at("group", { name: "Stranger" }),
  "POST /api/sms/groups/:id/members": contacts.members,
  "GET /v1/consent/:phone": asked(({ phone }) => [{ at: [phone] }]),
  "POST /v1/consent": asked(({ phone }) => [{ body: { phone, kind: "opted_out" } }]),
  "GET /v1/opt-outs": asked(({ contact: cursor }) => [{}, { query: { cursor } }]),
  "GET /v1/opt-outs/export.csv": plain,
  "POST /v1/opt-outs/import": asked(({ phone }) => [{ body: `${phone}\n` }]),
  "GET /v1/templates": templates.list,
  "POST /v1/templates": templates.make,
  "GET /v1/templates/:id": at("template"),
  "PATCH /v1/templates/:id": templates.change,
  "DELETE /v1/templates/:id": at("template"),
  "GET /v1/templates/:id/versions": at("template"),
  "POST /v1/templates/:id/preview": at("template", {}),
  "POST /v1/templates/:id/submit": at("template", {}),
  "POST /v1/templates/:id/approve": at("template", {}),
  "POST /v1/templates/:id/reject": at("template", { reason: "Stranger" }),
  "GET /api/sms/templates": templates.list,
  "POST /api/sms/templates": templates.make,
  "GET /api/sms/templates/:id": at("template"),
  "PUT /api/sms/templates/:id": templates.change,
  "DELETE /api/sms/templates/:id": at("template"),

  "GET /v1/campaigns": campaigns.list,
  "POST /v1/campaigns": campaigns.make,
  "GET /v1/campaigns/:id": at("campaign"),
  "PATCH /v1/campaigns/:id": at("campaign", { name: "Stranger" }),
  "DELETE /v1/campaigns/:id": at("campaign"),
  "GET /v1/campaigns/:id/stats": at("campaign"),
  "GET /v1/campaigns/:id/recipients": at("campaign"),
  "POST /v1/campaigns/:id/recipients": campaigns.give,
  "POST /v1/campaigns/:id/recipients/import": at("campaign", "phone\n+84912000000\n"),
  "POST /v1/campaigns/:id/forecast": at("campaign", {}),
  "POST /v1/campaigns/:id/duplicate": at("campaign", {}),
  "POST /v1/campaigns/:id/test": campaigns.test,
  "POST /v1/campaigns/:id/start": at("campaign", {}),
  "POST /v1/campaigns/:id/pause": at("campaign", {}),
  "POST /v1/campaigns/:id/resume": at("campaign", {}),
  "POST /v1/campaigns/:id/cancel": at("campaign", {}),
  "GET /v1/automations": plain,
  "POST /v1/automations": automations.make,
  "GET /v1/automations/:id": at("automation"),
  "PATCH /v1/automations/:id": at("automation", { name: "Stranger" }),
  "DELETE /v1/automations/:id": at("automation"),
  "POST /v1/automations/:id/activate": at("automation", {}),
  "POST /v1/automations/:id/pause": at("automation", {}),
  "GET /v1/automations/:id/enrolments": automations.enrolments,
  "POST /v1/automations/:id/enrolments": automations.enrol,
  "DELETE /v1/automations/:id/enrolments/:enrolment": automations.leave,
  "GET /api/sms/campaigns": campaigns.list,
  "POST /api/sms/campaigns": campaigns.make,
  "GET /api/sms/campaigns/:id": at("campaign"),
  "PATCH /api/sms/campaigns/:id": at("campaign", { name: "Stranger" }),
  "DELETE /api/sms/campaigns/:id": at("campaign"),
  "GET /api/sms/campaigns/:id/stats": at("campaign"),
  "GET /api/sms/campaigns/:id/recipients": at("campaign"),
  "POST /api/sms/campaigns/:id/recipients": campaigns.give,
  "POST /api/sms/campaigns/:id/recipients/import": at("campaign", "phone\n+84912000000\n"),
  "POST /api/sms/campaigns/:id/forecast": at("campaign", {}),
  "POST /api/sms/campaigns/:id/duplicate": at("campaign", {}),
  "POST /api/sms/campaigns/:id/test": campaigns.test,
  "POST /api/sms/campaigns/:id/start": at("campaign", {}),
  "POST /api/sms/campaigns/:id/pause": at("campaign", {}),
  "POST /api/sms/campaigns/:id/resume": at("campaign", {}),
  "POST /api/sms/campaigns/:id/cancel": at("campaign", {}),
  "PUT /api/sms/campaigns/:id": at("campaign", { name: "Stranger" }),
  "GET /sms/campaigns": campaigns.list,
  "POST /sms/campaigns": campaigns.make,
  "GET /sms/campaigns/:id": at("campaign"),
  "GET /sms/campaigns/:id/messages": at("campaign"),

  "GET /v1/conversations": conversations,
  "GET /api/sms/inbox": conversations,
  "GET /v1/conversations/:id": at("conversation"),
  "PATCH /v1/conversations/:id": asked(({ conversation, label }) => [
    { at: [conversation], body: { read: true } },
    { at: [conversation], body: { labels: [label] } },
  ]),
  "POST /v1/conversations/:id/messages": at("conversation", { body: "Stranger" }),
  "GET /v1/labels": plain,
  // The name of another's label is free.
  "POST /v1/labels": asked(({ requestId: name }) => [{ body: { name } }]),
  "PUT /v1/labels/:id": at("label", { name: "stranger" }),
  "DELETE /v1/labels/:id": at("label"),
  "GET /v1/quick-replies": plain,
  "POST /v1/quick-replies": asked(() => [{ body: { title: "stranger", text: "stranger" } }]),
  "PUT /v1/quick-replies/:id": at("quickReply", { title: "stranger", text: "stranger" }),
  "DELETE /v1/quick-replies/:id": at("quickReply"),
  "GET /v1/auto-reply-rules": plain,
  "POST /v1/auto-reply-rules": asked(() => [{ body: { name: "stranger", ...rule } }]),
  "PUT /v1/auto-reply-rules/:id": at("autoReplyRule", { name: "stranger", ...rule }),
  "DELETE /v1/auto-reply-rules/:id": at("autoReplyRule"),
  "POST /v1/expectations": asked(({ requestId, phone }) => [
    {
      body: {
        ...{ kind: "approval", requestId, recipients: [phone], answers: ["YES"] },
        ...{ text: "{request}?", expiresAt: inAnHour },
      },
    },
  ]),
  "GET /v1/expectations/:id": at("expectation"),
  "GET /v1/quarantine": asked(({ quarantined }) => [{}, { query: { cursor: quarantined } }]),
  "POST /v1/quarantine/:id/assign": asked(({ quarantined, expectation }) => [
    { at: [quarantined], body: { expectationId: expectation, answer: "YES" } },
  ]),
  "POST /v1/quarantine/:id/dismiss": at("quarantined"),

  "POST /v1/privacy/erasures": asked(({ phone }) => [{ body: { phone } }]),
  "GET /v1/privacy/erasures/:id": at("erasure"),
  "POST /v1/privacy/exports": asked(({ phone }) => [{ body: { phone } }]),
  // That it was asked for an export, or by somebody who may not, is an entry of the next one.
  "GET /v1/audit": growing(({ key, user }) => [
    {},
    { query: { target: key } },
    { query: { actor: `user:${user}` } },
  ]),
  "GET /v1/audit/verify": growing(() => [{}]),
  "GET /v1/audit/export.jsonl": growing(() => [{}]),
  "GET /v1/otp/guard/decisions": asked(({ decision }) => [
    {},
    { query: { verdict: "refused" } },
    { query: { cursor: decision } },
  ]),
  "GET /v1/otp/guard/blocks": asked(({ block }) => [{}, { query: { cursor: block } }]),
  "GET /v1/otp/guard/alerts": asked(({ block }) => [{}, { query: { cursor: block } }]),
  "DELETE /v1/otp/guard/blocks/:id": at("block"),

  "POST /v1/auth/sign-up": asked(() => [{ body: {} }]),
  "POST /v1/auth/sign-in": open("Takes an address and a password, whatever the organization."),
  "POST /v1/auth/phone/code": open("Takes a phone, whatever the organization."),
  "POST /v1/auth/phone/sign-in": open("Takes a code, whatever the organization."),
  "POST /v1/auth/invitations/accept": open("Takes a token, which is known to the invited alone."),
  "GET /v1/auth/session": plain,
  "POST /v1/auth/sign-out": open("Ends the session that it is asked with."),
  "GET /v1/auth/sessions": plain,
  "DELETE /v1/auth/sessions": open("Ends the sessions of whoever asks."),
  "DELETE /v1/auth/sessions/:id": at("session"),
  "POST /v1/auth/password/reset": open("Takes a code, whatever the organization."),
  "PUT /v1/auth/password": open("Takes the password of whoever asks."),
  "PUT /v1/auth/phone": open("Takes a code that was sent to whoever asks."),
  "GET /v1/members": asked(({ user }) => [{}, { query: { cursor: user } }]),
  "PATCH /v1/members/:id": at("user", { role: "viewer" }),
  "DELETE /v1/members/:id": at("user"),
  "POST /v1/members/invitations": asked(() => [
    { body: { email: "stranger@example.com", role: "viewer" } },
  ]),
  "GET /v1/members/invitations": asked(({ invitation }) => [{}, { query: { cursor: invitation } }]),
  "DELETE /v1/members/invitations/:id": at("invitation"),
  "GET /v1/organizations": asked(({ organization }) => [
    {},
    { query: { cursor: organization } },
    { headers: { "x-organization": organization } },
  ]),
  "POST /v1/organizations": asked(({ organization }) => [
    { body: { name: "Campus" }, headers: { "x-organization": organization } },
  ]),
  "GET /v1/organizations/:id": at("organization"),
  "PATCH /v1/organizations/:id": at("organization", { name: "Stranger" }),

  "GET /v1/settings/": plain,
  "GET /v1/settings/:group/:key": asked(() => [{ at: ["RETENTION", "days"] }]),
  "GET /v1/settings/:group/:key/changes": asked(() => [{ at: ["RETENTION", "days"] }]),
  "PATCH /v1/settings/:group/:key": asked(() => [
    { at: ["RETENTION", "days"], body: { bodyDays: 30 } },
  ]),
  "DELETE /v1/settings/:group/:key": asked(() => [{ at: ["RETENTION", "days"] }]),
};
