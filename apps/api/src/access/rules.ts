/**
 * Who may use a route. `open`: everybody, as often as they like. `visitors`: everybody within the
 * limits of their address; the route itself asks who it is. `operator`: whoever runs the platform.
 * Otherwise what a key's scopes or a member's role must allow.
 */
export type Rule =
  | "open"
  | "visitors"
  | "operator"
  | {
      readonly needs: `${string}:${string}`;
      /** False: only people and the operator; no key opens it, whatever its scopes. */
      readonly keys?: boolean;
      /** A change needs a sign-in of the last 15 minutes: what is here can be turned against its owner. */
      readonly delicate?: true;
      /** Also whoever shows no credential; the route decides what for. */
      readonly anonymous?: true;
    };

const send = { needs: "sms:send" } as const;
const read = { needs: "sms:read" } as const;
/** Whoever is signed in; the route knows what their role allows there. */
const people = { needs: "sms:read", keys: false } as const;
const members = { needs: "members:*", keys: false } as const;
const analytics = { needs: "analytics:read" } as const;
const webhooks = { needs: "webhooks:*", delicate: true } as const;
const budgets = { needs: "budgets:*", keys: false } as const;
const settings = { needs: "settings:*", keys: false, delicate: true } as const;
const audit = { needs: "audit:read", keys: false } as const;
const guard = { needs: "settings:*", keys: false } as const;
const readCampaigns = { needs: "campaigns:read" } as const;
const holdCampaigns = { needs: "campaigns:*" } as const;
const readContacts = { needs: "contacts:read" } as const;
const writeContacts = { needs: "contacts:write" } as const;
const inbox = { needs: "inbox:read" } as const;
const inboxChanges = { needs: "inbox:write" } as const;
const privacy = { needs: "contacts:write" } as const;
/** What is approved is decided by people, never by the key that sends it. */
const approval = { needs: "templates:approve", keys: false } as const;
/** Managed by people: a key that leaked cannot make others. */
const keys = { needs: "keys:*", keys: false, delicate: true } as const;
const providers = { needs: "providers:*", keys: false, delicate: true } as const;

/** The rule of a route; undefined where it has none. */
export const ruleOf = (method: string, route: string): Rule | undefined =>
  rules[`${method} ${route}`] ?? rules[`ALL ${route}`];

