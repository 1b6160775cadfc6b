import { toPublicId } from "@nx/core";
import { auditPerson } from "./audit.ts";
import type { Client } from "./auth.ts";
import type { AccountContext } from "./context.ts";
import { whoIs } from "./session.ts";

/** Notes that somebody has signed in; resolves to the token of the new session, as it was given. */
export const noteBegun = async (
  context: AccountContext,
  token: string,
  client: Client,
): Promise<string> => {
  const session = await whoIs(context, { token });
  if (session === undefined) return token;
  const { userId, sessionId } = session;
  const target = toPublicId("ses", sessionId);
  const action = "account.signed_in";
  await auditPerson(context.database.orm, { userId, action, target }, client);
  return token;
};
