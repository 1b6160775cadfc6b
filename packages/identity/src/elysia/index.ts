export { type AccountsControllerOptions, accountsController } from "./accounts.ts";
export { type ApiKeysControllerOptions, apiKeysController } from "./api-keys.ts";
export { type MembersControllerOptions, membersController } from "./members.ts";
export {
  type OrganizationsControllerOptions,
  organizationsController,
} from "./organizations.ts";
export { type OtpControllerOptions, type OtpRequestContext, otpController } from "./otp.ts";
export { type OtpGuardControllerOptions, otpGuardController } from "./otp-guard.ts";
export type { OperatorOf } from "./session.ts";
