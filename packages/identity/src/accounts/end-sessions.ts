import type { Orm } from "@nx/core";
import { and, eq, lte, ne, or } from "drizzle-orm";
import { auditPerson } from "./audit.ts";
import type { Client } from "./auth.ts";
import type { AccountContext } from "./context.ts";
import type { Credentials, Session } from "./session.ts";
import { absoluteMs } from "./session-token.ts";
import { sessions } from "./tables.ts";

/** Ends the session of a token, if there is one. */
export const signOut = async (
  { database }: AccountContext,
  { token }: Credentials,
): Promise<void> => {
  if (token !== undefined) await database.orm.delete(sessions).where(eq(sessions.token, token));
};

/** Ends all sessions of a user: what they may do has changed, so they sign in again. */
export const endSessionsOf = async (orm: Orm, userId: string): Promise<void> => {
  await orm.delete(sessions).where(eq(sessions.userId, userId));
};

/** Ends the others, when only whoever is signed in here is known to be the user. */
export const endOtherSessions = async (
  orm: Orm,
  { userId, sessionId }: Pick<Session, "userId" | "sessionId">,
): Promise<void> => {
  await orm.delete(sessions).where(and(eq(sessions.userId, userId), ne(sessions.id, sessionId)));
};

/** Signs a user out everywhere, here too. */
export const signOutEverywhere = (
  { database }: AccountContext,
  { userId }: Session,
  client: Client,
): Promise<void> =>
  database.transaction(async (tx) => {
    await endSessionsOf(tx, userId);
    await auditPerson(tx, { userId, action: "account.signed_out_everywhere" }, client);
  });

/** Deletes the sessions that ended by themselves. */
export const purgeSessions = async ({ database, clock }: AccountContext): Promise<void> => {
  const now = clock.now();
  const longAgo = new Date(now.getTime() - absoluteMs);
  await database.orm
    .delete(sessions)
    .where(or(lte(sessions.expiresAt, now), lte(sessions.createdAt, longAgo)));
};
