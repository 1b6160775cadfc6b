import { isIP } from "node:net";
import { coreProblems, fromPublicId, Problem, toPublicId } from "@nx/core";
import { refusal, strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { Caller } from "../otp/context.ts";
import type { OtpResult } from "../otp/errors.ts";
import type { IssuedChallenge } from "../otp/issue.ts";
import {
  OtpChallengeReply,
  OtpPath,
  OtpProofReply,
  OtpRedeemBody,
  OtpRequestBody,
  OtpResendBody,
  OtpVerifiedReply,
  OtpVerifyBody,
} from "../otp/schemas.ts";
import type { OtpService } from "../otp/service.ts";
import { identityProblems, toProblem } from "../problems.ts";

/** What a request shows of its sender, before anybody believed it. */
export interface OtpRequestContext {
  readonly request: Request;
  /** Address of the connection's other end. */
  readonly peer: string | undefined;
}

export interface OtpControllerOptions {
  readonly otp: OtpService;
  /** Who asks; throws a `Problem` for those who may not. Tells `clientIp` of browsers only. */
  readonly caller: (context: OtpRequestContext) => Caller;
}

const own = identityProblems;
const sending = {
  403: refusal(own.otp_blocked, own.challenge_required),
  422: refusal(own.phone_not_allowed, own.sms_rejected),
  429: refusal(own.resend_too_soon, own.sends_exhausted, coreProblems.limit_exceeded),
  503: refusal(own.sms_unavailable, own.otp_not_configured, coreProblems.busy),
} as const;
const guessing = {
  429: refusal(coreProblems.limit_exceeded),
  503: refusal(own.otp_not_configured, coreProblems.busy),
} as const;

/**
 * The OTP routes as a plugin for any Elysia app: request, resend, verify, cancel, redeem. Mount
 * `problems` of `@nx/core/elysia` beside it, which turns refusals into `application/problem+json`.
 */
export const otpController = ({ otp, caller }: OtpControllerOptions) =>
  new Elysia({ name: "nx-otp", prefix: "/otp", normalize: false, tags: ["OTP"] })
    .use(strictJson())
    // Derived, not resolved: who may not ask learns nothing about what is wrong with the question.
    .derive(({ request, server }) => {
      const peer = server?.requestIP(request)?.address;
      return { asker: caller({ request, peer }) };
    })
    .post(
      "/request",
      async ({ asker, body, headers, set }) => {
        const { clientIp, challengePassed, ...input } = body;
        const acceptLanguage = headers["accept-language"];
        const by = withUser(asker, { clientIp, challengePassed });
        set.status = 202;
        return replyOf(await otp.request(by, { ...input, acceptLanguage }));
      },
      {
        body: OtpRequestBody,
        response: { 202: OtpChallengeReply, ...sending },
        detail: {
          summary: "Send a one-time code",
          description:
            "Opens a verification and sends its code. An older one for the same phone and purpose ends.",
        },
      },
    )
    .post(
      "/verify",
      async ({ asker, body }) => {
        const { code, ...user } = body;
        const by = withUser(asker, user);
        const verified = unwrap(await otp.verify(by, { id: uuidOf(body.id), code }));
        return { verified: true as const, ...verified };
      },
      {
        body: OtpVerifyBody,
        response: {
          200: OtpVerifiedReply,
          400: refusal(own.otp_invalid),
          403: refusal(own.challenge_required),
          ...guessing,
        },
        detail: {
          summary: "Check a code",
          description: "Succeeds once. Every failure has the same answer, `otp_invalid`.",
        },
      },
    )
    .post(
      "/redeem",
      async ({ asker, body }) => {
        if (!asker.trusted) throw new Problem(coreProblems.unauthorized);
        const proof = unwrap(await otp.redeem(asker, body.token));
        return { ...proof, verifiedAt: proof.verifiedAt.toISOString() };
      },
      {
        body: OtpRedeemBody,
        response: { 200: OtpProofReply, 400: refusal(own.proof_invalid) },
        detail: {
          summary: "Redeem a proof",
          description:
            "Called by the service that acts on a verification. Needs a key; works once.",
        },
      },
    )
    .post(
      "/:id/resend",
      async ({ asker, params, body, headers, set }) => {
        const { locale, ...user } = body;
        const by = withUser(asker, user);
        const acceptLanguage = headers["accept-language"];
        set.status = 202;
        return replyOf(await otp.resend(by, { id: uuidOf(params.id), locale, acceptLanguage }));
      },
      {
        params: OtpPath,
        // Elysia checks no optional body that is not an object, so an absent one is made empty.
        transform: (context) => {
          context.body ??= {};
        },
        body: OtpResendBody,
        response: { 202: OtpChallengeReply, ...sending, 404: refusal(own.otp_not_found) },
        detail: {
          summary: "Send another code",
          description: "A new code for the same verification; the one before it stays valid.",
        },
      },
    )
    .delete(
      "/:id",
      async ({ asker, params, set }) => {
        await otp.cancel(asker, uuidOf(params.id));
        set.status = 204;
      },
      {
        params: OtpPath,
        response: { 204: Type.Void(), 404: refusal(coreProblems.not_found) },
        detail: { summary: "End a verification", description: "Its codes are void from here on." },
      },
    );

/** What a server tells of its user. A browser can tell nothing: it would choose. */
const withUser = (
  caller: Caller,
  user: { readonly clientIp?: string | undefined; readonly challengePassed?: boolean | undefined },
): Caller => {
  const { clientIp = caller.clientIp, challengePassed = caller.challengePassed } = user;
  const errors = [
    ...(user.clientIp === undefined ? [] : ipProblem(caller, user.clientIp)),
    ...(user.challengePassed === undefined || caller.trusted
      ? []
      : [{ path: "/challengePassed", code: "not_allowed", message: serversOnly }]),
  ];
  if (errors.length > 0) throw new Problem(coreProblems.invalid_request, { errors });
  return { ...caller, clientIp, challengePassed };
};

const serversOnly = "Only a server may tell this.";

const ipProblem = ({ trusted }: Caller, clientIp: string) => {
  if (trusted && isIP(clientIp) !== 0) return [];
  const message = trusted ? "This is not an IP address." : serversOnly;
  return [{ path: "/clientIp", code: "not_allowed", message }];
};

/** The schema has checked the form; what it cannot check is a form that nobody ever wrote. */
export const uuidOf = (id: string): string => {
  const uuid = fromPublicId("otp", id);
  if (uuid === undefined) throw new Problem(coreProblems.not_found);
  return uuid;
};

const unwrap = <T>(result: OtpResult<T>): T => {
  if (!result.ok) throw toProblem(result.error);
  return result.value;
};

const replyOf = (result: OtpResult<IssuedChallenge>) => {
  const { id, expiresAt, resendAvailableAt, ...rest } = unwrap(result);
  return {
    id: toPublicId("otp", id),
    expiresAt: expiresAt.toISOString(),
    resendAvailableAt: resendAvailableAt.toISOString(),
    ...rest,
  };
};
