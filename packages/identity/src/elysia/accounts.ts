import { coreProblems, toPublicId } from "@nx/core";
import { refusal, requestIdOf, strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { Accounts } from "../accounts/accounts.ts";
import type { Client } from "../accounts/auth.ts";
import { cookiesOf, noCookies } from "../accounts/cookies.ts";
import type { AccountResult } from "../accounts/errors.ts";
import {
  AcceptBody,
  PasswordBody,
  PasswordResetBody,
  PhoneBody,
  PhoneCodeBody,
  PhoneSignInBody,
  SessionPath,
  SessionReply,
  SessionView,
  SignInBody,
  SignUpBody,
} from "../accounts/schemas.ts";
import { credentialsOf } from "../accounts/session.ts";
import { OtpChallengeReply } from "../otp/schemas.ts";
import { identityProblems } from "../problems.ts";
import { uuidOf } from "./otp.ts";
import {
  bySession,
  type Exchange,
  nothing,
  requireSession,
  sessionRefusals,
  unwrap,
} from "./session.ts";

export interface AccountsControllerOptions {
  readonly accounts: Accounts;
  /** The address of whoever sent a request; limits count by it. */
  readonly address: (context: {
    readonly request: Request;
    /** Address of the connection's other end. */
    readonly peer: string | undefined;
  }) => string | undefined;
}

/**
 * Signing up, in and out, by cookie: mount it under `/v1`, beside `problems` of `@nx/core/elysia`. Its
 * routes are for pages of the same origin.
 */
export const accountsController = ({ accounts, address }: AccountsControllerOptions) =>
  new Elysia({ name: "nx-accounts", prefix: "/auth", normalize: false, tags: ["Accounts"] })
    .use(entrances({ accounts, address }))
    .use(ownSessions({ accounts, address }))
    .use(ownAccount({ accounts, address }));

/** Where a request comes from. */
const clientOf = (
  { address }: AccountsControllerOptions,
  { request, server, set }: Exchange & { readonly server: Peers | null },
): Client => {
  const peer = server?.requestIP(request)?.address;
  return {
    address: address({ request, peer }),
    userAgent: request.headers.get("user-agent")?.slice(0, longestUserAgent),
    requestId: requestIdOf(set) || undefined,
  };
};

/** What of Bun's server is asked. */
interface Peers {
  requestIP(request: Request): { readonly address: string } | null;
}

const own = identityProblems;
const fromElsewhere = { 403: refusal(own.csrf_refused) } as const;
const guessing = {
  429: refusal(coreProblems.limit_exceeded),
  503: refusal(coreProblems.busy),
} as const;
const signUpRefusals = { ...guessing, 403: refusal(own.csrf_refused, own.sign_up_closed) } as const;
const signInRefusals = {
  ...fromElsewhere,
  ...guessing,
  401: refusal(own.sign_in_failed),
} as const;
const codeRefusals = {
  ...fromElsewhere,
  422: refusal(own.phone_not_allowed, own.sms_rejected),
  429: refusal(coreProblems.limit_exceeded, own.resend_too_soon, own.sends_exhausted),
  503: refusal(own.phone_sign_in_off, own.sms_unavailable, own.otp_not_configured),
} as const;
const phoneRefusals = {
  ...guessing,
  400: refusal(own.otp_invalid),
  403: refusal(own.csrf_refused, own.no_account),
  404: refusal(coreProblems.not_found),
} as const;
const acceptRefusals = {
  ...guessing,
  400: refusal(own.invitation_invalid, own.otp_invalid),
  403: refusal(own.csrf_refused, own.invitation_for_another),
  409: refusal(own.sign_in_first, own.already_member),
  422: refusal(own.details_required),
} as const;

/** What is asked for before there is a session. */
const entrances = (options: AccountsControllerOptions) => {
  const { accounts } = options;
  /** Begins the session in the browser, in place of the one that the request came with. */
  const enter = async (
    request: Request,
    result: AccountResult<string>,
    headers: { "set-cookie"?: string | string[] },
  ): Promise<SessionReply> => {
    const token = unwrap(result);
    await accounts.signOut(credentialsOf(request));
    headers["set-cookie"] = cookiesOf(token);
    return unwrap(await accounts.profile({ token }));
  };

  return new Elysia({ normalize: false })
    .use(strictJson())
    .derive(({ request, server, set }) => {
      unwrap(accounts.checkOrigin(request));
      return { client: clientOf(options, { request, server, set }) };
    })
    .post(
      "/sign-up",
      async ({ request, body, client, set, status }) =>
        status(201, await enter(request, await accounts.signUp(body, client), set.headers)),
      {
        body: SignUpBody,
        response: { 201: SessionReply, ...signUpRefusals },
        detail: {
          summary: "Sign up as the first owner",
          description: "Works once: it makes the first organization. Everybody else is invited.",
          security: [],
        },
      },
    )
    .post(
      "/sign-in",
      async ({ request, body, client, set }) =>
        enter(request, await accounts.signIn(body, client), set.headers),
      {
        body: SignInBody,
        response: { 200: SessionReply, ...signInRefusals },
        detail: {
          summary: "Sign in by e-mail address and password",
          description:
            "Begins a session by the cookie `__Host-sid`. Every failure has the same answer; five in 15 minutes for an account and an address, then 429.",
          security: [],
        },
      },
    )
    .post(
      "/phone/code",
      async ({ body, headers, client, status }) => {
        const acceptLanguage = headers["accept-language"];
        const asked = await accounts.requestPhoneCode({ ...body, acceptLanguage }, client);
        const { id, expiresAt, resendAvailableAt, ...rest } = unwrap(asked);
        return status(202, {
          id: toPublicId("otp", id),
          expiresAt: expiresAt.toISOString(),
          resendAvailableAt: resendAvailableAt.toISOString(),
          ...rest,
        });
      },
      {
        body: PhoneCodeBody,
        response: { 202: OtpChallengeReply, ...codeRefusals },
        detail: {
          summary: "Send a code to a phone",
          description:
            "To sign in or to accept an invitation; with another `purpose`, to link the phone to one's account or to reset a password. The same for every acceptable number, whether somebody here has it or not.",
          security: [],
        },
      },
    )
    .post(
      "/phone/sign-in",
      async ({ request, body: { id, code }, client, set }) => {
        const input = { id: uuidOf(id), code };
        return enter(request, await accounts.signInByPhone(input, client), set.headers);
      },
      {
        body: PhoneSignInBody,
        response: { 200: SessionReply, ...phoneRefusals },
        detail: { summary: "Sign in by the code that a phone got", security: [] },
      },
    )
    .post(
      "/password/reset",
      async ({ request, body: { id, code, newPassword }, client, set }) => {
        const input = { id: uuidOf(id), code, newPassword };
        return enter(request, await accounts.resetPassword(input, client), set.headers);
      },
      {
        body: PasswordResetBody,
        response: { 200: SessionReply, ...phoneRefusals },
        detail: {
          summary: "Set a new password by the code that the account's phone got",
          description:
            "The code is one that was asked for with the purpose `reset-password`. Ends all sessions and begins a new one.",
          security: [],
        },
      },
    )
    .post(
      "/invitations/accept",
      async ({ request, body: { phone, ...input }, client, set }) => {
        const session = await accounts.whoIs(credentialsOf(request));
        if (session) unwrap(accounts.checkSessionRequest(request));
        const answer = {
          ...input,
          ...(phone && { phone: { id: uuidOf(phone.id), code: phone.code } }),
        };
        const accepted = await accounts.acceptInvitation(session, answer, client);
        return enter(request, accepted, set.headers);
      },
      {
        body: AcceptBody,
        response: { 200: SessionReply, ...acceptRefusals },
        detail: {
          summary: "Accept an invitation",
          description: "Works once, and begins a new session.",
          security: [],
        },
      },
    );
};

const longestUserAgent = 200;

/** What the one who is signed in does with sessions. */
const ownSessions = (options: AccountsControllerOptions) => {
  const { accounts } = options;
  return new Elysia({ normalize: false })
    .use(signedIn(options))
    .get(
      "/session",
      async ({ request }) => unwrap(await accounts.profile(credentialsOf(request))),
      {
        response: { 200: SessionReply, ...sessionRefusals },
        detail: {
          summary: "Who is signed in",
          description: "Where the header `X-Organization` says, if the user is a member there.",
          security: bySession,
        },
      },
    )
    .post(
      "/sign-out",
      async ({ request, set }) => {
        await accounts.signOut(credentialsOf(request));
        set.headers["set-cookie"] = noCookies();
        set.status = 204;
      },
      {
        response: { 204: Type.Void(), ...sessionRefusals },
        detail: { summary: "Sign out", security: bySession },
      },
    )
    .get("/sessions", async ({ session }) => ({ data: await accounts.sessions(session) }), {
      response: { 200: Type.Object({ data: Type.Array(SessionView) }), ...sessionRefusals },
      detail: { summary: "Where one is signed in, newest first", security: bySession },
    })
    .delete(
      "/sessions",
      async ({ session, client, set }) => {
        await accounts.signOutEverywhere(session, client);
        set.headers["set-cookie"] = noCookies();
        set.status = 204;
      },
      { response: nothing, detail: { summary: "Sign out everywhere", security: bySession } },
    )
    .delete(
      "/sessions/:id",
      async ({ session, client, params, set }) => {
        unwrap(await accounts.revokeSession(session, params.id, client));
        set.status = 204;
      },
      {
        params: SessionPath,
        response: nothing,
        detail: { summary: "End one of one's sessions, at once", security: bySession },
      },
    );
};

/** What the one who is signed in changes of the account. */
const ownAccount = (options: AccountsControllerOptions) => {
  const { accounts } = options;
  return new Elysia({ normalize: false })
    .use(signedIn(options))
    .put(
      "/password",
      async ({ session, client, body, set }) => {
        unwrap(await accounts.changePassword(session, body, client));
        set.status = 204;
      },
      {
        body: PasswordBody,
        response: nothing,
        detail: {
          summary: "Change one's password",
          description:
            "Asks for the present one; five wrong ones in 15 minutes, then 429. All other sessions end.",
          security: bySession,
        },
      },
    )
    .put(
      "/phone",
      async ({ session, client, body: { id, code }, set }) => {
        unwrap(await accounts.linkPhone(session, { id: uuidOf(id), code }, client));
        set.status = 204;
      },
      {
        body: PhoneBody,
        response: nothing,
        detail: {
          summary: "Link a phone to one's account, in the place of the one before",
          description:
            "By a code that was asked for with the purpose `link-phone`, and a sign-in of the last 15 minutes: from then on the phone opens the account.",
          security: bySession,
        },
      },
    );
};

/** Lets in whoever is signed in. */
const signedIn = (options: AccountsControllerOptions) =>
  new Elysia({ normalize: false })
    .use(strictJson())
    .derive({ as: "scoped" }, async ({ request, server, set }) => ({
      session: await requireSession(options.accounts, { request, set }),
      client: clientOf(options, { request, server, set }),
    }));
