import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import {
  type Circuit,
  type CircuitEvent,
  type CircuitHealth,
  explainSendError,
  healthOf,
  newCircuit,
  recordEvent,
  type SendErrorCode,
} from "mq-sms";
import { sandboxAccount } from "../sandbox/endings.ts";

/** What all processes together know of the accounts' health. */
export interface Circuits {
  /** Notes what happened; the others learn it at the next {@link Circuits.sync}. */
  record(account: string, event: CircuitEvent): void;
  health(): ReadonlyMap<string, CircuitHealth>;
  /** Brings what happened here to the database, and what happened elsewhere back. */
  sync(): Promise<void>;
}

interface Noted {
  readonly event: CircuitEvent;
  readonly at: Date;
}

/** More of one second than these change nothing about an account's health. */
const mostNoted = 200;

/** Circuits of accounts, shared through the database. */
export function createCircuits(
  database: Pick<Database, "orm" | "transaction">,
  now: () => Date,
): Circuits {
  const circuits = new Map<string, Circuit>();
  const noted = new Map<string, Noted[]>();
  const circuitOf = (account: string): Circuit => circuits.get(account) ?? newCircuit;

  return {
    record(account, event) {
      // Tests ask for its failures, and those of one twin say nothing to the others.
      if (account === sandboxAccount) return;
      const at = now();
      circuits.set(account, recordEvent(circuitOf(account), event, at));
      let events = noted.get(account);
      if (events === undefined) {
        events = [];
        noted.set(account, events);
      }
      if (events.length < mostNoted) events.push({ event, at });
    },

    health: () => {
      const at = now();
      return new Map([...circuits].map(([account, circuit]) => [account, healthOf(circuit, at)]));
    },

    async sync() {
      const pending = [...noted];
      noted.clear();
      const shared = await database.transaction(async (tx) => {
        const accounts = pending.map(([account]) => account);
        await tx.execute(sql`
          insert into account_states (account, changed_at)
          select unnest(${sql.param(accounts)}::text[]), now() order by 1 on conflict do nothing`);
        await tx.execute(sql`
          select 1 from account_states where account = any(${sql.param(accounts)}::text[])
          order by account for update`);
        const rows = await tx.execute<{ account: string; circuit: Circuit | null }>(
          sql`select account, circuit from account_states`,
        );
        const known = new Map([...rows].map(({ account, circuit }) => [account, circuit]));
        for (const [account, events] of pending) {
          const circuit = events.reduce(
            (before, { event, at }) => recordEvent(before, event, at),
            known.get(account) ?? newCircuit,
          );
          known.set(account, circuit);
          const error = lastErrorOf(events);
          await tx.execute(sql`
            update account_states set circuit = ${JSON.stringify(circuit)}::jsonb,
              changed_at = now(), last_error = coalesce(${error ?? null}::text, last_error),
              last_error_at = case when ${error !== undefined}::boolean then now()
                else last_error_at end
            where account = ${account}`);
        }
        return known;
      });
      for (const [account, circuit] of shared) if (circuit) circuits.set(account, circuit);
    },
  };
}

const ofMessages: ReadonlySet<string> = new Set(["recipient", "message", "caller"]);

/** The last error that says something about the account. */
function lastErrorOf(events: readonly Noted[]): SendErrorCode | undefined {
  const last = events.findLast(
    ({ event }) =>
      event.kind === "ended" &&
      event.outcome.kind !== "accepted" &&
      !ofMessages.has(explainSendError(event.outcome.error).fault),
  )?.event;
  return last?.kind === "ended" && last.outcome.kind !== "accepted"
    ? last.outcome.error.code
    : undefined;
}
