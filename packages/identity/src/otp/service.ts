import { availableParallelism } from "node:os";
import {
  type Clock,
  createLogger,
  type Database,
  type Keyring,
  type Logger,
  type Reading,
  systemClock,
} from "@nx/core";
import { Value } from "@sinclair/typebox/value";
import { type Bounded, createBounded } from "./bounded.ts";
import { cancelChallenge } from "./challenge.ts";
import type { Caller, OtpContext } from "./context.ts";
import type { OtpResult } from "./errors.ts";
import { createOtpGuard, type OtpGuard } from "./guard/guard.ts";
import type { GuardIncident } from "./guard/record.ts";
import { OtpGuardSettings } from "./guard/settings.ts";
import { createCodeHasher } from "./hash.ts";
import type { IssuedChallenge } from "./issue.ts";
import { type Proof, redeemProof } from "./proof.ts";
import { purgeOtp } from "./purge.ts";
import { type RequestInput, requestOtp } from "./request.ts";
import { type ResendInput, resendOtp } from "./resend.ts";
import type { OtpSender } from "./sender.ts";
import { OtpSettings } from "./settings.ts";
import { type Verified, type VerifyInput, verifyOtp } from "./verify.ts";

/** Phone verification by one-time codes. Every verb answers with a value or an `OtpError`. */
export interface OtpService {
  request(caller: Caller, input: RequestInput): Promise<OtpResult<IssuedChallenge>>;
  resend(caller: Caller, input: ResendInput): Promise<OtpResult<IssuedChallenge>>;
  verify(caller: Caller, input: VerifyInput): Promise<OtpResult<Verified>>;
  /** Ends a live challenge; nothing happens to one that has ended or never was. */
  cancel(caller: Caller, id: string): Promise<void>;
  redeem(caller: Caller, token: string): Promise<OtpResult<Proof>>;
  /** Deletes what ended a day ago; call it now and then. */
  purge(): Promise<void>;
  /** Whether callers without a key are answered (setting `public`). */
  isPublic(): boolean;
  /** What the pumping guard decided, and its blocks. */
  readonly guard: OtpGuard;
}

export interface OtpServiceOptions {
  /** Migrated; the service's rows live in its `otp_` tables. */
  readonly database: Database;
  readonly sender: OtpSender;
  /** Key the codes before they are hashed. Without any, every code is refused. */
  readonly peppers?: Keyring | undefined;
  /** Asked on every call, so that a change holds at once. The defaults where it is absent. */
  readonly settings?: () => Reading<OtpSettings>;
  /**
   * The pumping guard's: a scope's own, or the platform's where it has none or none is named. Asked
   * on every call. The defaults where it is absent.
   */
  readonly guardSettings?: (scope?: string) => Reading<OtpGuardSettings>;
  /** Whether a scope has spent what it may, asked before every text. Nobody has, without it. */
  readonly isSpent?: (scope: string) => Promise<boolean>;
  /** Told of every alert and block, once it is stored; must not throw. */
  readonly onIncident?: (incident: GuardIncident) => void;
  readonly logger?: Logger;
  readonly clock?: Clock;
  /** Who hashes when. By default as many at once as there are cores, and 64 that wait. */
  readonly hashing?: Bounded;
}

/** Makes the service. */
export const createOtpService = (options: OtpServiceOptions): OtpService => {
  const context = contextOf(options);
  /** What is asked for in a scope sees the rows of that scope only, whatever a statement says. */
  const within = (scope: string): OtpContext => ({
    ...context,
    database: context.database.forOrganization(scope),
  });
  return {
    request: (caller, input) => requestOtp(within(caller.scope), caller, input),
    resend: (caller, input) => resendOtp(within(caller.scope), caller, input),
    verify: (caller, input) => verifyOtp(within(caller.scope), caller, input),
    cancel: ({ scope }, id) => cancelChallenge(within(scope).database, { id, scope }),
    redeem: (caller, token) => redeemProof(within(caller.scope), caller, token),
    purge: () => purgeOtp(context),
    guard: createOtpGuard(context),
    isPublic: () => {
      const reading = context.settings();
      return reading.state === "ok" && reading.value.public;
    },
  };
};

const contextOf = ({ database, sender, peppers, ...options }: OtpServiceOptions): OtpContext => {
  const hashing = options.hashing ?? createBounded(defaultHashing);
  return {
    database,
    sender,
    secrets: peppers && { peppers, hasher: createCodeHasher(peppers, hashing) },
    settings: options.settings ?? (() => defaultReading),
    guardSettings: options.guardSettings ?? (() => defaultGuardReading),
    isSpent: options.isSpent,
    onIncident: options.onIncident,
    logger: options.logger ?? createLogger({ level: "silent" }),
    clock: options.clock ?? systemClock,
  };
};

const defaultReading: Reading<OtpSettings> = {
  state: "ok",
  value: Value.Parse(OtpSettings, {}),
  version: 0,
};

const defaultGuardReading: Reading<OtpGuardSettings> = {
  state: "ok",
  value: Value.Parse(OtpGuardSettings, {}),
  version: 0,
};

/** More at once than cores would only make each of them slower. */
const defaultHashing = { concurrency: availableParallelism(), queue: 64, maxWaitMs: 2000 };
