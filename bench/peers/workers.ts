import { join } from "node:path";
import type { EngineKind, EngineOptions } from "./engine.ts";
import type { FromWorker, ToWorker } from "./worker.ts";

/** Processes that send. */
export interface Workers {
  /** Lets them take work from now on. */
  work(): void;
  /** Lets them end what they have. */
  halt(): Promise<void>;
  /** Resolves when so many messages were delivered since they were made; rejects if one ends. */
  until(delivered: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts that many; ready when all have opened the engine. */
export async function startWorkers(
  kind: EngineKind,
  options: EngineOptions,
  count: number,
): Promise<Workers> {
  let delivered = 0;
  let wanted = Number.POSITIVE_INFINITY;
  let { promise, resolve, reject } = Promise.withResolvers<void>();
  const add = (more: number) => {
    delivered += more;
    if (delivered >= wanted) resolve();
  };
  const children = Array.from({ length: count }, () =>
    spawnWorker(kind, options, add, (error) => reject(error)),
  );
  await Promise.all(children.map((child) => child.ready));

  return {
    work() {
      for (const child of children) child.tell("work");
    },
    async halt() {
      await Promise.all(children.map((child) => child.halt()));
    },
    until(count) {
      ({ promise, resolve, reject } = Promise.withResolvers<void>());
      wanted = count;
      add(0);
      return promise;
    },
    async stop() {
      await Promise.all(children.map((child) => child.stop()));
    },
  };
}

const script = join(import.meta.dir, "worker.ts");

function spawnWorker(
  { name }: EngineKind,
  { databaseUrl, redisUrl }: EngineOptions,
  onDelivered: (count: number) => void,
  onFailure: (error: Error) => void,
) {
  const ready = Promise.withResolvers<void>();
  let halted = Promise.withResolvers<void>();
  let stopping = false;
  const child = Bun.spawn([process.execPath, script, name, databaseUrl, redisUrl], {
    stdio: ["ignore", "inherit", "inherit"],
    ipc(message: FromWorker) {
      if ("delivered" in message) onDelivered(message.delivered);
      else if ("ready" in message) ready.resolve();
      else halted.resolve();
    },
    onExit() {
      const error = new Error(`A worker of ${name} ended`);
      ready.reject(error);
      if (!stopping) onFailure(error);
    },
  });
  const tell = (order: ToWorker) => child.send(order);
  return {
    ready: ready.promise,
    tell,
    halt() {
      halted = Promise.withResolvers<void>();
      tell("halt");
      return halted.promise;
    },
    stop() {
      stopping = true;
      child.kill("SIGKILL");
      return child.exited;
    },
  };
}
