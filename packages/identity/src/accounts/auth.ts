import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import { addressBucket, type Clock, type Database, newUuid } from "@nx/core";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import type { Passwords } from "./passwords.ts";
import { idleMs, newSessionToken } from "./session-token.ts";
import { sessions, userCredentials, users } from "./tables.ts";

/** Where a request comes from, as the transport found out. */
export interface Client {
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
  /** For the audit. */
  readonly requestId?: string | undefined;
}

/** What we use of better-auth: it compares passwords and makes sessions. */
export interface Auth {
  /**
   * The token of a new session; undefined when no such person has this password. Costs one hash
   * either way. Rejects with `HashingBusy`.
   */
  signIn(email: string, password: string, client: Client): Promise<string | undefined>;
  /** The token of a new session for somebody who has proved to be this user. */
  startSession(userId: string, client: Client): Promise<string>;
}

/** Characters; more would only make a hash of a long text. */
export const mostPasswordLength = 128;

/**
 * better-auth on our database. Its routes are not mounted and its cookie is not sent (see
 * `cookies.ts`), so nothing that it signs ever leaves, and its secret needs no keeping.
 */
export const createAuth = (database: Database, clock: Clock, passwords: Passwords): Auth => {
  // It lets nobody choose the token of a session, and returns what the database stored: the hash.
  const beginning = new AsyncLocalStorage<{ readonly token: string; readonly client: Client }>();

  const auth = betterAuth({
    secret: randomBytes(32).toString("base64url"),
    baseURL: "http://localhost",
    database: drizzleAdapter(database.orm, {
      provider: "pg",
      schema: { user: users, account: userCredentials, session: sessions },
      transaction: false,
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      maxPasswordLength: mostPasswordLength,
      password: passwords,
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            const now = clock.now();
            const { token = newSessionToken(), client } = beginning.getStore() ?? {};
            return {
              data: {
                ...session,
                token,
                createdAt: now,
                updatedAt: now,
                expiresAt: new Date(now.getTime() + idleMs),
                ipAddress: client?.address && addressBucket(client.address),
                userAgent: client?.userAgent,
              },
            };
          },
        },
      },
    },
    advanced: {
      // It would miss the columns of what is not used: foreign providers, tokens by e-mail.
      database: { generateId: () => newUuid(clock), validateSchema: false },
    },
    // It would tell the log of e-mail addresses.
    logger: { disabled: true },
    telemetry: { enabled: false },
  });

  const begin = async (client: Client, work: () => Promise<unknown>): Promise<string> => {
    const token = newSessionToken();
    await beginning.run({ token, client }, work);
    return token;
  };

  return {
    signIn: async (email, password, client) => {
      try {
        return await begin(client, () => auth.api.signInEmail({ body: { email, password } }));
      } catch (error) {
        if (error instanceof APIError && error.statusCode === 401) return undefined;
        throw error;
      }
    },

    startSession: (userId, client) =>
      begin(client, async () => {
        const { internalAdapter } = await auth.$context;
        await internalAdapter.createSession(userId);
      }),
  };
};
