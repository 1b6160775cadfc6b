import { fromPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { reachOf, strength } from "../organizations/reach.ts";
import type { Role } from "../organizations/roles.ts";
import { actorOf } from "./audit.ts";
import type { AccountContext } from "./context.ts";
import { sessionTokenOf } from "./cookies.ts";
import { absoluteMs, freshMs, idleMs, idleStepMs } from "./session-token.ts";
import { hashToken } from "./tables.ts";

/** Who is signed in. */
export interface Session {
  /** UUID. */
  readonly sessionId: string;
  /** UUID. */
  readonly userId: string;
  /** For the audit: `user:usr_…`. */
  readonly actor: string;
  /** Of the request, so that an audit entry is found from a reply. */
  readonly requestId?: string | undefined;
  /** Signed in within the last 15 minutes: what delicate pages ask for. */
  readonly fresh: boolean;
}

/** Who is signed in, in which organization and as what. */
export interface Member extends Session {
  /** UUID. */
  readonly organizationId: string;
  /** As it is at this moment. */
  readonly role: Role;
}

/**
 * Who administers an organization: one of its people, or whoever runs the platform, who may there
 * what an owner may, and has no `userId`.
 */
export interface Manager
  extends Pick<Member, "organizationId" | "role" | "actor" | "requestId">,
    Partial<Pick<Member, "userId">> {}

/** What a request says of its sender: the token of a session, and the organization that it wishes. */
export interface Credentials {
  readonly token: string | undefined;
  /** Public id. */
  readonly organization?: string | undefined;
}

/** Of the cookie, and of the header `X-Organization`. */
export const credentialsOf = (request: Request): Credentials => ({
  token: sessionTokenOf(request),
  organization: request.headers.get("x-organization") ?? undefined,
});

/** The session of a token, whatever organization is named. Using it moves its end. */
export const whoIs = async (
  context: AccountContext,
  { token }: Credentials,
): Promise<Session | undefined> => (await readSession(context, token, sql`where false`))?.session;

/**
 * The session of a token in the organization that is named, or else in the first that its user
 * joined. Undefined also when the user is no member there: what is named is only a wish.
 */
export const memberOf = async (
  context: AccountContext,
  { token, organization }: Credentials,
): Promise<Member | undefined> => {
  if (organization === undefined) {
    const first = sql`where direct order by since, organization_id`;
    return (await readSession(context, token, first))?.member;
  }
  const id = fromPublicId("org", organization);
  if (id === undefined) return undefined;
  const there = sql`where organization_id = ${id}::uuid order by ${strength}`;
  return (await readSession(context, token, there))?.member;
};

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly user_id: string;
  readonly created_at: Date;
  readonly organization_id: string | null;
  readonly role: Role | null;
}

const readSession = async (
  { database, clock }: AccountContext,
  token: string | undefined,
  place: SQL,
): Promise<{ session: Session; member: Member | undefined } | undefined> => {
  if (token === undefined) return undefined;
  const now = clock.now();
  const at = (ms: number) => sql`${new Date(now.getTime() + ms)}::timestamptz`;
  const [row] = await database.orm.execute<Row>(sql`
    with live as (
      select id, user_id, created_at, expires_at from sessions
      where token_hash = ${hashToken(token)} and ${isLive(now)}),
    moved as (
      update sessions set expires_at = ${at(idleMs)}, updated_at = ${at(0)}
      from live where sessions.id = live.id and live.expires_at < ${at(idleMs - idleStepMs)})
    select live.id, live.user_id, live.created_at, place.organization_id, place.role
    from live left join lateral (
      select organization_id, role from (${reachOf(sql`live.user_id`)}) reach
      ${place} limit 1) place on true`);
  if (row === undefined) return undefined;
  const session: Session = {
    sessionId: row.id,
    userId: row.user_id,
    actor: actorOf(row.user_id),
    fresh: row.created_at.getTime() > now.getTime() - freshMs,
  };
  const { organization_id: organizationId, role } = row;
  const member = organizationId !== null && role !== null && { ...session, organizationId, role };
  return { session, member: member || undefined };
};

/** The condition that a row of `sessions` has not ended by itself. */
export const isLive = (now: Date): SQL =>
  sql`expires_at > ${now}::timestamptz and created_at > ${new Date(now.getTime() - absoluteMs)}::timestamptz`;
