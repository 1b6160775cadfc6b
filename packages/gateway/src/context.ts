import type { Clock, Database, Logger, OutboundHttp, Secrets } from "@nx/core";
import type { ReportFact } from "mq-sms";
import type { ReadConsent } from "./consent/keywords.ts";
import type { TransactionalOptOuts } from "./consent/transactional-opt-outs.ts";
import type { Circuits } from "./dispatch/circuits.ts";
import type { Dispatcher } from "./dispatch/dispatcher.ts";
import type { DispatchAccount, Routing } from "./dispatch/routing.ts";
import type { Timing } from "./dispatch/timing.ts";
import type { Eraser, PersonExporter } from "./erasure/person.ts";
import type { EventFeed } from "./events/feed.ts";
import type { Grouped } from "./grouped.ts";
import type { Accepted, NewMessage } from "./ledger/accept.ts";
import type { ComposeTexts } from "./messages/compose.ts";
import type { MoneyBook } from "./money/book.ts";
import type { QuietHours } from "./quiet-hours/quiet-hours.ts";
import type { RetentionOf } from "./retention/setting.ts";
import type { Sandbox } from "./sandbox/create-sandbox.ts";

/** What an account's provider reported, once it was verified that it did. */
export interface AccountReport {
  readonly account: string;
  readonly fact: ReportFact;
}

/** What the verbs of the gateway work with. */
export interface GatewayContext {
  readonly database: Database;
  readonly secrets: Secrets;
  /** Of an organization, or the platform's own; of a test twin the sandbox and nothing else. */
  readonly routing: (organizationId?: string) => Routing;
  /** Everybody's accounts, for what is asked of providers by the clock. */
  readonly accounts: () => readonly DispatchAccount[];
  /** Applies a delivery report; calls under way at the same time share a statement. */
  readonly report: Grouped<AccountReport, undefined>;
  readonly sandbox: Sandbox;
  readonly circuits: Circuits;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly timing: Timing;
  readonly logger: Logger;
  /** Absent in a process that only accepts. */
  readonly dispatcher: Dispatcher | undefined;
  /** Stores a message; calls under way at the same time share one statement. */
  readonly accept: Grouped<NewMessage, Accepted>;
  readonly feed: EventFeed;
  /** Calls addresses that organizations chose. */
  readonly outbound: OutboundHttp;
  /** Where else a person is to be forgotten. */
  readonly alsoErase: readonly Eraser[];
  /** What else is held of a person. */
  readonly alsoExport: readonly PersonExporter[];
  /** For how long what is kept of whom. */
  readonly retentionOf: RetentionOf;
  readonly money: MoneyBook;
  /** Absent: any hour is right. */
  readonly quietHours: QuietHours | undefined;
  readonly composeTexts: ComposeTexts;
  /** Reads keywords; without a reader nothing is one. */
  readonly readConsent: ReadConsent;
  readonly transactionalOptOuts: TransactionalOptOuts;
}
