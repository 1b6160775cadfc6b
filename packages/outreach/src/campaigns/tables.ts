import { sql } from "drizzle-orm";
import {
  foreignKey,
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
import type { Selection } from "../segments/select.ts";
import type { CampaignState, CampaignStats, Repeat, Trial, Variant } from "./schemas.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** What is said to many at once. A campaign that repeats makes one of its own for every occurrence. */
export const campaigns = pgTable(
  "campaigns",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    name: text().notNull(),
    state: text().$type<CampaignState>().notNull().default("DRAFT"),
    /** Every change by somebody adds one: what was read before it no longer holds. */
    version: integer().notNull().default(1),
    category: text().$type<"transactional" | "promotional">().notNull(),
    sender: text(),
    provider: text(),
    variants: jsonb().$type<readonly Variant[]>().notNull(),
    trial: jsonb().$type<Trial>(),
    /** Contacts that are looked up at the start; null: the recipients that were given. */
    audience: jsonb().$type<Selection>(),
    /** The campaign whose given recipients this one has as well: it repeats it, or is its copy. */
    audienceOf: uuid("audience_of"),
    startAt: moment("start_at"),
    repeat: jsonb().$type<Repeat>(),
    sendWithinMinutes: integer("send_within_minutes"),
    /** The campaign that repeats, of an occurrence. */
    parentId: uuid("parent_id"),
    /** When its next step is to be taken; null: none. */
    dueAt: moment("due_at"),
    /** How often in a row its step has failed. */
    failures: smallint().notNull().default(0),
    /** The highest number that a recipient was given. */
    numbered: integer().notNull().default(0),
    /** Where the freezing of its audience goes on: the last contact, or the last number copied. */
    frozenTo: text("frozen_to"),
    /** Sealed when the audience is frozen. */
    total: integer(),
    stage: text().$type<"trial" | "waiting" | "rest" | "done">(),
    /** Recipients up to this number have their message, or never will. */
    cursor: integer().notNull().default(0),
    decideAt: moment("decide_at"),
    /** Place of the variant that the rest is sent. */
    winner: smallint(),
    sendBy: moment("send_by"),
    /** What became of the audience, once that was forgotten. */
    lastStats: jsonb("last_stats").$type<CampaignStats>(),
    /** Why it was paused or failed, where nobody asked for it. */
    reason: text(),
    createdAt: moment("created_at").notNull().default(sql`now()`),
    updatedAt: moment("updated_at").notNull().default(sql`now()`),
    startedAt: moment("started_at"),
    endedAt: moment("ended_at"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index("campaigns_due").on(table.dueAt).where(sql`due_at is not null`),
    // Whoever makes an occurrence twice makes it once.
    uniqueIndex("campaigns_occurrence")
      .on(table.organizationId, table.parentId, table.startAt)
      .where(sql`parent_id is not null`),
  ],
);

/** The frozen audience: each number once. What became of a message is told by the ledger. */
export const campaignRecipients = pgTable(
  "campaign_recipients",
  {
    organizationId: uuid("organization_id").notNull(),
    campaignId: uuid("campaign_id").notNull(),
    /** E.164, or the form of `erasedForm`. */
    phone: text().notNull(),
    /**
     * The order in which they are sent to. Numbers are given in the order of a hash of campaign and
     * phone, thousand by thousand: variant and trial follow from the number, and fall to anybody.
     */
    n: integer().notNull(),
    variables: jsonb().$type<Readonly<Record<string, string>>>(),
    /** Place of the text, once there is a message. */
    variant: smallint(),
    messageId: uuid("message_id"),
    /** Why there is none and never will be. */
    skipped: text(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.campaignId, table.phone] }),
    uniqueIndex("campaign_recipients_order").on(table.organizationId, table.campaignId, table.n),
    foreignKey({
      name: "campaign_recipients_campaign",
      columns: [table.organizationId, table.campaignId],
      foreignColumns: [campaigns.organizationId, campaigns.id],
    }).onDelete("cascade"),
  ],
);
