import { availableParallelism } from "node:os";
import {
  type By,
  type Clock,
  createLogger,
  createRareAudit,
  type Database,
  type Logger,
  newUuid,
  type RareAudit,
  systemClock,
} from "@nx/core";
import { type AcceptInput, acceptInvitation } from "../organizations/accept.ts";
import { changeRole, removeMember } from "../organizations/change-members.ts";
import { createChild } from "../organizations/create-child.ts";
import { type FoundInput, foundOrganization } from "../organizations/found.ts";
import {
  listInvitations,
  purgeInvitations,
  withdrawInvitation,
} from "../organizations/invitations.ts";
import { invite, type SendInvitation } from "../organizations/invite.ts";
import { listMembers } from "../organizations/list-members.ts";
import {
  hasOrganization,
  listAllOrganizations,
  listOrganizations,
  readOrganization,
} from "../organizations/read.ts";
import { renameOrganization } from "../organizations/rename.ts";
import type { Role } from "../organizations/roles.ts";
import type {
  FoundedOrganization,
  InvitationPage,
  InviteBody,
  InvitedReply,
  MemberPage,
  OrganizationPage,
  OrganizationView,
  PageQuery,
} from "../organizations/schemas.ts";
import { type Bounded, createBounded } from "../otp/bounded.ts";
import type { IssuedChallenge } from "../otp/issue.ts";
import type { OtpService } from "../otp/service.ts";
import type { VerifyInput } from "../otp/verify.ts";
import { type Client, createAuth } from "./auth.ts";
import type { AccountContext } from "./context.ts";
import { checkOrigin, checkSessionRequest } from "./csrf.ts";
import { purgeSessions, signOut, signOutEverywhere } from "./end-sessions.ts";
import type { AccountResult } from "./errors.ts";
import { linkPhone } from "./link-phone.ts";
import { listSessions, revokeSession } from "./own-sessions.ts";
import {
  changePassword,
  type PasswordChange,
  type PasswordReset,
  resetPassword,
} from "./password.ts";
import { createPasswords } from "./passwords.ts";
import { type PhoneCodeInput, requestPhoneCode, signInByPhone } from "./phone-sign-in.ts";
import { readProfile } from "./profile.ts";
import type { SessionReply, SessionView } from "./schemas.ts";
import {
  type Credentials,
  credentialsOf,
  type Manager,
  type Member,
  memberOf,
  type Session,
  whoIs,
} from "./session.ts";
import { type SignInInput, signIn } from "./sign-in.ts";
import { type SignUpInput, signUp } from "./sign-up.ts";

/** People, their sessions and their organizations. Verbs answer with a value or an `AccountError`. */
export interface Accounts {
  /**
   * Who asks by session, in which organization and as what, at this moment: one statement. Undefined
   * without a session that lives, and in an organization that is not the user's. What changes
   * something needs {@link checkSessionRequest} beside it.
   */
  sessionOf(request: Request): Promise<Member | undefined>;
  /** Whether a page of ours sent this request, knowing the token of its session. */
  checkSessionRequest(request: Request): AccountResult<void>;
  /** The same where there is no session yet. */
  checkOrigin(request: Request): AccountResult<void>;
  /** Who is signed in, whatever the organization. */
  whoIs(credentials: Credentials): Promise<Session | undefined>;
  /** Who is signed in, in one organization. */
  memberOf(credentials: Credentials): Promise<Member | undefined>;
  /** Who is signed in, where and as what, for a page to begin with. */
  profile(credentials: Credentials): Promise<AccountResult<SessionReply>>;

  /** The verbs that sign in resolve to the token of a new session. */
  signUp(input: SignUpInput, client: Client): Promise<AccountResult<string>>;
  signIn(input: SignInInput, client: Client): Promise<AccountResult<string>>;
  requestPhoneCode(input: PhoneCodeInput, client: Client): Promise<AccountResult<IssuedChallenge>>;
  signInByPhone(input: VerifyInput, client: Client): Promise<AccountResult<string>>;
  acceptInvitation(
    session: Session | undefined,
    input: AcceptInput,
    client: Client,
  ): Promise<AccountResult<string>>;
  /** By the phone of the account. */
  resetPassword(input: PasswordReset, client: Client): Promise<AccountResult<string>>;
  signOut(credentials: Credentials): Promise<void>;
  signOutEverywhere(session: Session, client: Client): Promise<void>;
  sessions(session: Session): Promise<SessionView[]>;
  revokeSession(session: Session, id: string, client: Client): Promise<AccountResult<void>>;
  changePassword(
    session: Session,
    input: PasswordChange,
    client: Client,
  ): Promise<AccountResult<void>>;
  linkPhone(session: Session, input: VerifyInput, client: Client): Promise<AccountResult<void>>;

  organizations(session: Session, query: PageQuery): Promise<OrganizationPage>;
  organization(member: Member): Promise<OrganizationView | undefined>;
  /** Of everybody, for whoever runs the platform. */
  allOrganizations(query: PageQuery): Promise<OrganizationPage>;
  /** Whether there is one with this UUID. */
  hasOrganization(id: string): Promise<boolean>;
  /** Makes one beside the first, for whoever runs the platform. */
  foundOrganization(by: By, input: FoundInput): Promise<AccountResult<FoundedOrganization>>;
  createOrganization(
    member: Member,
    input: { readonly name: string },
  ): Promise<AccountResult<OrganizationView>>;
  renameOrganization(
    member: Member,
    input: { readonly name: string },
  ): Promise<OrganizationView | undefined>;

