import type { Clock, Database, Keyring, Logger, Reading } from "@nx/core";
import { failed, type OtpError, type OtpResult } from "./errors.ts";
import type { CodeHasher } from "./hash.ts";
import type { OtpSender } from "./sender.ts";
import type { OtpSettings } from "./settings.ts";

/** Who asks, as the transport found out. */
export interface Caller {
  /** Opaque owner of the challenge; nobody else can verify it. */
  readonly scope: string;
  /** Address of the person's device; absent when the caller is a server that did not say. */
  readonly clientIp?: string | undefined;
  /** A trusted server may learn why a number is refused; a browser may not. */
  readonly trusted: boolean;
}

/** What the verbs of the OTP service work with. */
export interface OtpContext {
  readonly database: Database;
  readonly settings: () => Reading<OtpSettings>;
  /** Absent without a pepper: codes are then refused rather than hashed without one. */
  readonly secrets: { readonly hasher: CodeHasher; readonly peppers: Keyring } | undefined;
  readonly sender: OtpSender;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** A context in which everything that a code needs is there. */
export interface ReadyContext extends OtpContext {
  readonly hasher: CodeHasher;
  readonly peppers: Keyring;
  readonly current: OtpSettings;
}

/** The settings and secrets of this moment, or the reason why no code can be handled. */
export const ready = (context: OtpContext): OtpResult<ReadyContext> => {
  if (!context.secrets) return failed({ code: "otp_not_configured", reason: "pepper_missing" });
  const reading = context.settings();
  if (reading.state !== "ok")
    return failed({ code: "otp_not_configured", reason: `settings_${reading.state}` });
  return { ok: true, value: { ...context, ...context.secrets, current: reading.value } };
};

/** Refuses early, before anything is counted or stored, when no message could leave anyway. */
export const senderProblem = ({ sender }: OtpContext, { scope }: Caller): OtpError | undefined => {
  const state = sender.state(scope);
  return state.ready ? undefined : { code: "sms_unavailable", reason: state.reason };
};
