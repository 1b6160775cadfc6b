import { createLogger, type Database, newUuid, systemClock } from "@nx/core";
import { createGateway, type Gateway, type ReceivedMessage, systemTiming } from "@nx/gateway";
import { settled } from "@nx/gateway/testing";
import { sql } from "drizzle-orm";
import { recordingProvider } from "mq-sms/testing";
import { createExpectations, type Expectations } from "../expectations/index.ts";
import type { InboxContext } from "./context.ts";
import { createInbox, type Inbox } from "./index.ts";
import { stepInbox } from "./step.ts";

/** An inbox over a database of a test, with the shortcuts that tests need. */
export interface TestInbox {
  readonly context: InboxContext;
  readonly gateway: Gateway;
  readonly inbox: Inbox;
  readonly expectations: Expectations;
  readonly organizationId: string;
  /** Somebody writes; resolves to the id of the message inside. */
  receive(from: string, text: string, changes?: Partial<ReceivedMessage>): Promise<string>;
  /** Reads all that was written so far. */
  read(): Promise<void>;
  /** What was sent so far, the oldest first. */
  sent(): Promise<
    readonly { readonly to: string; readonly from: string | null; readonly body: string }[]
  >;
}

/** Our number, where none is named. */
export const ourNumber = "+84700000001";

/** An inbox for tests; the database is migrated and stays the caller's. Nothing leaves. */
export function createTestInbox(
  database: Database,
  changes: Partial<InboxContext> = {},
): TestInbox {
  const logger = createLogger({ level: "silent" });
  const newId = () => newUuid(systemClock);
  const provider = recordingProvider(undefined, "one");
  const gateway = createGateway({
    database,
    routing: () => ({ accounts: [{ id: "one", provider, window: 8 }], rules: [] }),
    logger,
    dispatch: false,
  });
  const context: InboxContext = {
    ...{ database, gateway, clock: systemClock, newId, logger, timing: systemTiming },
    isKeyword: async () => false,
    ...changes,
  };
  const as = (organizationId: string) => ({
    ...context,
    database: database.forOrganization(organizationId),
  });
  const organizationId = newId();
  return {
    context,
    gateway,
    organizationId,
    inbox: createInbox(as),
    expectations: createExpectations(as),
    receive: async (from, text, received = {}) => {
      const id = received.id ?? newId();
      const { to = ourNumber, account = "one", receivedAt } = received;
      await database.orm.execute(sql`
        insert into inbound_messages
          (organization_id, id, account, external_id, sender, recipient, body, received_at)
        values (${received.organizationId ?? organizationId}::uuid, ${id}::uuid, ${account}, ${id},
          ${from}, ${to}, ${text}, coalesce(${receivedAt ?? null}::timestamptz, now()))`);
      return id;
    },
    read: async () => {
      await settled(database);
      while ((await stepInbox(context)) > 0);
    },
    sent: async () => {
      const rows = await database.orm.execute<{ to: string; from: string | null; body: string }>(
        sql`select recipient as to, sender as from, body from messages order by id`,
      );
      return [...rows];
    },
  };
}
