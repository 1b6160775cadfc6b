import { type Database, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import { maskPhone } from "mq-sms";
import { type SaidRow, toSaid } from "../consent/read.ts";
import { erasedPrefix } from "../erasure/person.ts";
import { budgetPrefix } from "../money/shortage.ts";
import { type BudgetPayload, type EventData, eventTypes } from "./payloads.ts";
import { keptDeliveryDays, type WebhookType } from "./schemas.ts";
import type { ToldEvent } from "./tell.ts";

/** Events that are read for one endpoint at a time, and endpoints for which one statement reads. */
const pageSize = 256;
const mostEndpoints = 50;

interface Endpoint extends Record<string, unknown> {
  readonly o: string;
  readonly e: string;
  /** It stands for the URLs of single messages. */
  readonly c: boolean;
  readonly types: readonly WebhookType[] | null;
  readonly since: number;
}

interface EventRow extends Record<string, unknown> {
  readonly n: number;
  readonly position: number;
  readonly m: string;
  readonly k: string;
  readonly type: string;
  readonly at: Date;
  readonly wanted: boolean;
  /** What is told, of anything but messages: of these it is read when it is sent. */
  readonly budget: BudgetPayload["data"] | null;
  readonly consent: (SaidRow & { readonly phone: string }) | null;
  readonly told: ToldEvent["data"] | null;
}

/**
 * Turns what happened since the last time into deliveries, for every endpoint from its own place in
 * the log of events and never past a transaction that is still open: so none is left out. Whoever else
 * does it at the same time, each event becomes one delivery: an endpoint's place is moved by whoever
 * finds it where it was read, in the statement that adds the deliveries. Resolves to how many events
 * were read.
 */
export async function expandEvents(database: Pick<Database, "orm">): Promise<number> {
  const endpoints = await readEndpoints(database);
  let read = 0;
  for (let from = 0; from < endpoints.length; from += mostEndpoints) {
    const some = endpoints.slice(from, from + mostEndpoints);
    const events = await readEvents(database, some);
    if (events.length > 0) await addDeliveries(database, some, events);
    read += events.length;
  }
  return read;
}

async function readEndpoints({ orm }: Pick<Database, "orm">): Promise<readonly Endpoint[]> {
  const rows = await orm.execute<Endpoint>(sql`
    select organization_id as o, id as e, url is null as c, types, position as since
    from webhook_endpoints
    where enabled or disabled_at > now() - ${keptDeliveryDays} * interval '1 day'`);
  return [...rows];
}

/**
 * As the event stream reads them (`events/read-pages.ts`), but whole transactions only: a place is
 * one. Row by row with limits inside, so that no plan reads all events, or all messages.
 */
async function readEvents(
  { orm }: Pick<Database, "orm">,
  endpoints: readonly Endpoint[],
): Promise<readonly EventRow[]> {
  const asked = endpoints.map(({ o, c, since }, n) => ({ n, o, c, p: since }));
  const rows = await orm.execute<EventRow>(sql`
    select asked.n, e.position, e.m, e.k, e.type, e.at, e.budget, e.consent, e.told,
      case when not asked.c then true
      when e.k = '' then false
      else coalesce((select options->>'callbackUrl' is not null from messages
        where organization_id = asked.o and id = e.m limit 1), false) end as wanted
    from json_to_recordset(${JSON.stringify(asked)}::json)
      as asked(n int, o uuid, c boolean, p bigint)
    cross join lateral (
      select * from (
        (select position, message_id as m, key as k, 'message.' || type as type, at,
          null::json as budget, null::json as consent, null::jsonb as told
        from told_events
        where organization_id = asked.o and position >= asked.p
        order by position fetch first ${pageSize} rows with ties)
        union all
        (select position, id, '', 'message.inbound', received_at, null, null, null
        from inbound_messages
        where organization_id = asked.o and position >= asked.p
        order by position fetch first ${pageSize} rows with ties)
        union all
        (select position, id, '', 'budget.threshold', at, (
          select json_build_object('id', b.id, 'name', b.name, 'percent', t.percent)
          from budgets b where b.organization_id = asked.o and b.id = t.budget_id), null, null
        from budget_events t
        where organization_id = asked.o and position >= asked.p
        order by position fetch first ${pageSize} rows with ties)
        union all
        (select position, id, '', 'contact.' || kind, at, null, json_build_object('id', id,
          'phone', phone, 'category', category, 'sender', sender, 'source', source,
          'keyword', keyword, 'inbound_message_id', inbound_message_id), null
        from consent_events
        where organization_id = asked.o and position >= asked.p
        order by position fetch first ${pageSize} rows with ties)
        union all
        (select position, id, '', type, at, null, null, data
        from webhook_events
        where organization_id = asked.o and position >= asked.p
        order by position fetch first ${pageSize} rows with ties)
      ) all_kinds
      order by position fetch first ${pageSize} rows with ties
    ) e
    where e.position < (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
    order by asked.n, e.position`);
  return [...rows];
}

/** Places are taken in one order, so that no process waits for another that waits for it. */
async function addDeliveries(
  { orm }: Pick<Database, "orm">,
  endpoints: readonly Endpoint[],
  events: readonly EventRow[],
): Promise<void> {
  const reached = new Map(events.map(({ n, position }) => [n, position + 1]));
  const places = endpoints.flatMap(({ o, e, since }, n) => {
    const until = reached.get(n);
    return until === undefined ? [] : [{ o, e, since, until }];
  });
  const told = events.flatMap((event) => {
    const endpoint = endpoints[event.n];
    const type = endpoint && event.wanted && typeOf(event, endpoint);
    if (!type) return [];
    const { m, k, at } = event;
    const of = { o: endpoint.o, e: endpoint.e, id: eventIdOf(m, k), type, at };
    const data = dataOf(event);
    return [data ? { ...of, data } : { ...of, m, k }];
  });
  await orm.execute(sql`
    with place as materialized (
      select * from json_to_recordset(${JSON.stringify(places)}::json)
        as place(o uuid, e uuid, since bigint, until bigint)
    ), event as materialized (
      select * from json_to_recordset(${JSON.stringify(told)}::json)
        as event(o uuid, e uuid, id uuid, type text, at timestamptz, m uuid, k text, data jsonb)
    ), held as materialized (
      select o, e, until from place join webhook_endpoints w
        on w.organization_id = place.o and w.id = place.e and w.position = place.since
      order by o, e for update of w
    ), moved as (
      update webhook_endpoints w set position = held.until from held
      where w.organization_id = held.o and w.id = held.e
      returning w.organization_id as o, w.id as e, w.enabled
    )
    insert into webhook_deliveries (organization_id, endpoint_id, event_id, type, occurred_at,
      message_id, event_key, data, status, next_at)
    select o, e, event.id, event.type, event.at, event.m, event.k, event.data,
      case when moved.enabled then 'PENDING' else 'MISSED' end,
      case when moved.enabled then now() end
    from event join moved using (o, e)
    on conflict do nothing`);
}

const typesByName = new Map<string, WebhookType>(eventTypes.map((type) => [type, type]));

/** As what an endpoint is told of an event; nothing where it is not. */
function typeOf({ type }: EventRow, { types }: Endpoint): WebhookType | undefined {
  const known = typesByName.get(type.toLowerCase());
  return known && (types?.includes(known) ?? true) ? known : undefined;
}

/** A budget is told as it is at this moment; of somebody who was erased since, nothing of the number. */
function dataOf({ budget, consent, told }: EventRow): EventData | undefined {
  if (budget) return { ...budget, id: toPublicId(budgetPrefix, budget.id) };
  if (consent === null) return told ?? undefined;
  const phone = consent.phone.startsWith(erasedPrefix) ? "" : consent.phone;
  return { ...toSaid(consent), phone: maskPhone(phone) };
}

/** The same for the same event, whoever asks and when: half of a SHA-256, as a UUID. */
function eventIdOf(messageId: string, key: string): string {
  const hex = Bun.SHA256.hash(`${messageId} ${key}`, "hex");
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
