import { fromPublicId, toPublicId } from "@nx/core";
import { and, desc, eq } from "drizzle-orm";
import { auditPerson } from "./audit.ts";
import type { Client } from "./auth.ts";
import type { AccountContext } from "./context.ts";
import { type AccountResult, done, refused } from "./errors.ts";
import type { SessionView } from "./schemas.ts";
import { isLive, type Session } from "./session.ts";
import { sessions } from "./tables.ts";

const most = 100;

/** Where a user is signed in, the newest hundred, newest first. */
export const listSessions = async (
  { database, clock }: AccountContext,
  { userId, sessionId }: Session,
): Promise<SessionView[]> => {
  const rows = await database.orm
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isLive(clock.now())))
    .orderBy(desc(sessions.id))
    .limit(most);
  return rows.map((row) => ({
    id: toPublicId("ses", row.id),
    current: row.id === sessionId,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.updatedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    ...(row.ipAddress && { address: row.ipAddress }),
    ...(row.userAgent && { userAgent: row.userAgent }),
  }));
};

/** Ends one of a user's own sessions, at once. */
export const revokeSession = async (
  { database }: AccountContext,
  { userId }: Session,
  id: string,
  client: Client,
): Promise<AccountResult<void>> => {
  const sessionId = fromPublicId("ses", id);
  if (sessionId === undefined) return refused("not_found");
  return database.transaction(async (tx) => {
    const ended = await tx
      .delete(sessions)
      .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)))
      .returning({ id: sessions.id });
    if (ended.length === 0) return refused("not_found");
    await auditPerson(tx, { userId, action: "session.revoked", target: id }, client);
    return done(undefined);
  });
};
