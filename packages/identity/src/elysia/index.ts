export { type OtpControllerOptions, type OtpRequestContext, otpController } from "./otp.ts";
