// API keys

// Accounts
export { type Accounts, type AccountsOptions, createAccounts } from "./accounts/accounts.ts";
export type { Client } from "./accounts/auth.ts";
export type { AccountError, AccountRefusal, AccountResult } from "./accounts/errors.ts";
export { accountScope } from "./accounts/phone-sign-in.ts";
export type { Credentials, Manager, Member, Session } from "./accounts/session.ts";
export { type ApiKeys, type ApiKeysOptions, createApiKeys } from "./api-keys/api-keys.ts";
export { bearerKey } from "./api-keys/bearer-key.ts";
export type { KeyManager, KeyTiming } from "./api-keys/context.ts";
export type { ApiKeyError, ApiKeyResult } from "./api-keys/errors.ts";
export { apiKeyPattern } from "./api-keys/key-text.ts";
export {
  ApiKeyPage,
  ApiKeyQuery,
  ApiKeyView,
  CreateApiKeyBody,
  KeyKind,
  type KeyLimits,
  NewApiKey,
  RotateApiKeyBody,
  UpdateApiKeyBody,
} from "./api-keys/schemas.ts";
export { hasScope, Scope, scopes } from "./api-keys/scopes.ts";
export type { VerifiedKey } from "./api-keys/stored-key.ts";
export { keyErrorProblem, keyRefusalProblem } from "./api-keys/to-problem.ts";
export type { KeyBearer, KeyRefusal, KeyVerification } from "./api-keys/verify.ts";
export type { InvitationMessage, SendInvitation } from "./organizations/invite.ts";
export { type Permission, permissions, type Role, roleMay, roles } from "./organizations/roles.ts";
// One-time codes
export { type Bounded, createBounded } from "./otp/bounded.ts";
export type { ChallengeView } from "./otp/challenge.ts";
export type { Caller } from "./otp/context.ts";
export type { OtpError, OtpResult } from "./otp/errors.ts";
export type { OtpGuard } from "./otp/guard/guard.ts";
export type { GuardReason } from "./otp/guard/reasons.ts";
export type { GuardIncident } from "./otp/guard/record.ts";
export { OtpGuardSettings, otpGuardSetting } from "./otp/guard/settings.ts";
export { argon2 } from "./otp/hash.ts";
export type { IssuedChallenge } from "./otp/issue.ts";
export type { Proof } from "./otp/proof.ts";
export type { RequestInput } from "./otp/request.ts";
export type { ResendInput } from "./otp/resend.ts";
export type { OtpMessage, OtpSender, SenderState } from "./otp/sender.ts";
export { logOnlyOtpSender, type SmsOutlet, smsOtpSender } from "./otp/senders.ts";
export { createOtpService, type OtpService, type OtpServiceOptions } from "./otp/service.ts";
export { OtpSettings, otpSetting } from "./otp/settings.ts";
export { type Locale, locales } from "./otp/texts.ts";
export type { Verified, VerifyInput } from "./otp/verify.ts";
export { identityProblems, toProblem } from "./problems.ts";
// Sending
export { accountIdOf } from "./sms/account-id.ts";
export {
  ApplicationSMSComponent,
  type ApplicationSMSOptions,
  type SmsRouting,
} from "./sms/application-sms-component.ts";
export { ownKinds, type SmsState } from "./sms/choose-accounts.ts";
export type { SmsAccount } from "./sms/clients.ts";
export { integrationSettings, providerSettings, smsSetting } from "./sms/settings.ts";
