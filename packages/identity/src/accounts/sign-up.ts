import { appendAudit } from "@nx/core";
import { sql } from "drizzle-orm";
import { actorOf, userIdOf } from "./audit.ts";
import type { Client } from "./auth.ts";
import type { AccountContext } from "./context.ts";
import { type AccountResult, done, refused } from "./errors.ts";
import { HashingBusy } from "./passwords.ts";

/** The first person, and the name of the organization that this person will own. */
export interface SignUpInput {
  readonly name: string;
  readonly email: string;
  /** Characters: 12 to 128. */
  readonly password: string;
  readonly organization: string;
}

/**
 * Makes the platform's first organization and its owner; resolves to the token of a session. Works
 * once: of any number at the same time one makes the organization, the others find it taken.
 */
export const signUp = async (
  context: AccountContext,
  input: SignUpInput,
  client: Client,
): Promise<AccountResult<string>> => {
  // Looked at first, because whoever comes later should not cost a hash.
  if (!(await isOpen(context))) return refused("sign_up_closed");
  const hash = await hashQuietly(context, input.password);
  if (hash === "busy") return refused("busy");
  const userId = context.newId();
  if (!(await makeFirst(context, { ...input, userId, hash }, client)))
    return refused("sign_up_closed");
  context.logger.info({ event: "accounts.signed_up" });
  return done(await context.auth.startSession(userId, client));
};

/** The hash of a new password. */
export const hashQuietly = async (
  { passwords }: AccountContext,
  password: string,
): Promise<string | "busy"> => {
  try {
    return await passwords.hash(password);
  } catch (error) {
    if (error instanceof HashingBusy) return "busy";
    throw error;
  }
};

const isOpen = async ({ database, firstOrganizationId }: AccountContext): Promise<boolean> => {
  const rows = await database.orm.execute(
    sql`select 1 from organizations where id = ${firstOrganizationId}::uuid`,
  );
  return rows.length === 0;
};

const makeFirst = async (
  { database, clock, newId, firstOrganizationId }: AccountContext,
  { userId, hash, name, email, organization }: SignUpInput & { userId: string; hash: string },
  { address, requestId }: Client,
): Promise<boolean> => {
  const now = sql`${clock.now()}::timestamptz`;
  return database.transaction(async (tx) => {
    const rows = await tx.execute(sql`
    with made as (
      insert into organizations (id, name, created_at)
      values (${firstOrganizationId}::uuid, ${organization}, ${now})
      on conflict do nothing returning id),
    person as (
      insert into users (id, name, email, created_at, updated_at)
      select ${userId}::uuid, ${name}, ${email.toLowerCase()}, ${now}, ${now} from made),
    credential as (
      insert into user_credentials (id, user_id, provider_id, account_id, password, created_at, updated_at)
      select ${newId()}::uuid, ${userId}::uuid, 'credential', ${userId}, ${hash}, ${now}, ${now} from made)
    insert into memberships (organization_id, user_id, role, created_at)
    select id, ${userId}::uuid, 'owner', ${now} from made returning user_id`);
    if (rows.length === 0) return false;
    await appendAudit(tx, {
      organizationId: firstOrganizationId,
      actor: actorOf(userId),
      action: "account.signed_up",
      target: userIdOf(userId),
      ip: address,
      requestId,
    });
    return true;
  });
};
