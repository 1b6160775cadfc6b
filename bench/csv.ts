import { createLogger, migrate, openDatabase } from "@nx/core";
import { createTestDatabase } from "@nx/core/testing";
import { createGateway } from "@nx/gateway";
import { sql } from "drizzle-orm";
import { readAudience } from "../packages/outreach/src/csv/read-audience.ts";
import { createOutreach } from "../packages/outreach/src/outreach.ts";

/** Of the largest file that an import takes, nearly. */
const megabytes = Number(Bun.argv[3] ?? 1000);
/** What a process may need for a file of any size; an empty one of Bun has some 40 MiB. */
const mostMiB = { reading: 256, importing: 512 };
/** Rows of a file: some of 110 bytes, and some of 500 as an export of another system has them. */
const notes = { reading: 8, importing: 50 };

/** Files that are made while they are read: one that is only read, and one that becomes contacts. */
export async function benchCsv() {
  const organizationId = Bun.randomUUIDv7();
  const store = await createTestDatabase();
  const database = await openDatabase({ url: store.url, poolSize: 4 });
  await migrate(database);
  const logger = createLogger({ level: "error" });
  const gateway = createGateway({
    ...{ database, logger, dispatch: false },
    routing: () => ({ accounts: [], rules: [] }),
  });
  const outreach = createOutreach({ database, gateway, logger });
  const reading = await measured("reading", async () => {
    const { batches } = await readAudience(file("reading"), { region: "VN" });
    let rows = 0;
    for await (const batch of batches) rows += batch.length;
    return rows;
  });
  const importing = await measured("importing", async () => {
    const taken = await outreach.imports.run(organizationId, file("importing"), { region: "VN" });
    if (!taken.ok) throw new Error(taken.error.code);
    const [made] = await database.orm.execute<{ count: number }>(sql`
      select count(*)::int as count from contacts where organization_id = ${organizationId}::uuid`);
    if (made?.count !== taken.value.created) throw new Error("Not all are contacts");
    return taken.value.created + taken.value.refused;
  });
  await database.close();
  await store.drop();
  return [reading, importing];
}

async function measured(what: keyof typeof mostMiB, work: () => Promise<number>) {
  let mostRss = 0;
  const watch = setInterval(() => {
    mostRss = Math.max(mostRss, process.memoryUsage.rss());
  }, 50);
  const started = performance.now();
  const rows = await work();
  const seconds = (performance.now() - started) / 1000;
  clearInterval(watch);
  const peakMiB = Math.round(mostRss / 1024 ** 2);
  if (peakMiB > mostMiB[what]) throw new Error(`${peakMiB} MiB for a file that is streamed`);
  return {
    ...{ what, megabytes, rows, peakMiB },
    "rows/s": Math.round(rows / seconds),
    "MB/s": Math.round(megabytes / seconds),
  };
}

/** Numbers, quoted names and a note; every thousandth row is one that must be refused. */
async function* file(what: keyof typeof notes): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode("phone,name,note\n");
  let sent = 0;
  for (let row = 0; sent < megabytes * 1e6; row += 1000) {
    const lines = Array.from({ length: 1000 }, (_, at) => {
      const phone = at === 999 ? "8.49E+10" : `09${String(10_000_000 + row + at)}`;
      return `${phone},"Nguyễn Văn ""${row + at}""",${"ghi chú ".repeat(notes[what])}\n`;
    });
    const bytes = encoder.encode(lines.join(""));
    sent += bytes.length;
    // A real file comes from outside, between other things.
    await new Promise(setImmediate);
    yield bytes;
  }
}
