import { type Static, Type } from "@sinclair/typebox";
import { OtpRequestBody, OtpVerifyBody } from "../otp/schemas.ts";
import { mostPasswordLength } from "./auth.ts";

/** Part of what better-auth accepts: an account that it would not sign in is not made. */
export const Email = Type.String({
  pattern: "^[A-Za-z0-9_+-]+([.'][A-Za-z0-9_+-]+)*@([A-Za-z0-9][A-Za-z0-9-]*\\.)+[A-Za-z]{2,}$",
  maxLength: 254,
  description: "E-mail address; upper and lower case are the same.",
  examples: ["an@example.com"],
});
/** A name of a person or an organization. */
export const Name = Type.String({ minLength: 1, maxLength: 100, pattern: "\\S" });
const NewPassword = Type.String({
  minLength: 12,
  maxLength: mostPasswordLength,
  description: "Any characters; long is better than odd.",
});
/** A role of a member. */
export const RoleName = Type.Union(
  [Type.Literal("owner"), Type.Literal("admin"), Type.Literal("sender"), Type.Literal("viewer")],
  { description: "`viewer` reads, `sender` also sends, `admin` also administers, `owner` owns." },
);

/** Body of `POST /auth/sign-up`. */
export const SignUpBody = Type.Object(
  { name: Name, email: Email, password: NewPassword, organization: Name },
  { additionalProperties: false },
);

/** Body of `POST /auth/sign-in`. */
export const SignInBody = Type.Object(
  { email: Email, password: Type.String({ minLength: 1, maxLength: mostPasswordLength }) },
  { additionalProperties: false },
);

/** Body of `POST /auth/phone/code`. */
export const PhoneCodeBody = Type.Object(
  {
    ...Type.Pick(OtpRequestBody, ["phone", "locale"]).properties,
    purpose: Type.Optional(
      Type.Union(
        [Type.Literal("sign-in"), Type.Literal("link-phone"), Type.Literal("reset-password")],
        { default: "sign-in", description: "What the code is good for, and for nothing else." },
      ),
    ),
  },
  { additionalProperties: false },
);

/** Body of `POST /auth/phone/sign-in`. */
export const PhoneSignInBody = Type.Pick(OtpVerifyBody, ["id", "code"], {
  additionalProperties: false,
});

/** Body of `PUT /auth/phone`. */
export const PhoneBody = PhoneSignInBody;

/** Body of `PUT /auth/password`. */
export const PasswordBody = Type.Object(
  { password: SignInBody.properties.password, newPassword: NewPassword },
  { additionalProperties: false },
);

/** Body of `POST /auth/password/reset`. */
export const PasswordResetBody = Type.Object(
  { ...PhoneSignInBody.properties, newPassword: NewPassword },
  { additionalProperties: false },
);

/** Body of `POST /auth/invitations/accept`. */
export const AcceptBody = Type.Object(
  {
    token: Type.String({ minLength: 1, maxLength: 200, description: "The end of the link." }),
    name: Type.Optional(Name),
    password: Type.Optional(NewPassword),
    phone: Type.Optional(PhoneSignInBody),
  },
  {
    additionalProperties: false,
    description:
      "Nothing but the token for who is signed in. Else, for an invitation by e-mail, `name` and `password`; for one by phone, the code that was sent to it as `phone`, and `name` where there is no account yet.",
  },
);

/** Reply of all that sign in, and of `GET /auth/session`. */
export const SessionReply = Type.Object({
  id: Type.String({ description: "Id of the session." }),
  fresh: Type.Boolean({ description: "Signed in within the last 15 minutes." }),
  csrfToken: Type.String({
    description: "To be sent as `X-CSRF-Token` with everything that changes something.",
  }),
  user: Type.Object({
    id: Type.String(),
    name: Type.String(),
    email: Type.Optional(Type.String()),
    phone: Type.Optional(Type.String({ description: "E.164." })),
  }),
  organization: Type.Optional(
    Type.Object(
      {
        id: Type.String(),
        name: Type.String(),
        role: RoleName,
        permissions: Type.Array(Type.String(), { description: "What the role allows." }),
      },
      { description: "Where the session works; absent for a member of none, or not of that one." },
    ),
  ),
});
export type SessionReply = Static<typeof SessionReply>;

/** One of a user's sessions. */
export const SessionView = Type.Object({
  id: Type.String(),
  current: Type.Boolean({ description: "The one that asks." }),
  createdAt: Type.String({ format: "date-time" }),
  lastUsedAt: Type.String({ format: "date-time", description: "To the minute." }),
  expiresAt: Type.String({ format: "date-time", description: "Moves with use." }),
  address: Type.Optional(Type.String({ description: "Where it began; of IPv6 the /64." })),
  userAgent: Type.Optional(Type.String()),
});
export type SessionView = Static<typeof SessionView>;

/** Path of the routes that name a session. */
export const SessionPath = Type.Object({ id: Type.String({ maxLength: 40 }) });
