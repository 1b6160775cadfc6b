export { type ApiKeysControllerOptions, apiKeysController } from "./api-keys.ts";
export { type OtpControllerOptions, type OtpRequestContext, otpController } from "./otp.ts";
