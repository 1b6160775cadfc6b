/** What a member may be, the strongest first. */
export const roles = ["owner", "admin", "sender", "viewer"] as const;
export type Role = (typeof roles)[number];

const reading = [
  "sms:read",
  "contacts:read",
  "campaigns:read",
  "inbox:read",
  "analytics:read",
] as const;
const sending = ["sms:send", "campaigns:*"] as const;
const administering = [
  "contacts:write",
  "templates:approve",
  "webhooks:*",
  "keys:*",
  "providers:*",
  "members:*",
  "budgets:*",
  "settings:*",
  "audit:read",
] as const;

/**
 * What each role may do, in the words of API-key scopes; `x:*` is everything of `x`. An admin may do
 * all that an owner may, but does not touch owners: see `changeRole`, `removeMember` and `invite`.
 */
export const permissions = {
  owner: [...reading, ...sending, ...administering],
  admin: [...reading, ...sending, ...administering],
  sender: [...reading, ...sending],
  viewer: reading,
} as const satisfies Record<Role, readonly string[]>;

type Listed = (typeof permissions)[Role][number];
/** Something that a role may or may not do: `sms:send`, `campaigns:read`, `members:write`. */
export type Permission = Listed | `${WildArea<Listed>}:${"read" | "write"}`;
type WildArea<P> = P extends `${infer Area}:*` ? Area : never;

/** Whether a member of this role may do this. */
export const roleMay = (role: Role, permission: `${string}:${string}`): boolean => {
  const listed: readonly string[] = permissions[role];
  return listed.includes(permission) || listed.includes(permission.replace(/:.*$/, ":*"));
};
