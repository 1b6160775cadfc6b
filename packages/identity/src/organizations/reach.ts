import { type SQL, sql } from "drizzle-orm";

/**
 * Where a user may work, and as what: `organization_id`, `role`, `direct`, `since`. Owners and admins
 * are the same in every sub-organization, so an organization may be in it twice.
 */
export const reachOf = (userId: SQL): SQL => sql`
  select organization_id, role, true as direct, created_at as since
  from memberships where user_id = ${userId}
  union all
  select o.id, m.role, false, m.created_at
  from memberships m join organizations o on o.parent_id = m.organization_id
  where m.user_id = ${userId} and m.role in ('owner', 'admin')`;

/** Orders roles, the strongest first. */
export const strength = sql`array_position(array['owner', 'admin', 'sender', 'viewer'], role)`;
