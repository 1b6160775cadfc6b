import { toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import { permissions } from "../organizations/roles.ts";
import type { AccountContext } from "./context.ts";
import { type AccountResult, done, refused } from "./errors.ts";
import type { SessionReply } from "./schemas.ts";
import { type Credentials, memberOf, whoIs } from "./session.ts";
import { csrfTokenOf } from "./session-token.ts";

interface Row extends Record<string, unknown> {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly organization: string | null;
}

/** Who is signed in, where and as what, for a page to begin with. */
export const readProfile = async (
  context: AccountContext,
  credentials: Credentials,
): Promise<AccountResult<SessionReply>> => {
  const { token } = credentials;
  const member = await memberOf(context, credentials);
  const session = member ?? (await whoIs(context, credentials));
  if (session === undefined || token === undefined) return refused("session_required");
  const [row] = await context.database.orm.execute<Row>(sql`
    select u.name, u.email, u.phone, o.name as organization
    from users u left join organizations o on o.id = ${member?.organizationId ?? null}::uuid
    where u.id = ${session.userId}::uuid`);
  if (row === undefined) return refused("session_required");
  return done({
    id: toPublicId("ses", session.sessionId),
    fresh: session.fresh,
    csrfToken: csrfTokenOf(token),
    user: {
      id: toPublicId("usr", session.userId),
      name: row.name,
      ...(row.email !== null && { email: row.email }),
      ...(row.phone !== null && { phone: row.phone }),
    },
    ...(member && {
      organization: {
        id: toPublicId("org", member.organizationId),
        name: row.organization ?? "",
        role: member.role,
        permissions: [...permissions[member.role]],
      },
    }),
  });
};