  members(manager: Manager, query: PageQuery): Promise<MemberPage>;
  changeRole(manager: Manager, id: string, role: Role): Promise<AccountResult<void>>;
  removeMember(manager: Manager, id: string): Promise<AccountResult<void>>;
  invite(manager: Manager, input: InviteBody): Promise<AccountResult<InvitedReply>>;
  invitations(manager: Manager, query: PageQuery): Promise<InvitationPage>;
  withdrawInvitation(manager: Manager, id: string): Promise<AccountResult<void>>;

  /** Deletes sessions and invitations that ended by themselves; call it now and then. */
  purge(): Promise<void>;
}

export interface AccountsOptions {
  /** Migrated. */
  readonly database: Database;
  /** UUID of the organization that the first owner makes by signing up. */
  readonly firstOrganizationId: string;
  /** The page on which an invitation is answered; the token belongs behind `#`, out of every log. */
  readonly invitationLink: (token: string) => string;
  /** Sends invitations. Absent: the inviter gets the link. */
  readonly sendInvitation?: SendInvitation | undefined;
  /** Proves phones. Absent: nobody signs in or joins by phone. */
  readonly otp?: OtpService | undefined;
  /** Other origins whose pages may act by a session: `https://console.example.com`. */
  readonly origins?: readonly string[];
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Notes sign-ins that fail. @default one of its own */
  readonly rareAudit?: RareAudit;
  /** Who hashes when: the same as the OTP service has. By default one of its own, of all cores. */
  readonly hashing?: Bounded;
}

/** Makes the service. */
export const createAccounts = (options: AccountsOptions): Accounts => {
  const context = contextOf(options);
  const { origins = [] } = options;
  /** What a member does in an organization sees its people only, whatever a statement says. */
  const as = ({ organizationId }: Pick<Member, "organizationId">): AccountContext => ({
    ...context,
    database: context.database.forOrganization(organizationId),
  });
  return {
    sessionOf: (request) => memberOf(context, credentialsOf(request)),
    checkSessionRequest: (request) => checkSessionRequest(request, origins),
    checkOrigin: (request) => checkOrigin(request, origins),
    whoIs: (credentials) => whoIs(context, credentials),
    memberOf: (credentials) => memberOf(context, credentials),
    profile: (credentials) => readProfile(context, credentials),

    signUp: (input, client) => signUp(context, input, client),
    signIn: (input, client) => signIn(context, input, client),
    requestPhoneCode: (input, client) => requestPhoneCode(context, input, client),
    signInByPhone: (input, client) => signInByPhone(context, input, client),
    acceptInvitation: (session, input, client) => acceptInvitation(context, session, input, client),
    resetPassword: (input, client) => resetPassword(context, input, client),
    signOut: (credentials) => signOut(context, credentials),
    signOutEverywhere: (session, client) => signOutEverywhere(context, session, client),
    sessions: (session) => listSessions(context, session),
    revokeSession: (session, id, client) => revokeSession(context, session, id, client),
    changePassword: (session, input, client) => changePassword(context, session, input, client),
    linkPhone: (session, input, client) => linkPhone(context, session, input, client),

    organizations: (session, query) => listOrganizations(context, session, query),
    organization: ({ userId, organizationId }) => readOrganization(context, userId, organizationId),
    allOrganizations: (query) => listAllOrganizations(context, query),
    hasOrganization: (id) => hasOrganization(context, id),
    foundOrganization: (by, input) => foundOrganization(context, by, input),
    createOrganization: (member, input) => createChild(context, member, input),
    renameOrganization: (member, input) => renameOrganization(context, member, input),

    members: (member, query) => listMembers(as(member), member.organizationId, query),
    changeRole: (member, id, role) => changeRole(as(member), member, id, role),
    removeMember: (member, id) => removeMember(as(member), member, id),
    invite: (member, input) => invite(as(member), member, input),
    invitations: (member, query) => listInvitations(as(member), member.organizationId, query),
    withdrawInvitation: (member, id) => withdrawInvitation(as(member), member, id),

    purge: async () => {
      await purgeSessions(context);
      await purgeInvitations(context);
    },
  };
};

const contextOf = (options: AccountsOptions): AccountContext => {
  const { database, clock = systemClock } = options;
  const logger = options.logger ?? createLogger({ level: "silent" });
  const passwords = createPasswords(options.hashing ?? createBounded(defaultHashing));
  return {
    database,
    clock,
    newId: () => newUuid(clock),
    logger,
    rareAudit: options.rareAudit ?? createRareAudit({ database, clock, logger }),
    passwords,
    auth: createAuth(database, clock, passwords),
    otp: options.otp,
    firstOrganizationId: options.firstOrganizationId,
    invitationLink: options.invitationLink,
    sendInvitation: options.sendInvitation,
  };
};

/** More at once than cores would only make each of them slower. */
const defaultHashing = { concurrency: availableParallelism(), queue: 64, maxWaitMs: 2000 };
