import { readdirSync, readFileSync } from "node:fs";
import { Client } from "pg";

/** Milliseconds of CPU, user and system. */
export interface CpuTime {
  /** Our own process and its children that are no servers. */
  readonly client: number;
  /** PostgreSQL, Redis. */
  readonly server: number;
}

/** Reads how much was used since it was made. */
export interface Meter {
  cpu(): CpuTime;
  /** Bytes of write-ahead log. */
  wal(): Promise<number>;
}

const servers = new Set(["postgres", "redis-server"]);
/** USER_HZ, the unit of /proc/<pid>/stat, is 100 on every Linux that Bun runs on. */
const msPerTick = 10;

/**
 * Starts to measure this process, its children, and the PostgreSQL server behind `databaseUrl` with
 * all that it does for anybody. CPU of a server on another machine is not counted.
 */
export async function startMeter(databaseUrl: string): Promise<Meter> {
  const { postmaster, wal } = await withClient(databaseUrl, async (client) => ({
    postmaster: await findPostmaster(client),
    wal: await readWal(client),
  }));
  const start = readCpu(postmaster);
  return {
    cpu() {
      const now = readCpu(postmaster);
      return { client: now.client - start.client, server: now.server - start.server };
    },
    wal: async () => (await withClient(databaseUrl, (client) => readWal(client))) - wal,
  };
}

/** Bytes of log that the server has written since it exists. */
async function readWal(client: Client): Promise<number> {
  const { rows } = await client.query<{ bytes: number }>(
    "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as bytes",
  );
  return rows[0]?.bytes ?? Number.NaN;
}

/** The parent of our backend; 0 where the server is on another machine. */
async function findPostmaster(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  const backend = readProcess(rows[0]?.pid ?? 0);
  return backend?.name === "postgres" ? backend.parent : 0;
}

async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return use(client).finally(() => client.end());
}

interface Process {
  readonly name: string;
  readonly parent: number;
  /** Its own and those of its children that have ended. */
  readonly ticks: number;
}

function readCpu(postmaster: number): CpuTime {
  const processes = readProcesses();
  const cpu = { client: 0, server: 0 };
  for (const [pid, { name, ticks }] of processes) {
    // Of PostgreSQL only the server that was asked for: there may be others below this process.
    if (!isBelow(processes, pid, name === "postgres" ? postmaster : process.pid)) continue;
    cpu[servers.has(name) ? "server" : "client"] += ticks * msPerTick;
  }
  return cpu;
}

function isBelow(processes: Map<number, Process>, pid: number, root: number): boolean {
  for (let at = pid; at > 1; at = processes.get(at)?.parent ?? 0) {
    if (at === root) return true;
  }
  return false;
}

function readProcesses(): Map<number, Process> {
  const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  return new Map(
    pids.flatMap((pid): [number, Process][] => {
      const found = readProcess(pid);
      return found ? [[pid, found]] : [];
    }),
  );
}

function readProcess(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const end = stat.lastIndexOf(")"); // a name may hold spaces and brackets
    const fields = stat.slice(end + 2).split(" ");
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { name: stat.slice(stat.indexOf("(") + 1, end), parent: Number(fields[1]), ticks };
  } catch {
    return undefined; // it has ended meanwhile
  }
}
