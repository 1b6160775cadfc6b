import { Pool, type PoolClient } from "pg";
import type { NewMessage, Sent } from "./engine.ts";

/**
 * The message tables that all peers share: plain, with room in the page so that changes of state
 * are HOT, and no index on the state.
 */
const ddl = `
  create table messages (
    id uuid primary key,
    organization_id uuid not null,
    idempotency_key text not null,
    recipient text not null,
    sender text not null,
    body text not null,
    status text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (organization_id, idempotency_key)
  ) with (fillfactor = 40);
  create table events (
    message_id uuid not null,
    type text not null,
    at timestamptz not null,
    primary key (message_id, type)
  );
  create table provider_ids (
    provider_id text primary key,
    message_id uuid not null
  );`;

/** A pool whose plans do not depend on what the statistics of young tables say. */
export function openPool(databaseUrl: string, max: number): Pool {
  const pool = new Pool({ connectionString: databaseUrl, max, options: "-c enable_seqscan=off" });
  // An idle connection that breaks: whoever needs it next is told by its query.
  for (const event of ["error", "connect"] as const) pool.on(event, () => {});
  return pool;
}

/** Makes a database of its own for one run. */
export async function createPeerDatabase(
  serverUrl: string,
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `peer_${crypto.randomUUID().replaceAll("-", "")}`;
  await administer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await administer(url.href, ddl);
  return {
    url: url.href,
    drop: () => administer(serverUrl, `drop database ${name} with (force)`),
  };
}

async function administer(url: string, statement: string): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  await pool.query(statement).finally(() => pool.end());
}

const input = `
  select * from json_to_recordset($1::json) as input(
    id uuid, "organizationId" uuid, key text, recipient text, sender text, body text
  )`;
const insertMessages = `
  insert into messages (id, organization_id, idempotency_key, recipient, sender, body, status,
    created_at, updated_at)
  select id, "organizationId", key, recipient, sender, body, 'QUEUED', now(), now() from input
  on conflict (organization_id, idempotency_key) do nothing
  returning id`;

/** Stores messages with their events as one part of a statement; `accepted` are those not known. */
export const acceptInto = `
  with input as (${input}),
  accepted as (${insertMessages}),
  queued as (insert into events select id, 'QUEUED', now() from accepted)`;
const accept = `${acceptInto} select id from accepted`;

const record = `
  with updated as (
    update messages set status = 'SUBMITTED', updated_at = now()
    where id = any($1::uuid[]) and status = 'QUEUED' returning id
  ), linked as (
    insert into provider_ids (provider_id, message_id)
    select * from unnest($2::text[], $1::uuid[]) on conflict do nothing
  )
  insert into events select id, 'SUBMITTED', now() from updated`;

const report = `
  with updated as (
    update messages set status = 'DELIVERED', updated_at = now()
    where id = any(array(select message_id from provider_ids where provider_id = any($1::text[])))
      and status <> 'DELIVERED' returning id
  )
  insert into events select id, 'DELIVERED', now() from updated`;

/** Something to run a statement with: a pool, or a client in a transaction. */
export type Queryable = Pool | PoolClient;

/** Stores messages and their events; gives the ids of those whose idempotency key is new. */
export async function acceptMessages(
  queryable: Queryable,
  messages: readonly NewMessage[],
): Promise<Set<string>> {
  const query = statement("accept", accept, messages.length, [JSON.stringify(messages)]);
  const { rows } = await queryable.query<{ id: string }>(query);
  return new Set(rows.map(({ id }) => id));
}

/** Records that the provider took them, and by which ids it knows them. */
export async function recordSent(queryable: Queryable, sent: readonly Sent[]): Promise<void> {
  const ids = sent.map(({ id }) => id);
  const providerIds = sent.map(({ providerId }) => providerId);
  await queryable.query(statement("record", record, sent.length, [ids, providerIds]));
}

/** Applies delivery reports; gives how many messages they delivered. */
export async function applyReports(
  queryable: Queryable,
  providerIds: readonly string[],
): Promise<number> {
  const query = statement("report", report, providerIds.length, [providerIds]);
  const { rowCount } = await queryable.query(query);
  return rowCount ?? 0;
}

/** Prepared where it is for one message: for a batch a plan of its own costs nothing. */
const statement = (name: string, text: string, rows: number, values: unknown[]) =>
  rows === 1 ? { name, text, values } : { text, values };

/** Runs `work` in a transaction. */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

/** Throws unless every message went all the way, with an event for each step. */
export async function checkDelivered(pool: Pool, messages: number): Promise<void> {
  const { rows } = await pool.query<{ delivered: number; events: number; ids: number }>(
    `select (select count(*)::int from messages where status = 'DELIVERED') as delivered,
       (select count(*)::int from events) as events,
       (select count(*)::int from provider_ids) as ids`,
  );
  const { delivered = 0, events = 0, ids = 0 } = rows[0] ?? {};
  if (delivered !== messages || events !== 3 * messages || ids !== messages) {
    throw new Error(`Of ${messages}: ${delivered} delivered, ${events} events, ${ids} ids`);
  }
}
