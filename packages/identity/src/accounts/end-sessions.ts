import type { Orm } from "@nx/core";
import { eq, lte, or } from "drizzle-orm";
import type { AccountContext } from "./context.ts";
import type { Credentials } from "./session.ts";
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

/** Deletes the sessions that ended by themselves. */
export const purgeSessions = async ({ database, clock }: AccountContext): Promise<void> => {
  const now = clock.now();
  const longAgo = new Date(now.getTime() - absoluteMs);
  await database.orm
    .delete(sessions)
    .where(or(lte(sessions.expiresAt, now), lte(sessions.createdAt, longAgo)));
};