/** The rule of every route: one that has none here opens to nobody. */
export const rules: Readonly<Record<string, Rule>> = {
  "GET /": "open",
  "GET /openapi": "open",
  "GET /openapi/json": "open",
  "GET /openapi/start.js": "open",
  "GET /openapi/swagger-ui.css": "open",
  "GET /openapi/swagger-ui-bundle.js": "open",
  "GET /healthz": "open",
  "GET /readyz": "open",
  "GET /health/config": "open",
  "GET /health/providers": "open",

  "ALL /in/:account/:token/status": "open",
  "ALL /in/:account/:token/inbound": "open",
  "ALL /api/sms/dlr/:account/:token": "open",
  "ALL /api/sms/receive/:account/:token": "open",

  "POST /v1/otp/request": { needs: "otp:request", anonymous: true },
  "POST /v1/otp/verify": { needs: "otp:verify", anonymous: true },
  "POST /v1/otp/redeem": { needs: "otp:verify" },
  "POST /v1/otp/:id/resend": { needs: "otp:request", anonymous: true },
  "DELETE /v1/otp/:id": { needs: "otp:request", anonymous: true },

  "POST /v1/messages": send,
  "POST /v1/messages/batch": send,
  "POST /v1/messages/preview": read,
  "POST /v1/messages/batch/preview": read,
  "GET /v1/messages": read,
  "GET /v1/messages/export.csv": read,
  "GET /v1/messages/:id": read,
  "GET /v1/messages/:id/explain": read,
  "POST /v1/messages/:id/cancel": send,
  "POST /v1/messages/:id/retry": send,
  "GET /v1/dead-letters": read,
  "POST /v1/dead-letters/redrive": send,
  "GET /v1/events/stream": read,
  "GET /v1/analytics": analytics,

  "POST /sms": send,
  "POST /sms/send": send,
  "POST /sms/bulk": send,
  "GET /sms/messages": read,
  "POST /api/sms/send": send,
  "POST /api/sms/send-bulk": send,
  "GET /api/sms/status/:id": read,
  "GET /api/sms/messages": read,
  "GET /api/sms/analytics": analytics,
  "GET /api/sms/inbox": inbox,

  "GET /v1/api-keys": keys,
  "POST /v1/api-keys": keys,
  "GET /v1/api-keys/:id": keys,
  "PATCH /v1/api-keys/:id": keys,
  "POST /v1/api-keys/:id/rotate": keys,
  "DELETE /v1/api-keys/:id": keys,

  "GET /v1/providers": providers,
  "GET /v1/providers/kinds": providers,
  "POST /v1/providers": providers,
  "GET /v1/providers/:id": providers,
  "PATCH /v1/providers/:id": providers,
  "DELETE /v1/providers/:id": providers,
  "POST /v1/providers/:id/test": providers,
  "POST /v1/providers/:id/check": providers,
  "GET /api/sms/providers": providers,
  "GET /api/sms/providers/kinds": providers,
  "POST /api/sms/providers": providers,
  "GET /api/sms/providers/:id": providers,
  "PATCH /api/sms/providers/:id": providers,
  "DELETE /api/sms/providers/:id": providers,
  "POST /api/sms/providers/:id/test": providers,
  "POST /api/sms/providers/:id/check": providers,
  "GET /v1/routes": providers,
  "PUT /v1/routes": providers,
  "DELETE /v1/routes": providers,
  "POST /v1/routes/explain": read,
  "GET /v1/sandbox/messages": read,

  "GET /v1/contacts": readContacts,
  "POST /v1/contacts": writeContacts,
  "POST /v1/contacts/batch": writeContacts,
  "GET /v1/contacts/export.csv": readContacts,
  "POST /v1/contacts/imports": writeContacts,
  "POST /v1/contacts/imports/preview": writeContacts,
  "GET /v1/contacts/imports/:id": readContacts,
  "GET /v1/contacts/imports/:id/report.csv": readContacts,
  "GET /v1/contacts/:id": readContacts,
  "PATCH /v1/contacts/:id": writeContacts,
  "DELETE /v1/contacts/:id": writeContacts,
  "PUT /v1/contacts/:id/links/:kind/:externalId": writeContacts,
  "DELETE /v1/contacts/:id/links/:kind/:externalId": writeContacts,
  // It shows the texts of messages.
  "GET /v1/contacts/:id/timeline": read,
  "GET /v1/groups": readContacts,
  "POST /v1/groups": writeContacts,
  "GET /v1/groups/:id": readContacts,
  "PATCH /v1/groups/:id": writeContacts,
  "DELETE /v1/groups/:id": writeContacts,
  "GET /v1/groups/:id/members": readContacts,
  "PUT /v1/groups/:id/members": writeContacts,
  "DELETE /v1/groups/:id/members": writeContacts,
  "GET /v1/automations": readCampaigns,
  "POST /v1/automations": holdCampaigns,
  "GET /v1/automations/:id": readCampaigns,
  "PATCH /v1/automations/:id": holdCampaigns,
  "DELETE /v1/automations/:id": holdCampaigns,
  "POST /v1/automations/:id/activate": holdCampaigns,
  "POST /v1/automations/:id/pause": holdCampaigns,
  "GET /v1/automations/:id/enrolments": readCampaigns,
  "POST /v1/automations/:id/enrolments": holdCampaigns,
  "DELETE /v1/automations/:id/enrolments/:enrolment": holdCampaigns,
  "GET /v1/segments": readContacts,
  "POST /v1/segments": writeContacts,
  "POST /v1/segments/preview": readContacts,
  "GET /v1/segments/:id": readContacts,
  "GET /v1/segments/:id/preview": readContacts,
  "PATCH /v1/segments/:id": writeContacts,
  "DELETE /v1/segments/:id": writeContacts,
  "GET /api/sms/contacts": readContacts,
  "POST /api/sms/contacts": writeContacts,
  "POST /api/sms/contacts/batch": writeContacts,
  "GET /api/sms/contacts/:id": readContacts,
  "PATCH /api/sms/contacts/:id": writeContacts,
  "DELETE /api/sms/contacts/:id": writeContacts,
  "PUT /api/sms/contacts/:id/links/:kind/:externalId": writeContacts,
  "DELETE /api/sms/contacts/:id/links/:kind/:externalId": writeContacts,
  "GET /api/sms/contacts/:id/timeline": read,
  "GET /api/sms/groups": readContacts,
  "POST /api/sms/groups": writeContacts,
  "GET /api/sms/groups/:id": readContacts,
  "PATCH /api/sms/groups/:id": writeContacts,
  "DELETE /api/sms/groups/:id": writeContacts,
  "GET /api/sms/groups/:id/members": readContacts,
  "PUT /api/sms/groups/:id/members": writeContacts,
  "DELETE /api/sms/groups/:id/members": writeContacts,
  "GET /v1/consent/:phone": readContacts,
  "POST /v1/consent": writeContacts,
  "GET /v1/opt-outs": readContacts,
  "GET /v1/opt-outs/export.csv": readContacts,
  "POST /v1/opt-outs/import": writeContacts,

  "GET /v1/campaigns": readCampaigns,
  "POST /v1/campaigns": holdCampaigns,
  "GET /v1/campaigns/:id": readCampaigns,
  "PATCH /v1/campaigns/:id": holdCampaigns,
  "DELETE /v1/campaigns/:id": holdCampaigns,
  "GET /v1/campaigns/:id/stats": readCampaigns,
  "GET /v1/campaigns/:id/recipients": readCampaigns,
  "POST /v1/campaigns/:id/recipients": holdCampaigns,
  "POST /v1/campaigns/:id/recipients/import": holdCampaigns,
  "POST /v1/campaigns/:id/forecast": readCampaigns,
  "POST /v1/campaigns/:id/duplicate": holdCampaigns,
  "POST /v1/campaigns/:id/test": holdCampaigns,
  "POST /v1/campaigns/:id/start": holdCampaigns,
  "POST /v1/campaigns/:id/pause": holdCampaigns,
  "POST /v1/campaigns/:id/resume": holdCampaigns,
  "POST /v1/campaigns/:id/cancel": holdCampaigns,
  "GET /api/sms/campaigns": readCampaigns,
  "POST /api/sms/campaigns": holdCampaigns,
  "GET /api/sms/campaigns/:id": readCampaigns,
  "PATCH /api/sms/campaigns/:id": holdCampaigns,
  "DELETE /api/sms/campaigns/:id": holdCampaigns,
  "GET /api/sms/campaigns/:id/stats": readCampaigns,
  "GET /api/sms/campaigns/:id/recipients": readCampaigns,
  "POST /api/sms/campaigns/:id/recipients": holdCampaigns,
  "POST /api/sms/campaigns/:id/recipients/import": holdCampaigns,
  "POST /api/sms/campaigns/:id/forecast": readCampaigns,
  "POST /api/sms/campaigns/:id/duplicate": holdCampaigns,
  "POST /api/sms/campaigns/:id/test": holdCampaigns,
  "POST /api/sms/campaigns/:id/start": holdCampaigns,
  "POST /api/sms/campaigns/:id/pause": holdCampaigns,
  "POST /api/sms/campaigns/:id/resume": holdCampaigns,
  "POST /api/sms/campaigns/:id/cancel": holdCampaigns,

  "GET /v1/webhooks": webhooks,
  "POST /v1/webhooks": webhooks,
  "GET /v1/webhooks/schemas": "visitors",
  "GET /v1/webhooks/:id": webhooks,
  "PATCH /v1/webhooks/:id": webhooks,
  "DELETE /v1/webhooks/:id": webhooks,
  "POST /v1/webhooks/:id/rotate-secret": webhooks,
  "POST /v1/webhooks/:id/test": webhooks,
  "GET /v1/webhooks/:id/deliveries": webhooks,
  "GET /v1/webhooks/:id/deliveries/:event": webhooks,
  "POST /v1/webhooks/:id/deliveries/:event/replay": webhooks,
  "POST /v1/webhooks/:id/replay": webhooks,

  // What is paid and what it costs is written by whoever runs the platform.
  "GET /v1/budgets": budgets,
  "POST /v1/budgets": budgets,
  "GET /v1/budgets/:id": budgets,
  "PATCH /v1/budgets/:id": budgets,
  "DELETE /v1/budgets/:id": budgets,
  "GET /v1/credit": budgets,
  "GET /v1/credit/entries": budgets,
  "POST /v1/credit/top-ups": "operator",
  "PATCH /v1/credit/:currency": budgets,
  "GET /v1/rate-card": budgets,
  "PUT /v1/rate-card": "operator",
  "DELETE /v1/rate-card": "operator",
  "GET /v1/usage": analytics,

  "GET /v1/templates": read,
  "POST /v1/templates": holdCampaigns,
  "GET /v1/templates/:id": read,
  "PATCH /v1/templates/:id": holdCampaigns,
  "DELETE /v1/templates/:id": holdCampaigns,
  "GET /v1/templates/:id/versions": read,
  "POST /v1/templates/:id/preview": read,
  "POST /v1/templates/:id/submit": holdCampaigns,
  "POST /v1/templates/:id/approve": approval,
  "POST /v1/templates/:id/reject": approval,
  "GET /v1/conversations": inbox,
  "GET /v1/conversations/:id": inbox,
  "PATCH /v1/conversations/:id": inboxChanges,
  "POST /v1/conversations/:id/messages": send,
  "GET /v1/labels": inbox,
  "POST /v1/labels": inboxChanges,
  "PUT /v1/labels/:id": inboxChanges,
  "DELETE /v1/labels/:id": inboxChanges,
  "GET /v1/quick-replies": inbox,
  "POST /v1/quick-replies": inboxChanges,
  "PUT /v1/quick-replies/:id": inboxChanges,
  "DELETE /v1/quick-replies/:id": inboxChanges,
  "GET /v1/auto-reply-rules": inbox,
  "POST /v1/auto-reply-rules": inboxChanges,
  "PUT /v1/auto-reply-rules/:id": inboxChanges,
  "DELETE /v1/auto-reply-rules/:id": inboxChanges,
  "POST /v1/expectations": send,
  "GET /v1/expectations/:id": inbox,
  "GET /v1/quarantine": inbox,
  "POST /v1/quarantine/:id/assign": inboxChanges,
  "POST /v1/quarantine/:id/dismiss": inboxChanges,

  "POST /v1/privacy/erasures": privacy,
  "GET /v1/privacy/erasures/:id": privacy,
  "POST /v1/privacy/exports": privacy,
  "GET /v1/audit": audit,
  "GET /v1/audit/verify": audit,
  "GET /v1/audit/export.jsonl": audit,
  "GET /v1/otp/guard/decisions": guard,
  "GET /v1/otp/guard/blocks": guard,
  "GET /v1/otp/guard/alerts": guard,
  "DELETE /v1/otp/guard/blocks/:id": guard,

  // Their callers are people with or without a session, which these routes look at themselves.
  "POST /v1/auth/sign-up": "visitors",
  "POST /v1/auth/sign-in": "visitors",
  "POST /v1/auth/phone/code": "visitors",
  "POST /v1/auth/phone/sign-in": "visitors",
  "POST /v1/auth/password/reset": "visitors",
  "POST /v1/auth/invitations/accept": "visitors",
  "GET /v1/auth/session": "visitors",
  "POST /v1/auth/sign-out": "visitors",
  "GET /v1/auth/sessions": "visitors",
  "DELETE /v1/auth/sessions": "visitors",
  "PUT /v1/auth/password": "visitors",
  "PUT /v1/auth/phone": "visitors",
  "DELETE /v1/auth/sessions/:id": "visitors",
  "GET /v1/members": members,
  "PATCH /v1/members/:id": members,
  "DELETE /v1/members/:id": members,
  "POST /v1/members/invitations": members,
  "GET /v1/members/invitations": members,
  "DELETE /v1/members/invitations/:id": members,
  "GET /v1/organizations": people,
  "POST /v1/organizations": people,
  "GET /v1/organizations/:id": people,
  "PATCH /v1/organizations/:id": people,

  "GET /v1/settings/": settings,
  "GET /v1/settings/:group/:key": settings,
  "GET /v1/settings/:group/:key/changes": settings,
  "PATCH /v1/settings/:group/:key": settings,
  "DELETE /v1/settings/:group/:key": settings,
};
