import { type Static, Type } from "@sinclair/typebox";
import { Scope, scopes } from "./scopes.ts";

const strict = { additionalProperties: false } as const;

/** What a key is, and how its text begins. */
export const KeyKind = Type.Union(
  [Type.Literal("sk_live"), Type.Literal("sk_test"), Type.Literal("pk_live")],
  {
    description:
      "`sk_live` and `sk_test` are secrets of a server; `test` reaches virtual phones only. `pk_live` may stand in a web page, and verifies phones only.",
  },
);
export type KeyKind = Static<typeof KeyKind>;
const Name = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: "\\S",
  description: "For people, to know which it is.",
  examples: ["School management, production"],
});
const Scopes = Type.Array(Scope, {
  minItems: 1,
  maxItems: scopes.length,
  uniqueItems: true,
  description: "Publishable keys: `otp:request` and `otp:verify` only.",
});
const Limits = Type.Object(
  {
    perMinute: Type.Integer({
      minimum: 1,
      maximum: 100_000,
      description: "60 where it is absent.",
    }),
    perDay: Type.Integer({
      minimum: 1,
      maximum: 100_000_000,
      description: "10,000 where it is absent.",
    }),
  },
  { ...strict, description: "Messages and requests that this key may make at most." },
);
export type KeyLimits = Static<typeof Limits>;
const SomeLimits = Type.Partial(Limits, { ...strict, minProperties: 1 });
const AllowedIps = Type.Array(Type.String({ maxLength: 49 }), {
  maxItems: 50,
  uniqueItems: true,
  description: "Addresses and CIDR ranges, IPv4 or IPv6, from which alone the key opens.",
  examples: [["203.0.113.7", "2001:db8::/48"]],
});
const AllowedOrigins = Type.Array(Type.String({ maxLength: 260 }), {
  maxItems: 20,
  uniqueItems: true,
  description: "Web origins from which alone a publishable key opens; it needs at least one.",
  examples: [["https://shop.example"]],
});

/** Body of `POST /api-keys`. The organization and the maker come from the credentials alone. */
export const CreateApiKeyBody = Type.Object(
  {
    kind: KeyKind,
    name: Name,
    scopes: Scopes,
    expiresAt: Type.Optional(
      Type.String({
        pattern:
          "^2\\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?(Z|[+-](0\\d|1[0-4]):[0-5]\\d)$",
        description: "From then on it opens nothing. Never where it is absent.",
        examples: ["2027-01-01T00:00:00Z"],
      }),
    ),
    limits: Type.Optional(SomeLimits),
    allowedIps: Type.Optional(AllowedIps),
    allowedOrigins: Type.Optional(AllowedOrigins),
  },
  strict,
);
export type CreateApiKeyBody = Static<typeof CreateApiKeyBody>;

/** Body of `PATCH /api-keys/{id}`: what is absent stays; lists are replaced. */
export const UpdateApiKeyBody = Type.Object(
  {
    name: Type.Optional(Name),
    scopes: Type.Optional(Scopes),
    limits: Type.Optional(SomeLimits),
    allowedIps: Type.Optional(AllowedIps),
    allowedOrigins: Type.Optional(AllowedOrigins),
  },
  { ...strict, minProperties: 1 },
);
export type UpdateApiKeyBody = Static<typeof UpdateApiKeyBody>;

/** Longest time for which the secret before a rotation may stay valid. */
export const mostOverlapSeconds = 86_400;

/** Body of `POST /api-keys/{id}/rotate`. */
export const RotateApiKeyBody = Type.Object(
  {
    overlapSeconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: mostOverlapSeconds,
        description: "How long the old secret stays valid: a day where it is absent, 0 for a leak.",
      }),
    ),
  },
  { ...strict, default: {} },
);
export type RotateApiKeyBody = Static<typeof RotateApiKeyBody>;

const Moment = Type.String({ description: "RFC 3339." });

/** A key as its owners see it. */
export const ApiKeyView = Type.Object(
  {
    id: Type.String({ examples: ["key_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    kind: KeyKind,
    name: Type.String(),
    status: Type.Union([Type.Literal("live"), Type.Literal("expired"), Type.Literal("revoked")]),
    prefix: Type.String({ description: "How it begins.", examples: ["sk_live_a1B2c3D4"] }),
    last4: Type.String({ description: "How it ends." }),
    scopes: Type.Array(Scope),
    limits: Limits,
    allowedIps: Type.Array(Type.String()),
    allowedOrigins: Type.Array(Type.String()),
    createdAt: Moment,
    createdBy: Type.String(),
    expiresAt: Type.Optional(Moment),
    previousUntil: Type.Optional(
      Type.String({ description: "Until then the secret before the last rotation is valid too." }),
    ),
    revokedAt: Type.Optional(Moment),
    revokedBy: Type.Optional(Type.String()),
    lastUsedAt: Type.Optional(
      Type.String({ description: "Up to a minute late, as the count is." }),
    ),
    requestCount: Type.Integer({ minimum: 0, description: "Requests that it opened." }),
  },
  strict,
);
export type ApiKeyView = Static<typeof ApiKeyView>;

/** A key with its secret, which is shown this one time. */
export const NewApiKey = Type.Object(
  {
    ...ApiKeyView.properties,
    key: Type.String({ description: "The key itself. It is stored nowhere and not shown again." }),
  },
  strict,
);
export type NewApiKey = Static<typeof NewApiKey>;

/** Which keys to list. */
export const ApiKeyQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 40, description: "`nextCursor` of a page." })),
  },
  strict,
);
export type ApiKeyQuery = Static<typeof ApiKeyQuery>;

/** One page, newest first. */
export const ApiKeyPage = Type.Object(
  {
    data: Type.Array(ApiKeyView),
    nextCursor: Type.Optional(Type.String()),
    hasMore: Type.Boolean(),
  },
  strict,
);
export type ApiKeyPage = Static<typeof ApiKeyPage>;
