import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { MessageStatus } from "./status.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });
/** A transaction. */
const position = (name: string) => bigint(name, { mode: "number" });

/**
 * One row per message, its state kept current in place. Partitioned by the time in the id. No index
 * holds a column that changes, so that every update stays within its page (HOT).
 */
export const messages = pgTable(
  "messages",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    category: text().$type<"otp" | "transactional" | "promotional">().notNull(),
    recipient: text().notNull(),
    sender: text(),
    /** Absent where it is sealed. */
    body: text(),
    /** The body of a one-time code, under a key of `message_keys` that is destroyed in the end. */
    sealed: text(),
    encoding: text().notNull(),
    segments: smallint().notNull(),
    validUntil: moment("valid_until").notNull(),
    createdAt: moment("created_at").notNull(),
    campaignId: uuid("campaign_id"),
    /** What few messages have: forced provider, ceiling of the price, metadata, template, callback. */
    options: jsonb().$type<MessageOptions>(),
    // What changes comes last: of an update only the part that differs is logged.
    status: text().$type<MessageStatus>().notNull(),
    /** `unknown`: an attempt may have been taken. */
    outcome: text().$type<"unknown">(),
    /** Account of the last attempt. */
    account: text(),
    attempts: smallint().notNull().default(0),
    /** Per attempt one digit per part: the highest rank that was reported, see `status.ts`. */
    progress: text().array().notNull().default([]),
    /** Accounts that surely did not take it, as `account:code`. */
    refusals: text().array().notNull().default([]),
    error: text(),
    price: numeric(),
    currency: text(),
    updatedAt: moment("updated_at").notNull(),
    /**
     * Positions of the events in which it may be one of the `others`: that it was queued, its first
     * attempt, its first report.
     */
    queuedIn: position("queued_in"),
    sentIn: position("sent_in"),
    reportedIn: position("reported_in"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    // Always true. Without it, what looks messages up by their ids might choose this index.
    index("messages_recipient")
      .on(table.organizationId, table.recipient, table.id)
      .where(sql`recipient is not null`),
    index("messages_campaign")
      .on(table.organizationId, table.campaignId, table.id)
      .where(sql`campaign_id is not null`),
  ],
);

/** The version of a template that a text was made from. */
export interface MessageTemplate {
  /** Public id. */
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly language: string;
}

/** What few messages have. */
export interface MessageOptions {
  readonly provider?: string;
  readonly maxPrice?: { readonly amount: string; readonly currency: string };
  readonly callbackUrl?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly template?: MessageTemplate;
  readonly notBefore?: string;
  /** Whoever was signed in and sent it. */
  readonly user?: string;
  /** The message that this one repeats. */
  readonly redriveOf?: string;
}

/**
 * What happened to messages, append-only, written together with what it tells of. `position` is the
 * writing transaction: readers go on where no older one is still open. What one statement tells of many
 * messages of an organization is one row. The view `told_events` has a row for each.
 */
export const messageEvents = pgTable(
  "message_events",
  {
    organizationId: uuid("organization_id").notNull(),
    messageId: uuid("message_id").notNull(),
    /** What it tells of, so that the same fact is written once: `queued`, `attempt:1`, `r1.1.6`. */
    key: text().notNull(),
    type: text().notNull(),
    at: moment("at").notNull(),
    position: bigint({ mode: "number" })
      .notNull()
      .default(sql`(pg_current_xact_id()::text::bigint)`),
    data: jsonb().$type<Record<string, unknown>>(),
    /** Other messages that it tells of, all with lower ids; their `*_in` say where it is. */
    others: uuid().array(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.messageId, table.key] }),
    index("message_events_position").using("brin", table.position),
    // The stream asks for what is new several times a second, and summaries of ranges (BRIN) answer
    // that in proportion to the history.
    index("message_events_stream").on(table.organizationId, table.position),
  ],
);

/** Messages that provably have not left, in chunks of one organization. Small, whatever the history. */
export const messageQueue = pgTable(
  "message_queue",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    /** 0: one-time codes, 1: transactional, 2: bulk. */
    lane: smallint().notNull(),
    dueAt: moment("due_at").notNull(),
    /** In ascending order: whoever claims the row looks from its first to its last. */
    messageIds: uuid("message_ids").array().notNull(),
    lease: uuid(),
    leaseUntil: moment("lease_until"),
    /** How often its worker died before anything was marked. */
    reclaims: smallint().notNull().default(0),
    /** All its messages are of this campaign. */
    campaignId: uuid("campaign_id"),
    /** Its campaign is paused or cancelled: nobody claims it, and no look at the queue reads it. */
    stopped: boolean().notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index("message_queue_waiting")
      .on(table.lane, table.organizationId, table.dueAt)
      .where(sql`not stopped`),
    index("message_queue_campaign")
      .on(table.organizationId, table.campaignId)
      .where(sql`campaign_id is not null`),
  ],
);

