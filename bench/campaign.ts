import { createLogger, type Database, migrate, openDatabase, systemClock } from "@nx/core";
import { startPostgres } from "@nx/core/testing";
import { createGateway } from "@nx/gateway";
import { sql } from "drizzle-orm";
import { recordingProvider } from "mq-sms/testing";
import type { CampaignContext } from "../packages/outreach/src/campaigns/context.ts";
import { stepNext } from "../packages/outreach/src/campaigns/run.ts";
import { createOutreach, type Outreach } from "../packages/outreach/src/outreach.ts";
import { noApproval } from "../packages/outreach/src/templates/approval-setting.ts";
import { ledger } from "./ledger/engine.ts";
import { load, round } from "./load.ts";
import { inBatches, makeMessages } from "./peers/messages.ts";
import { startMeter } from "./peers/meters.ts";
import { createPeerDatabase } from "./peers/tables.ts";

/** What the process may need for a campaign of any size. */
const mostMiB = 512;
/** Of the contacts so many come from a file, the others are there already. */
const mostCsvRows = 300_000;
const mostAccepts = 100_000;

/**
 * A campaign to contacts by the steps that its job takes: the file that they come from, the freezing of
 * the audience, and its expansion into messages that wait in the queue, beside the ledger's plain
 * accepts in the same run. `bun run bench campaign 1000000` has so many recipients; 100,000 by default.
 */
export async function benchCampaign(): Promise<object> {
  const count = Number(Bun.argv[3] ?? 100_000);
  const given = process.env["DATABASE_URL"];
  const postgres = given ? undefined : await startPostgres({ settings: { shared_buffers: "1GB" } });
  const serverUrl = given ?? postgres?.url ?? "";
  const measured = createMeasure(serverUrl);

  const accepts = await benchAccepts(serverUrl, Math.min(count, mostAccepts), measured);
  const store = await createPeerDatabase(serverUrl);
  const database = await openDatabase({ url: store.url, poolSize: 4 });
  // The peers' own tables have the same names.
  await database.orm.execute(sql`drop schema public cascade`);
  await database.orm.execute(sql`create schema public`);
  await migrate(database);
  const logger = createLogger({ level: "error" });
  const gateway = createGateway({
    database,
    routing: () => ({
      accounts: [{ id: "nobody", provider: recordingProvider(), window: 1 }],
      rules: [],
    }),
    logger,
    dispatch: false,
  });
  const outreach = createOutreach({ database, gateway, logger });
  const context: CampaignContext = {
    ...{ database, gateway, logger, clock: systemClock },
    newId: () => Bun.randomUUIDv7(),
    approvalOf: () => noApproval,
  };
  const organizationId = Bun.randomUUIDv7();
  const rows = Math.min(count, mostCsvRows);
  const csv = await measured(rows, async () => {
    const taken = await outreach.imports.run(organizationId, file(rows), { region: "VN" });
    if (!taken.ok) throw new Error(taken.error.code);
  });
  await addContacts(database, organizationId, rows, count);

  const id = await startCampaign(outreach, organizationId);
  const stageOf = async () => {
    const [row] = await database.orm.execute<{ stage: string | null }>(sql`
      select stage from campaigns where organization_id = ${organizationId}::uuid`);
    return row?.stage;
  };
  const stepsWhile = async (stage: string | null) => {
    while ((await stageOf()) === stage) await stepNext(context);
  };
  const freeze = await measured(count, () => stepsWhile(null));
  const expand = await measured(count, () => stepsWhile("rest"));
  const campaign = await outreach.campaigns.read(organizationId, id);
  if (!campaign.ok || campaign.value.stats.buckets.queued !== count)
    throw new Error(`Not all are queued: ${JSON.stringify(campaign)}`);

  await database.close();
  await store.drop();
  await postgres?.stop();
  const peakMiB = Math.max(csv["MiB at most"], freeze["MiB at most"], expand["MiB at most"]);
  if (peakMiB > mostMiB) throw new Error(`${peakMiB} MiB for a campaign`);
  return {
    "the ledger's accepts, 500 at a time": accepts,
    "a file of contacts": csv,
    "audience frozen": freeze,
    "rendered and queued": {
      ...expand,
      "of the ledger's rate":
        Math.round((expand["per second"] / accepts["per second"]) * 100) / 100,
    },
  };
}

