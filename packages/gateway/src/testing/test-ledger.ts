import { createLogger, type Database, newUuid, systemClock } from "@nx/core";
import { sql } from "drizzle-orm";
import type { ReportFact, SmsProvider } from "mq-sms";
import { createCircuits } from "../dispatch/circuits.ts";
import { createDispatcher, type Dispatcher } from "../dispatch/dispatcher.ts";
import type { DispatchAccount } from "../dispatch/routing.ts";
import { systemTiming, type Timing } from "../dispatch/timing.ts";
import { type Accepted, acceptMessages, lanes, type NewMessage } from "../ledger/accept.ts";
import { applyReports } from "../ledger/report.ts";
import type { QuietHours } from "../quiet-hours/quiet-hours.ts";

/** A ledger over a database of a test, with the shortcuts that tests need. */
export interface TestLedger {
  readonly database: Database;
  readonly organizationId: string;
  newId(): string;
  /** A message as it could be accepted. */
  message(changes?: Partial<NewMessage>): NewMessage;
  accept(...messages: NewMessage[]): Promise<Accepted[]>;
  report(account: string, ...facts: ReportFact[]): Promise<void>;
  /** Where a message stands. */
  state(id: string): Promise<MessageState>;
  /** Types of its events, in order. */
  events(id: string): Promise<string[]>;
  /** Resolves when `check` holds of the message; fails after ten seconds. */
  until(id: string, check: (state: MessageState) => boolean): Promise<MessageState>;
  /** Makes everything that waits in the queue due now. */
  makeDue(): Promise<void>;
  /** A dispatcher through these providers, each an account named by its kind; stop it. */
  dispatcher(providers: readonly SmsProvider[], options?: DispatcherChanges): Dispatcher;
}

/** What a test may want otherwise. */
export interface DispatcherChanges {
  readonly timing?: Partial<Timing>;
  readonly limits?: Partial<Pick<DispatchAccount, "window" | "perSecond">>;
  readonly quietHours?: QuietHours;
}

export interface MessageState {
  readonly status: string;
  readonly outcome: string | null;
  readonly attempts: number;
  readonly progress: string[];
  readonly account: string | null;
  readonly error: string | null;
  readonly queued: boolean;
  readonly marked: boolean;
}

/** A ledger for tests; the database is migrated and stays the caller's. */
export function createTestLedger(database: Database): TestLedger {
  const newId = () => newUuid(systemClock);
  const organizationId = newId();
  const logger = createLogger({ level: "silent" });

  const state = async (id: string): Promise<MessageState> => {
    const [row] = await database.orm.execute<{
      [Key in keyof MessageState]: MessageState[Key];
    }>(sql`
      select status, outcome, attempts, progress, account, error,
        exists (select from message_queue where ${id}::uuid = any(message_ids)) as queued,
        exists (select from message_dispatches where ${id}::uuid = any(message_ids)) as marked
      from messages where id = ${id}::uuid`);
    if (row === undefined) throw new Error("There is no such message");
    return row;
  };

  return {
    database,
    organizationId,
    newId,
    message: (changes = {}) => ({
      organizationId,
      id: newId(),
      lane: lanes.transactional,
      category: "transactional",
      recipient: "+84912345678",
      body: "Hoc phi thang 11: 1.250.000 dong",
      encoding: "GSM-7",
      segments: 1,
      validitySeconds: 3600,
      ...changes,
    }),
    accept: (...messages) => acceptMessages(database, messages, newId),
    report: async (account, ...facts) => {
      await applyReports(database, account, facts, { newId, random: Math.random });
    },
    state,
    events: async (id) => {
      const rows = await database.orm.execute<{ type: string }>(sql`
        select type from told_events where message_id = ${id}::uuid order by at, position, key`);
      return [...rows].map(({ type }) => type);
    },
    until: async (id, check) => {
      // Only so that a test that hangs says where; a machine may do much else.
      const deadline = performance.now() + 45_000;
      for (;;) {
        const now = await state(id);
        if (check(now)) return now;
        if (performance.now() > deadline) throw new Error(`Still ${JSON.stringify(now)}`);
        // The embedded database answers without giving the event loop a turn.
        await new Promise(setImmediate);
      }
    },
    makeDue: async () => {
      await database.orm.execute(sql`update message_queue set due_at = now()`);
    },
    dispatcher: (providers, { timing = {}, limits = {}, quietHours } = {}) =>
      createDispatcher({
        database,
        circuits: createCircuits(database, systemClock.now),
        newId,
        timing: { ...systemTiming, pollMs: 5, retryMs: 5, ...timing },
        logger,
        now: systemClock.now,
        quietHours,
        unseal: async () => undefined,
        routing: () => ({
          accounts: providers.map((provider) => ({
            id: provider.kind,
            provider,
            window: 64,
            ...limits,
          })),
          rules: [],
        }),
      }),
  };
}
