import { join } from "node:path";
import { startPostgres } from "@nx/core/testing";
import { Client } from "pg";
import { type ApiKind, apiKinds } from "./api/kinds.ts";
import { type LoadResult, load, round } from "./load.ts";
import { median } from "./median.ts";
import { openHttpClient } from "./peers/http-client.ts";
import { recipientOf, textOf } from "./peers/messages.ts";
import { type CpuTime, startMeter } from "./peers/meters.ts";

const rounds = 3;
const concurrency = 64;
const warmUp = 2000;

interface Run extends LoadResult {
  readonly cpu: CpuTime;
}

/**
 * What a key, the limits and a budget cost an accept over HTTP: single accepts, 64 at once, medians of
 * rounds in which each has its turn, beside the bare route. The database's user is no superuser, so
 * that row-level security holds. `bun run bench api 20000` takes so many messages for each.
 */
export async function benchApi(): Promise<object> {
  const messages = Number(Bun.argv[3] ?? 30_000);
  const postgres = await startPostgres({ settings: { shared_buffers: "1GB" } });
  const runs = new Map<ApiKind, Run[]>(apiKinds.map((kind) => [kind, []]));
  for (let turn = 0; turn < rounds; turn += 1)
    for (const [kind, of] of runs) of.push(await run(kind, postgres.url, messages));
  await postgres.stop();

  const [bare] = [...runs.values()].map((list) => median(list, ({ perSecond }) => perSecond));
  return Object.fromEntries(
    [...runs].map(([{ name }, list]) => {
      const perSecond = median(list, (one) => one.perSecond);
      const perRequest = (of: (cpu: CpuTime) => number) =>
        round((median(list, ({ cpu }) => of(cpu)) * 1000) / messages);
      return [
        name,
        {
          "accepts/s": Math.round(perSecond),
          ratio: Math.round((perSecond / (bare ?? Number.NaN)) * 100) / 100,
          "p50 ms": median(list, ({ p50 }) => p50),
          "p99 ms": median(list, ({ p99 }) => p99),
          "µs of CPU, API and caller": perRequest(({ client }) => client),
          "µs of CPU, database": perRequest(({ server }) => server),
        },
      ];
    }),
  );
}

async function run(kind: ApiKind, serverUrl: string, messages: number): Promise<Run> {
  const databaseUrl = await createOwnedDatabase(serverUrl);
  const api = await startApi(kind, databaseUrl);
  const client = await openHttpClient(`http://127.0.0.1:${api.port}`, concurrency);
  const send = (n: number) =>
    client.request({
      head: "POST /v1/messages",
      ...(kind.app && { authorization: `Bearer ${api.key}` }),
      body: JSON.stringify({ to: recipientOf(n), body: textOf(n), idempotencyKey: `api-${n}` }),
    });
  const numbers = Array.from({ length: warmUp + messages }, (_, n) => n);
  try {
    await load(numbers.slice(0, warmUp), concurrency, 202, send);
    const meter = await startMeter(databaseUrl);
    const result = await load(numbers.slice(warmUp), concurrency, 202, send);
    if (result.ok !== messages) throw new Error(`${kind.name}: not accepted: ${result.others}`);
    return { ...result, cpu: meter.cpu() };
  } finally {
    client.close();
    await api.stop();
  }
}

async function startApi({ name }: ApiKind, databaseUrl: string) {
  const listening = Promise.withResolvers<{ readonly port: number; readonly key: string }>();
  const script = join(import.meta.dir, "api/server.ts");
  const child = Bun.spawn([process.execPath, script, databaseUrl, name], {
    stdio: ["ignore", "ignore", "inherit"],
    ipc: (message: { port: number; key: string }) => listening.resolve(message),
    onExit: () => listening.reject(new Error(`The server of “${name}” ended`)),
  });
  return {
    ...(await listening.promise),
    async stop() {
      child.kill("SIGKILL");
      await child.exited;
    },
  };
}

/** An empty database of a user who may do nothing else: a superuser would pass every policy. */
async function createOwnedDatabase(serverUrl: string): Promise<string> {
  const name = `bench_${crypto.randomUUID().replaceAll("-", "")}`;
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`do $$ begin create role nx_tenant nologin;
    exception when duplicate_object then null; end $$`);
  await client.query(`create role ${name} login password 'bench' in role nx_tenant`);
  await client.query(`create database ${name} owner ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  url.username = name;
  url.password = "bench";
  return url.href;
}
