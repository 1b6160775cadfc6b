export { type AccountsControllerOptions, accountsController } from "./accounts.ts";
export { type ApiKeysControllerOptions, apiKeysController } from "./api-keys.ts";
export { membersController } from "./members.ts";
export { organizationsController } from "./organizations.ts";
export { type OtpControllerOptions, type OtpRequestContext, otpController } from "./otp.ts";
export { type OtpGuardControllerOptions, otpGuardController } from "./otp-guard.ts";
