import { appendAuditToEach, type By, type Orm, platformOrganization, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { Client } from "./auth.ts";

/** A user as the audit names who did something. */
export const actorOf = (userId: string): string => `user:${userIdOf(userId)}`;

/** A user as the audit names whom something was done to. */
export const userIdOf = (userId: string): string => toPublicId("usr", userId);

/** Something that a person did with an account of their own. */
export interface PersonalEntry {
  /** UUID. */
  readonly userId: string;
  readonly action: string;
  /** Public id; the user's own where it is absent. */
  readonly target?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Appends it to the chain of every organization that the person belongs to. */
export const auditPerson = async (
  orm: Orm,
  { userId, target = userIdOf(userId), ...entry }: PersonalEntry,
  { address, requestId }: Pick<Client, "address"> & Pick<By, "requestId">,
): Promise<void> => {
  const actor = actorOf(userId);
  const chains = await chainsOf(orm, userId);
  await appendAuditToEach(orm, chains, { actor, target, ...entry, ip: address, requestId });
};

/** Of somebody who belongs to none, the platform is told. */
const chainsOf = async (orm: Orm, userId: string): Promise<string[]> => {
  const rows = await orm.execute<{ id: string }>(
    sql`select organization_id as id from memberships where user_id = ${userId}::uuid`,
  );
  return rows.length === 0 ? [platformOrganization] : [...rows].map(({ id }) => id);
};
