/**
 * Who may use a route. `open`: everybody, or the route asks its caller itself. `operator`: whoever
 * runs the platform. Otherwise what a key's scopes or a member's role must allow.
 */
export type Rule =
  | "open"
  | "operator"
  | {
      readonly needs: `${string}:${string}`;
      /** False: only people and the operator; no key opens it, whatever its scopes. */
      readonly keys?: boolean;
      /** Also whoever shows no credential; the route decides what for. */
      readonly anonymous?: true;
    };

const send = { needs: "sms:send" } as const;
const read = { needs: "sms:read" } as const;
/** Managed by people: a key that leaked cannot make others. */
const keys = { needs: "keys:*", keys: false } as const;

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
  "GET /v1/messages": read,
  "GET /v1/messages/export.csv": read,
  "GET /v1/messages/:id": read,
  "GET /v1/messages/:id/explain": read,
  "POST /v1/messages/:id/cancel": send,
  "POST /v1/messages/:id/retry": send,
  "GET /v1/dead-letters": read,
  "POST /v1/dead-letters/redrive": send,
  "GET /v1/events/stream": read,
  "GET /v1/analytics": { needs: "analytics:read" },

  "POST /sms": send,
  "POST /sms/send": send,
  "POST /sms/bulk": send,
  "GET /sms/messages": read,
  "POST /api/sms/send": send,
  "POST /api/sms/send-bulk": send,
  "GET /api/sms/status/:id": read,
  "GET /api/sms/messages": read,
  "GET /api/sms/analytics": { needs: "analytics:read" },

  "GET /v1/api-keys": keys,
  "POST /v1/api-keys": keys,
  "GET /v1/api-keys/:id": keys,
  "PATCH /v1/api-keys/:id": keys,
  "POST /v1/api-keys/:id/rotate": keys,
  "DELETE /v1/api-keys/:id": keys,

  // Their callers are people with or without a session, which these routes look at themselves.
  "POST /v1/auth/sign-up": "open",
  "POST /v1/auth/sign-in": "open",
  "POST /v1/auth/phone/code": "open",
  "POST /v1/auth/phone/sign-in": "open",
  "POST /v1/auth/invitations/accept": "open",
  "GET /v1/auth/session": "open",
  "POST /v1/auth/sign-out": "open",
  "GET /v1/auth/sessions": "open",
  "DELETE /v1/auth/sessions/:id": "open",
  "GET /v1/members": "open",
  "PATCH /v1/members/:id": "open",
  "DELETE /v1/members/:id": "open",
  "POST /v1/members/invitations": "open",
  "GET /v1/members/invitations": "open",
  "DELETE /v1/members/invitations/:id": "open",
  "GET /v1/organizations": "open",
  "POST /v1/organizations": "open",
  "GET /v1/organizations/:id": "open",
  "PATCH /v1/organizations/:id": "open",

  "GET /v1/settings/": "operator",
  "GET /v1/settings/:group/:key": "operator",
  "GET /v1/settings/:group/:key/changes": "operator",
  "PATCH /v1/settings/:group/:key": "operator",
  "DELETE /v1/settings/:group/:key": "operator",
};
