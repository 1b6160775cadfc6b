import type { Database } from "@nx/core";
import { byPlace, type Place, type PlacedRow, type PlacePage, toPages } from "@nx/gateway";
import { sql } from "drizzle-orm";
import type { ContactEventType } from "./schemas.ts";

/** What happened to a contact. */
export interface ContactEvent {
  readonly contactId: string;
  readonly type: ContactEventType;
  /** Of fields that changed what they were and are, each under its name as segments call it. */
  readonly changes?: Readonly<Record<string, { readonly from?: unknown; readonly to?: unknown }>>;
  /** The group that was joined or left. */
  readonly group?: string;
}

interface Row extends PlacedRow {
  readonly contactId: string;
  readonly type: ContactEventType;
  readonly data: Pick<ContactEvent, "changes" | "group"> | null;
}

const events = sql`position, id, contact_id as "contactId", type, data from contact_events`;

/** For each place what happened to contacts from there on. */
export async function readContactEvents(
  { orm }: Pick<Database, "orm">,
  places: readonly Place[],
): Promise<readonly PlacePage<ContactEvent>[]> {
  const rows = await orm.execute<Row>(byPlace(places, events));
  return toPages(places, rows, ({ contactId, type, data }) => ({ contactId, type, ...data }));
}
