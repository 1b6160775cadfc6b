import { type Clock, type Database, type Job, type Logger, newUuid, systemClock } from "@nx/core";
import {
  type Eraser,
  type Gateway,
  type ReceivedMessage,
  systemTiming,
  type Timing,
} from "@nx/gateway";
import type { OutreachContext } from "./context.ts";
import { createExpectations, type Expectations } from "./expectations/index.ts";
import { eraseFromInbox } from "./inbox/erase.ts";
import { forgetInbox } from "./inbox/forget.ts";
import { createInbox, type Inbox } from "./inbox/index.ts";
import { startInbox } from "./inbox/run.ts";

export interface OutreachOptions {
  readonly database: Database;
  readonly gateway: Gateway;
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly newId?: () => string;
  readonly timing?: Pick<Timing, "delay">;
  /** Inbound messages that no rule of the inbox answers, because somebody else does. @default none */
  readonly isKeyword?: (message: ReceivedMessage) => Promise<boolean>;
}

/** People, and what is said to them. Every verb answers with a value or a refusal. */
export interface Outreach {
  readonly inbox: Inbox;
  readonly expectations: Expectations;
  /** Work that goes on in the background, for `createJobs` of `@nx/core`. */
  readonly jobs: readonly Job[];
  /** What forgets a person here, for `alsoErase` of the gateway. */
  readonly erasers: readonly Eraser[];
  /** Begins to read what people write. Fails for nothing: what cannot be done now is tried again. */
  start(): void;
  stop(): Promise<void>;
}

/** Outreach over a migrated database and a gateway. */
export function createOutreach(options: OutreachOptions): Outreach {
  const { clock = systemClock, newId = () => newUuid(clock), timing = systemTiming } = options;
  const { isKeyword = async () => false } = options;
  const context: OutreachContext = { ...options, clock, newId };
  /** What an organization asks for sees its own rows only, whatever a statement says. */
  const as = (organizationId: string): OutreachContext => ({
    ...context,
    database: context.database.forOrganization(organizationId),
  });
  let reading: { stop(): Promise<void> } | undefined;
  return {
    inbox: createInbox(as),
    expectations: createExpectations(as),
    jobs: [forgetInbox(context)],
    erasers: [(person) => eraseFromInbox(context.database, person)],
    start() {
      reading = startInbox({ ...context, isKeyword, timing });
    },
    stop: async () => reading?.stop(),
  };
}
