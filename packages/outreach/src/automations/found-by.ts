import type { Database } from "@nx/core";
import { toPublicId } from "@nx/core";
import type { FollowedEvent, MessageEventType, ReceivedMessage } from "@nx/gateway";
import { sql } from "drizzle-orm";
import { parsePhone } from "mq-sms";
import { campaignPrefix } from "../campaigns/schemas.ts";
import { type ContactEvent, readContactEvents } from "../contacts/read-events.ts";
import { upsertContacts } from "../contacts/upsert.ts";
import { fold } from "../inbox/fold.ts";
import { closenessOf } from "../inbox/rule-for.ts";
import type { AutomationContext } from "./context.ts";
import type { Enrolling } from "./enrol.ts";
import { automationPrefix, type Trigger } from "./schemas.ts";

/** An active automation, and how far it has read what happened. */
export interface Active extends Enrolling, Record<string, unknown> {
  readonly trigger: Trigger;
  readonly since: number;
  /** IANA, of contacts that say none. */
  readonly timeZone: string;
}

/** Contacts to whom it happened, by their UUIDs, and the place to go on from. */
export interface Found {
  readonly contacts: readonly string[];
  readonly next: number;
}

/** Each automation with what was read from its place on. */
export const together = <Page>(
  watching: readonly Active[],
  pages: readonly Page[],
): readonly (readonly [Active, Page])[] =>
  watching.map((automation, n) => {
    const page = pages[n];
    if (page === undefined) throw new Error("A place was not read");
    return [automation, page];
  });

/** By what happened to contacts themselves. */
export async function fromContacts(
  { database }: Pick<AutomationContext, "database">,
  watching: readonly Active[],
): Promise<readonly Found[]> {
  const pages = await readContactEvents(database, watching);
  return together(watching, pages).map(([{ trigger }, { items, next }]) => {
    const fitting = items.filter((event) => fits(trigger, event));
    return { contacts: fitting.map(({ contactId }) => contactId), next };
  });
}

function fits(trigger: Trigger, { type, changes, group }: ContactEvent): boolean {
  if (trigger.on !== type) return false;
  if ("group" in trigger) return trigger.group === group;
  if (trigger.on !== "contact.changed") return true;
  const change = changes?.[trigger.field];
  return change !== undefined && (trigger.to === undefined || change.to === trigger.to);
}

/** By what people wrote. Who is no contact becomes one. */
export async function fromReceived(
  context: Pick<AutomationContext, "database" | "gateway" | "newId" | "isKeyword">,
  watching: readonly Active[],
): Promise<readonly Found[]> {
  const { database, gateway } = context;
  const pages = await gateway.readReceived(watching);
  const found: Found[] = [];
  for (const [{ organizationId, trigger }, { items, next }] of together(watching, pages)) {
    const phones: string[] = [];
    for (const message of items) {
      const phone = parsePhone(message.from);
      // Short codes and names are machines; two that answer each other never end.
      if (!phone.ok || !says(trigger, message)) continue;
      if (!(await context.isKeyword(message))) phones.push(phone.e164);
    }
    const rows = [...new Set(phones)].map((phone) => ({ phone }));
    const { contacts } = await upsertContacts(database.orm, organizationId, rows, context);
    found.push({ contacts: [...contacts.values()].map(({ id }) => id), next });
  }
  return found;
}

const says = (trigger: Trigger, { text }: ReceivedMessage): boolean =>
  trigger.on === "message.inbound" &&
  text !== null &&
  closenessOf({ match: trigger.match, keywords: trigger.keywords ?? [] }, fold(text)) >= 0;

const failures: readonly MessageEventType[] = ["FAILED", "REJECTED", "EXPIRED"];

/** By what became of messages. Those of the automation itself count for nothing. */
export async function fromOutcomes(
  { database, gateway }: Pick<AutomationContext, "database" | "gateway">,
  watching: readonly Active[],
): Promise<readonly Found[]> {
  const pages = await gateway.readMessageEvents(watching, ["DELIVERED", ...failures]);
  const found: Found[] = [];
  for (const [automation, { items, next }] of together(watching, pages)) {
    const phones = items.filter((event) => ends(automation, event)).map(({ to }) => to);
    found.push({ contacts: await idsOf(database, automation, phones), next });
  }
  return found;
}

function ends({ id, trigger }: Active, { type, campaignId, metadata }: FollowedEvent): boolean {
  if (trigger.on !== "message.delivered" && trigger.on !== "message.failed") return false;
  if ((type === "DELIVERED") !== (trigger.on === "message.delivered")) return false;
  if (metadata["automation"] === toPublicId(automationPrefix, id)) return false;
  if (trigger.campaign === undefined) return true;
  return campaignId !== null && trigger.campaign === toPublicId(campaignPrefix, campaignId);
}

async function idsOf(
  { orm }: Pick<Database, "orm">,
  { organizationId }: Active,
  phones: readonly string[],
): Promise<readonly string[]> {
  if (phones.length === 0) return [];
  const rows = await orm.execute<{ id: string }>(sql`
    select id from contacts
    where organization_id = ${organizationId}::uuid and phone = any(${sql.param(phones)}::text[])`);
  return [...rows].map(({ id }) => id);
}
