import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RedisClient } from "bun";
import { freePorts } from "../../tests/smpp/free-ports.ts";
import { poll } from "../../tests/smpp/poll.ts";
import { provideDebianPackage } from "./debian.ts";
import type { RedisFsync } from "./engine.ts";

/** A Redis of our own. */
export interface Redis {
  readonly url: string;
  stop(): Promise<void>;
}

const program = "/usr/bin/redis-server";

/** Starts it on a free port with an append-only file. */
export async function startRedis(fsync: RedisFsync): Promise<Redis> {
  if (!existsSync(program)) await provideDebianPackage("redis-server");
  const [port = 0] = await freePorts(1);
  const folder = await mkdtemp(join(tmpdir(), "redis-"));
  const settings = {
    port: String(port),
    bind: "127.0.0.1",
    dir: folder,
    appendonly: "yes",
    appendfsync: fsync,
    "maxmemory-policy": "noeviction",
  };
  const child = Bun.spawn(
    [program, ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])],
    { stdio: ["ignore", "ignore", "ignore"] },
  );
  const url = `redis://127.0.0.1:${port}`;
  await poll("Redis to listen", () => answers(url));
  return {
    url,
    async stop() {
      child.kill("SIGKILL");
      await child.exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new RedisClient(url, { autoReconnect: false });
  try {
    await client.ping();
    return true;
  } catch {
    return false;
  } finally {
    client.close();
  }
}
