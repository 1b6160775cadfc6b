import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { EventData } from "./payloads.ts";
import type { DeliveryStatus, DisabledReason, LoggedAttempt, WebhookType } from "./schemas.ts";
import type { ToldEvent } from "./tell.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/**
 * Whom an organization lets us tell what happens. One of an organization may have no URL: it stands
 * for the URLs that single messages bring along, which share its secret.
 */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    url: text(),
    /** Null: all. */
    types: text().array().$type<WebhookType[]>(),
    description: text(),
    includeBody: boolean("include_body").notNull().default(false),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    secretKeyId: uuid("secret_key_id").notNull(),
    /** Encrypted, as the one before it, which signs too until it ends. */
    secret: text().notNull(),
    oldSecretKeyId: uuid("old_secret_key_id"),
    oldSecret: text("old_secret"),
    oldSecretUntil: moment("old_secret_until"),
    enabled: boolean().notNull().default(true),
    /** Null where its owner did it. */
    disabledReason: text("disabled_reason").$type<DisabledReason>(),
    disabledAt: moment("disabled_at"),
    /** The first transaction whose events have not become deliveries. */
    position: bigint({ mode: "number" })
      .notNull()
      .default(sql`(pg_current_xact_id()::text::bigint)`),
    /** Failed attempts in a row, and when the first of them was. */
    failures: integer().notNull().default(0),
    failingSince: moment("failing_since"),
    lastSuccessAt: moment("last_success_at"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex("webhook_endpoints_callbacks").on(table.organizationId).where(sql`url is null`),
  ],
);

/** What other packages tell of, append-only. Read by `position`, as message events. */
export const webhookEvents = pgTable(
  "webhook_events",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    type: text().$type<ToldEvent["type"]>().notNull(),
    at: moment("at").notNull(),
    data: jsonb().$type<ToldEvent["data"]>().notNull(),
    position: bigint({ mode: "number" })
      .notNull()
      .default(sql`(pg_current_xact_id()::text::bigint)`),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index("webhook_events_stream").on(table.organizationId, table.position),
    index("webhook_events_at").using("brin", table.at),
  ],
);

/**
 * One event for one endpoint, and what became of it. Holds no text, and of a number the last digits at
 * most: what is sent of messages is read anew for each attempt, so that nothing has to be erased here.
 */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    organizationId: uuid("organization_id").notNull(),
    endpointId: uuid("endpoint_id").notNull(),
    /** Of the event, the same for all endpoints and attempts: what a receiver knows it by. */
    eventId: uuid("event_id").notNull(),
    type: text().$type<WebhookType>().notNull(),
    occurredAt: moment("occurred_at").notNull(),
    /** The event: of a message of ours, or with an empty key what somebody sent to us. */
    messageId: uuid("message_id"),
    eventKey: text("event_key"),
    /** What is told of anything else. */
    data: jsonb().$type<EventData>(),
    status: text().$type<DeliveryStatus>().notNull(),
    attempts: smallint().notNull().default(0),
    /** When it is tried next, or given up by who holds the lease. Null when nothing is to be done. */
    nextAt: moment("next_at"),
    lease: uuid(),
    finishedAt: moment("finished_at"),
    attemptLog: jsonb("attempt_log").$type<LoggedAttempt[]>().notNull().default([]),
    /** How the last reply began. */
    response: text(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.endpointId, table.eventId] }),
    index("webhook_deliveries_due")
      .on(table.organizationId, table.endpointId, table.nextAt)
      .where(sql`next_at is not null`),
    index("webhook_deliveries_leased")
      .on(table.organizationId, table.endpointId, table.nextAt)
      .where(sql`lease is not null`),
    index("webhook_deliveries_log").on(
      table.organizationId,
      table.endpointId,
      table.occurredAt,
      table.eventId,
    ),
    index("webhook_deliveries_occurred").using("brin", table.occurredAt),
  ],
);
