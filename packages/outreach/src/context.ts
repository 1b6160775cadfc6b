import type { Clock, Database, Logger } from "@nx/core";
import type { Gateway } from "@nx/gateway";

/** What the verbs of outreach work with. */
export interface OutreachContext {
  readonly database: Database;
  readonly gateway: Gateway;
  readonly clock: Clock;
  /** UUIDv7. */
  readonly newId: () => string;
  readonly logger: Logger;
}
