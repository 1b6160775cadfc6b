import { spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../database/index.ts";
import { postgresBinaries } from "./postgres-binaries.ts";

export interface PostgresOptions {
  /** Server settings. By default durability is off, for speed. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A PostgreSQL server of our own on 127.0.0.1. It ends with this process, however that ends. */
export interface PostgresServer {
  /** Of the superuser and the database `postgres`. */
  readonly url: string;
  readonly port: number;
  /** Ends the server like a crash (`pg_ctl stop -m immediate`). */
  crash(): Promise<void>;
  /** Starts it again after a crash, on the same data and port. */
  start(): Promise<void>;
  /** Ends the server and deletes its data. */
  stop(): Promise<void>;
}

const UNSAFE_BUT_FAST = { fsync: "off", full_page_writes: "off", synchronous_commit: "off" };
const READY_TIMEOUT_MS = 30_000;

/**
 * A shell stands between, and takes its commands from a pipe: when this process is killed the pipe
 * ends, and with it the server and its data. Test runners end the children of their workers with a
 * signal, which the shell ignores.
 */
const SUPERVISOR = `
  trap '' HUP INT TERM
  folder=$1; shift
  while read -r command; do
    case $command in
      start) "$@" -D "$folder/data" </dev/null >/dev/null 2>&1 & server=$! ;;
      crash) kill -QUIT $server; wait $server; echo crashed ;;
    esac
  done
  kill -QUIT $server; wait $server; rm -rf "$folder"`;

/** Initializes and starts a server in a temporary folder. */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const bin = join(await postgresBinaries(), "bin");
  const user = await unprivilegedUser();
  const folder = await mkdtemp(join(tmpdir(), "postgres-"));
  if (user) await chown(folder, user.uid, user.gid);
  const password = crypto.randomUUID();
  await initialize({ bin, folder, password, user });

  const port = await freePort();
  const settings = Object.entries({
    ...(options.settings ?? UNSAFE_BUT_FAST),
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    max_connections: "300",
  }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const supervisor = spawn(
    "sh",
    ["-c", SUPERVISOR, "sh", folder, join(bin, "postgres"), ...settings],
    { ...user, cwd: tmpdir(), detached: true, stdio: ["pipe", "pipe", "ignore"] },
  );
  const exited = once(supervisor, "exit");
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;

  const server: PostgresServer = {
    url,
    port,
    async crash() {
      supervisor.stdin.write("crash\n");
      await once(supervisor.stdout, "data");
    },
    async start() {
      supervisor.stdin.write("start\n");
      const database = await openDatabase({ url, acquireTimeoutMs: READY_TIMEOUT_MS });
      await database.ping().finally(database.close);
    },
    async stop() {
      supervisor.stdin.end();
      await exited;
    },
  };
  await server.start();
  return server;
}

interface Initialization {
  readonly bin: string;
  readonly folder: string;
  readonly password: string;
  readonly user: User | undefined;
}

async function initialize({ bin, folder, password, user }: Initialization): Promise<void> {
  const passwordFile = join(folder, "password");
  await writeFile(passwordFile, password);
  const child = spawn(
    join(bin, "initdb"),
    [
      `--pgdata=${join(folder, "data")}`,
      `--pwfile=${passwordFile}`,
      "--username=postgres",
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--no-sync",
    ],
    { ...user, cwd: tmpdir(), stdio: ["ignore", "ignore", "pipe"] },
  );
  const [errors, [code]] = await Promise.all([child.stderr.toArray(), once(child, "exit")]);
  await rm(passwordFile);
  if (code !== 0) throw new Error(`initdb failed: ${Buffer.concat(errors).toString()}`);
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root. */
async function unprivilegedUser(): Promise<User | undefined> {
  if (userInfo().uid !== 0) return undefined;
  const id = async (flag: string) => Number(await Bun.$`id ${flag} nobody`.text());
  return { uid: await id("-u"), gid: await id("-g") };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port was assigned");
  return address.port;
}
