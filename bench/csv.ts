import { readAudience } from "../packages/outreach/src/csv/read-audience.ts";

const megabytes = 300;
/** What a process may need for a file of any size; an empty one of Bun has some 40 MiB. */
const mostMiB = 256;

/** Reads a file of 300 MB that is made while it is read: rows and megabytes per second, memory. */
export async function benchCsv() {
  let rows = 0;
  let refused = 0;
  let mostRss = 0;
  const started = performance.now();
  const { batches } = await readAudience(file(), { region: "VN" });
  for await (const batch of batches) {
    rows += batch.length;
    refused += batch.filter((row) => "refused" in row).length;
    if (rows % 20_000 === 0) mostRss = Math.max(mostRss, process.memoryUsage.rss());
  }
  const seconds = (performance.now() - started) / 1000;
  const peakMiB = Math.round(mostRss / 1024 ** 2);
  if (peakMiB > mostMiB) throw new Error(`${peakMiB} MiB for a file that is streamed`);
  return [
    {
      ...{ megabytes, rows, refused, peakMiB },
      "rows/s": Math.round(rows / seconds),
      "MB/s": Math.round(megabytes / seconds),
    },
  ];
}

/** Numbers, quoted names and a note; every thousandth row is one that must be refused. */
async function* file(): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode("phone,name,note\n");
  let sent = 0;
  for (let row = 0; sent < megabytes * 1e6; row += 1000) {
    const lines = Array.from({ length: 1000 }, (_, at) => {
      const phone = at === 999 ? "8.49E+10" : `091${String((row + at) % 1e7).padStart(7, "0")}`;
      return `${phone},"Nguyễn Văn ""${row + at}""",${"ghi chú ".repeat(8)}\n`;
    });
    const bytes = encoder.encode(lines.join(""));
    sent += bytes.length;
    yield bytes;
  }
}
