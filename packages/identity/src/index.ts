// One-time codes
export { type Bounded, createBounded } from "./otp/bounded.ts";
export type { ChallengeView } from "./otp/challenge.ts";
export type { Caller } from "./otp/context.ts";
export type { OtpError, OtpResult } from "./otp/errors.ts";
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
export { identityProblems } from "./problems.ts";
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
