import type { Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import type { AutomationPayload, CampaignPayload, ExpectationPayload } from "./payloads.ts";

type Told<Payload extends { readonly timestamp: string }> = Omit<Payload, "timestamp"> & {
  readonly organizationId: string;
};

/** Something that happened outside the ledger, as endpoints are told of it. */
export type ToldEvent = Told<CampaignPayload> | Told<ExpectationPayload> | Told<AutomationPayload>;

/** Notes events in the transaction of the caller: they are told when it commits, or never were. */
export async function tellEvents(
  events: readonly ToldEvent[],
  orm: Orm,
  newId: () => string,
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ organizationId: o, type, data }) => ({ o, id: newId(), type, data }));
  await orm.execute(sql`
    insert into webhook_events (organization_id, id, type, at, data)
    select o, id, type, now(), data
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as told(o uuid, id uuid, type text, data jsonb)`);
}
