import type { Clock, Database, Keyring, Logger, Reading } from "@nx/core";
import { failed, type OtpError, type OtpResult } from "./errors.ts";
import type { GuardIncident } from "./guard/record.ts";
import type { OtpGuardSettings } from "./guard/settings.ts";
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
  /** The person has just passed a CAPTCHA or the like; whoever asks has checked that. */
  readonly challengePassed?: boolean | undefined;
}

/** What the verbs of the OTP service work with. */
export interface OtpContext {
  readonly database: Database;
  readonly settings: () => Reading<OtpSettings>;
  /** The guard's of a scope; without one, the platform's. */
  readonly guardSettings: (scope?: string) => Reading<OtpGuardSettings>;
  /** Whether a scope has spent what it may; absent where nobody counts money. */
  readonly isSpent?: ((scope: string) => Promise<boolean>) | undefined;
  /** Told of alerts and blocks once they are stored. */
  readonly onIncident?: ((incident: GuardIncident) => void) | undefined;
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
  readonly guard: OtpGuardSettings;
}

/** The settings and secrets of this moment, or the reason why no code can be handled. */
export const ready = (context: OtpContext, scope: string): OtpResult<ReadyContext> => {
  if (!context.secrets) return failed({ code: "otp_not_configured", reason: "pepper_missing" });
  const reading = context.settings();
  if (reading.state !== "ok")
    return failed({ code: "otp_not_configured", reason: `settings_${reading.state}` });
  const guard = guardOf(context, scope);
  if (guard.state !== "ok")
    return failed({ code: "otp_not_configured", reason: `guard_settings_${guard.state}` });
  const { value: current } = reading;
  return { ok: true, value: { ...context, ...context.secrets, current, guard: guard.value } };
};

/** A scope's own settings; the platform's kill switch holds whatever they say. */
const guardOf = ({ guardSettings }: OtpContext, scope: string): Reading<OtpGuardSettings> => {
  const [own, platform] = [guardSettings(scope), guardSettings()];
  if (own.state !== "ok" || platform.state !== "ok") return own.state === "ok" ? platform : own;
  return { ...own, value: { ...own.value, stopped: own.value.stopped || platform.value.stopped } };
};

/**
 * Refuses early, before anything is counted or stored, when no message could leave anyway: the same
 * for every number, so everybody may know.
 */
export const senderProblem = (
  { sender, guard }: ReadyContext,
  { scope }: Caller,
): OtpError | undefined => {
  if (guard.stopped) return { code: "sms_unavailable", reason: "stopped" };
  const state = sender.state(scope);
  return state.ready ? undefined : { code: "sms_unavailable", reason: state.reason };
};