/** As `bench ledger` accepts, with nobody who sends meanwhile. */
async function benchAccepts(serverUrl: string, count: number, measured: Measure) {
  const store = await createPeerDatabase(serverUrl);
  const engine = await ledger.open({ databaseUrl: store.url, redisUrl: "" });
  await engine.install();
  const acceptAll = (messages: ReturnType<typeof makeMessages>) =>
    load(inBatches(messages, ledger.acceptBatch), ledger.acceptsAtATime, 202, async (batch) => {
      await engine.accept(batch);
      return 202;
    });
  await acceptAll(makeMessages(1000, "warm-up"));
  const messages = makeMessages(count);
  const accepts = await measured(count, () => acceptAll(messages));
  await engine.close();
  await store.drop();
  return accepts;
}

type Measure = ReturnType<typeof createMeasure>;

/** What so many of something cost: this process and the server's. */
const createMeasure =
  (serverUrl: string) => async (count: number, work: () => Promise<unknown>) => {
    let mostRss = process.memoryUsage.rss();
    const watch = setInterval(() => {
      mostRss = Math.max(mostRss, process.memoryUsage.rss());
    }, 50);
    const meter = await startMeter(serverUrl);
    const started = performance.now();
    await work();
    const seconds = (performance.now() - started) / 1000;
    const { client, server } = meter.cpu();
    const walBytes = await meter.wal();
    clearInterval(watch);
    return {
      count,
      "per second": Math.round(count / seconds),
      "CPU ms per 1,000": round(((client + server) * 1000) / count),
      "of it PostgreSQL": round((server * 1000) / count),
      "WAL bytes each": Math.round(walBytes / count),
      "MiB at most": Math.round(mostRss / 1024 ** 2),
    };
  };

async function startCampaign(outreach: Outreach, organizationId: string): Promise<string> {
  const made = await outreach.campaigns.create(organizationId, {
    name: "Fees",
    category: "promotional",
    body: "Chao {{displayName}}, hoc phi thang 11 cua con la {{amount}} dong. Xin nop truoc ngay 30.",
    audience: { all: true },
  });
  if (!made.ok) throw new Error(made.error.code);
  const started = await outreach.campaigns.start(
    organizationId,
    made.value.id,
    {},
    { actor: "operator" },
  );
  if (!started.ok) throw new Error(started.error.code);
  return made.value.id;
}

const numberOf = (n: number): string => `9${String(n).padStart(8, "0")}`;

async function* file(rows: number): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode("phone,name,fields.amount\n");
  for (let from = 0; from < rows; from += 1000) {
    const lines = Array.from({ length: Math.min(1000, rows - from) }, (_, at) => {
      const n = from + at;
      return `0${numberOf(n)},Nguyen Van ${n},${n}000\n`;
    });
    yield encoder.encode(lines.join(""));
  }
}

/** Those that the file had none of, so many in one statement. */
async function addContacts(
  { orm }: Database,
  organizationId: string,
  from: number,
  to: number,
): Promise<void> {
  for (let first = from; first < to; first += 50_000) {
    await orm.execute(sql`
      insert into contacts (organization_id, id, phone, country, display_name, fields, created_at,
        updated_at)
      select ${organizationId}::uuid, uuidv7(), '+849' || lpad(n::text, 8, '0'), 'VN',
        'Nguyen Van ' || n, jsonb_build_object('amount', n || '000'), now(), now()
      from generate_series(${first}::int, ${Math.min(first + 50_000, to) - 1}::int) as n`);
  }
}
