import { Type } from "@sinclair/typebox";
import { locales } from "./texts.ts";

const otpId = Type.String({
  pattern: "^otp_[0-7][0-9a-hjkmnp-tv-z]{25}$",
  description: "Id of the verification.",
  examples: ["otp_01kage5zv4f6rv3t3g0vr2k4dp"],
});
const Locale = Type.Union(
  locales.map((locale) => Type.Literal(locale)),
  { description: "Language of the text; else the `Accept-Language` header decides." },
);
const ClientIp = Type.String({
  maxLength: 64,
  pattern: "^[0-9A-Fa-f:.]+$",
  description: "Address of the person's device, told by a server with a key; limits count by it.",
});
const ChallengePassed = Type.Boolean({
  description:
    "Told by a server with a key: its user has just passed a CAPTCHA, see `challenge_required`.",
});
const Phone = Type.String({
  minLength: 1,
  maxLength: 32,
  description: "E.164, or a national number of the configured country.",
  examples: ["+84912345678"],
});

/** Body of `POST /otp/request`. */
export const OtpRequestBody = Type.Object(
  {
    phone: Phone,
    purpose: Type.Optional(
      Type.String({
        pattern: "^[a-z][a-z0-9_-]{0,31}$",
        description: "What the code will allow. A code for one purpose opens no other.",
        default: "sign-in",
      }),
    ),
    locale: Type.Optional(Locale),
    clientIp: Type.Optional(ClientIp),
    challengePassed: Type.Optional(ChallengePassed),
  },
  { additionalProperties: false },
);

/** Body of `POST /otp/{id}/resend`. */
export const OtpResendBody = Type.Object(
  {
    locale: Type.Optional(Locale),
    clientIp: Type.Optional(ClientIp),
    challengePassed: Type.Optional(ChallengePassed),
  },
  { additionalProperties: false, default: {} },
);

/** Reply to both: the same for every acceptable number. */
export const OtpChallengeReply = Type.Object({
  id: Type.String({ description: "Id of the verification." }),
  reference: Type.String({ description: "Tag in the text, to tell two messages apart." }),
  expiresAt: Type.String({ format: "date-time" }),
  resendAvailableAt: Type.String({ format: "date-time" }),
  attemptsRemaining: Type.Integer(),
  sendsRemaining: Type.Integer(),
});

/** Body of `POST /otp/verify`. */
export const OtpVerifyBody = Type.Object(
  {
    id: otpId,
    code: Type.String({
      pattern: "^[0-9]{6,10}$",
      description: "ASCII digits as they stand in the text.",
      examples: ["482915"],
    }),
    clientIp: Type.Optional(ClientIp),
    challengePassed: Type.Optional(ChallengePassed),
  },
  { additionalProperties: false },
);

/** Reply to it. */
export const OtpVerifiedReply = Type.Object({
  verified: Type.Literal(true),
  phone: Type.String({ description: "E.164." }),
  purpose: Type.String(),
  token: Type.String({ description: "Proof to be redeemed once by the service that acts on it." }),
});

/** Body of `POST /otp/redeem`. */
export const OtpRedeemBody = Type.Object(
  { token: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
);

/** Reply to it. */
export const OtpProofReply = Type.Object({
  phone: Type.String({ description: "E.164." }),
  purpose: Type.String(),
  verifiedAt: Type.String({ format: "date-time" }),
});

/** Path of the routes that name a verification. */
export const OtpPath = Type.Object({ id: otpId });
