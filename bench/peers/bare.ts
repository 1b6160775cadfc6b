import type { Pool } from "pg";
import type { Engine, EngineKind, EngineOptions, Outgoing } from "./engine.ts";
import { send } from "./provider.ts";
import { acceptInto, applyReports, openPool, recordSent } from "./tables.ts";

/**
 * The least that the work can cost: no library, no tenants, no retries; what is accepted together is
 * one row of a queue, leased and deleted as a whole. It says what a machine can do.
 */
export const bare: EngineKind = {
  name: "the bare design",
  redis: undefined,
  acceptBatch: 500,
  acceptsAtATime: 2,
  open,
};

/** Chunks of one process under way. */
const chunksAtATime = 2;

async function open({ databaseUrl }: EngineOptions): Promise<Engine> {
  const pool = openPool(databaseUrl, 6);
  return {
    async install() {
      await pool.query(`create table chunks (
        id bigint generated always as identity primary key, message_ids uuid[] not null,
        leased_until timestamptz not null default '-infinity')`);
    },
    async accept(messages) {
      await pool.query({ name: "queue", text: queue, values: [JSON.stringify(messages)] });
    },
    async work(delivered) {
      let running = true;
      const loop = async () => {
        while (running) {
          if (!(await deliverChunk(pool, delivered))) await Bun.sleep(5);
        }
      };
      const loops = Array.from({ length: chunksAtATime }, loop);
      return {
        async stop() {
          running = false;
          await Promise.all(loops);
        },
      };
    },
    close: () => pool.end(),
  };
}

const queue = `${acceptInto} insert into chunks (message_ids) select array_agg(id) from accepted having count(*) > 0`;

const claim = `
  with chunk as (
    update chunks set leased_until = now() + interval '30 seconds'
    where id = (select id from chunks where leased_until < now() order by id limit 1
      for update skip locked)
    returning id, message_ids)
  select chunk.id as chunk, m.id, m.recipient as "to", m.body
  from chunk join messages m on m.id = any(chunk.message_ids)`;

/** Whether there was one. */
async function deliverChunk(pool: Pool, delivered: (count: number) => void): Promise<boolean> {
  const { rows } = await pool.query<Outgoing & { chunk: string }>({ name: "claim", text: claim });
  const [first] = rows;
  if (first === undefined) return false;
  const sent = await Promise.all(rows.map(send));
  await recordSent(pool, sent);
  await pool.query({
    name: "done",
    text: "delete from chunks where id = $1",
    values: [first.chunk],
  });
  const providerIds = sent.map(({ providerId }) => providerId);
  delivered(await applyReports(pool, providerIds));
  return true;
}