/** Campaigns of which nothing may leave: until the row goes, or for ever. */
export const campaignStops = pgTable(
  "campaign_stops",
  {
    organizationId: uuid("organization_id").notNull(),
    campaignId: uuid("campaign_id").notNull(),
    kind: text().$type<"paused" | "cancelled">().notNull(),
    stoppedAt: moment("stopped_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.campaignId] })],
);

/** Dispatch marks: from now on these messages may have left, until a result takes them out. */
export const messageDispatches = pgTable(
  "message_dispatches",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    lane: smallint().notNull(),
    account: text().notNull(),
    messageIds: uuid("message_ids").array().notNull(),
    markedAt: moment("marked_at").notNull(),
    /** After it the worker is taken for dead. */
    leaseUntil: moment("lease_until").notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/**
 * Under which names a provider may report on an attempt: its ids, or our token where the answer was
 * lost. Not unique: providers use ids again. Led by the account, because a report names only that.
 */
export const messageSubmissions = pgTable(
  "message_submissions",
  {
    account: text().notNull(),
    externalId: text("external_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    messageId: uuid("message_id").notNull(),
    attempt: smallint().notNull(),
    part: smallint().notNull(),
    submittedAt: moment("submitted_at").notNull(),
  },
  (table) => [
    index("message_submissions_external").on(table.account, table.externalId),
    index("message_submissions_submitted").using("brin", table.submittedAt),
  ],
);

/** Reports that came before we knew the id they name. */
export const parkedReports = pgTable(
  "parked_reports",
  {
    account: text().notNull(),
    names: text().array().notNull(),
    fact: jsonb().$type<Record<string, unknown>>().notNull(),
    receivedAt: moment("received_at").notNull(),
  },
  (table) => [
    index("parked_reports_received").on(table.receivedAt),
    index("parked_reports_name").on(sql`(names[1])`),
    index("parked_reports_other").on(sql`(names[2])`).where(sql`names[2] is not null`),
  ],
);

/** What people sent to us. */
export const inboundMessages = pgTable(
  "inbound_messages",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    account: text().notNull(),
    externalId: text("external_id").notNull(),
    sender: text().notNull(),
    recipient: text().notNull(),
    /** Null where it was deleted. */
    body: text(),
    receivedAt: moment("received_at").notNull(),
    position: bigint({ mode: "number" })
      .notNull()
      .default(sql`(pg_current_xact_id()::text::bigint)`),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex("inbound_messages_external").on(
      table.organizationId,
      table.account,
      table.externalId,
    ),
    index("inbound_messages_sender").on(table.organizationId, table.sender, table.id),
    index("inbound_messages_received").using("brin", table.receivedAt),
    // No BRIN: where old rows were deleted, new ones take their pages.
    index("inbound_messages_position").on(table.position),
    index("inbound_messages_stream").on(table.organizationId, table.position),
  ],
);

/** Which request a key already stands for. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    organizationId: uuid("organization_id").notNull(),
    route: text().notNull(),
    key: text().notNull(),
    /** First half of the SHA-256 over the canonical request. */
    fingerprint: uuid().notNull(),
    messageIds: uuid("message_ids").array().notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.route, table.key] }),
    index("idempotency_keys_created").using("brin", table.createdAt),
  ],
);

/** Keys of sealed bodies, themselves wrapped. Deleting a row makes the body unreadable for ever. */
export const messageKeys = pgTable(
  "message_keys",
  {
    organizationId: uuid("organization_id").notNull(),
    messageId: uuid("message_id").notNull(),
    secretKeyId: uuid("secret_key_id").notNull(),
    wrapped: text().notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.messageId] }),
    index("message_keys_expires").on(table.expiresAt),
  ],
);

/** Messages that failed for good, for an operator to look at and drive again. */
export const deadLetters = pgTable(
  "dead_letters",
  {
    organizationId: uuid("organization_id").notNull(),
    messageId: uuid("message_id").notNull(),
    reason: text().notNull(),
    diedAt: moment("died_at").notNull(),
    redrivenAs: uuid("redriven_as"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.messageId] }),
    index("dead_letters_died").on(table.organizationId, table.diedAt, table.messageId),
  ],
);

/**
 * What all processes know of a provider account: its circuit, its rate as a GCRA bucket, and what the
 * last look at it found.
 */
export const accountStates = pgTable("account_states", {
  account: text().primaryKey(),
  circuit: jsonb().$type<Record<string, unknown>>(),
  /** Theoretical arrival time of the next call. */
  nextAt: moment("next_at"),
  changedAt: moment("changed_at").notNull(),
  checkedAt: moment("checked_at"),
  reachable: boolean(),
  credentialsAccepted: boolean("credentials_accepted"),
  /** In a row. */
  failedChecks: smallint("failed_checks").notNull().default(0),
  /** Of a message or of a check: what was no fault of a message or a phone. */
  lastError: text("last_error"),
  lastErrorAt: moment("last_error_at"),
  /** State that was last told to the log. */
  loggedState: text("logged_state"),
});

/** How far a periodic pass over time has come. */
export const sweeps = pgTable("message_sweeps", {
  name: text().primaryKey(),
  sweptUntil: moment("swept_until").notNull(),
  runs: integer().notNull().default(0),
});
