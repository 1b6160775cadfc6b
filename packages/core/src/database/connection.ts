import type { Result } from "./values.ts";

/** One session of a server. Statements wait for each other. */
export interface Connection {
  /**
   * Runs one statement. Rejects with QueryError when the server refuses it, and with
   * DatabaseUnavailable when the connection is lost or `timeoutMs` passes, which destroys it.
   */
  query(text: string, parameters: readonly (string | null)[], timeoutMs: number): Promise<Result>;
  /** Whether its server keeps that statement prepared: reading and planning it may cost more than running it. */
  isReadyFor(text: string): boolean;
  /** True from the moment the connection is lost or closed; it never comes back. */
  readonly lost: boolean;
  /** Resolves when the connection is lost or closed. */
  readonly ended: Promise<void>;
  /** Ends the session at once, whatever it is doing. */
  destroy(): void;
}
