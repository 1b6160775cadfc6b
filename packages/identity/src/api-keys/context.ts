import type { Access, Clock, Database, Logger } from "@nx/core";
import type { Lookups } from "./lookups.ts";
import type { Scope } from "./scopes.ts";
import type { Usage } from "./usage.ts";

/** Who manages keys, and what he may do himself: nobody hands on more than that. */
export interface KeyManager extends Access {
  readonly scopes: readonly Scope[];
}

/** What the verbs of API keys work with. */
export interface ApiKeysContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly timing: KeyTiming;
  readonly logger: Logger;
  readonly lookups: Lookups;
  readonly usage: Usage;
}

/** The clockwork of API keys; handed in, so that tests own it. */
export interface KeyTiming {
  /** Milliseconds of a clock that never steps back. */
  monotonicMs(): number;
  /** Rejects when the signal is aborted. */
  delay(ms: number, signal: AbortSignal): Promise<unknown>;
}
