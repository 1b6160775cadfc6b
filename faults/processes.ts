import { join } from "node:path";

/** A process of the application that may be killed at any moment and started again. */
export interface Member {
  readonly name: string;
  readonly role: "api" | "worker";
  /** Of its present life; undefined while it has none or does not listen yet. */
  url(): string | undefined;
  /** Whether its present life has begun to work. */
  isUp(): boolean;
  pid(): number | undefined;
  /** Lives that it ended by itself, without being told to. */
  deaths(): number;
  /** How often it was killed. */
  kills(): number;
  start(): void;
  /** Resolves with the exit code when it is gone. */
  end(signal: "SIGKILL" | "SIGTERM"): Promise<number>;
  signal(signal: "SIGSTOP" | "SIGCONT" | "SIGTERM"): void;
  /** Resolves with the exit code of its present life. */
  ended(): Promise<number>;
  /** Largest resident memory seen in any of its lives, in MiB. */
  peakMemory(): number;
}

const scripts = { api: "main.ts", worker: "worker.ts" } as const;

/** An API that also dispatches what it accepts, as the product does by default. The others do not. */
const dispatchingApi = "api-2";

/** A member that is not started yet. A `worker` only dispatches. */
export function createMember(
  name: string,
  role: Member["role"],
  env: Readonly<Record<string, string>>,
): Member {
  let child: Bun.Subprocess<"ignore", "pipe", "ignore"> | undefined;
  let url: string | undefined;
  let isUp = false;
  let peak = 0;
  let deaths = 0;
  let kills = 0;
  const told = new WeakSet<object>();

  const watch = async (started: Bun.Subprocess<"ignore", "pipe", "ignore">): Promise<void> => {
    let text = "";
    for await (const chunk of started.stdout) {
      // Nothing else is looked for, so nothing else is kept.
      text = (text + new TextDecoder().decode(chunk)).slice(-4096);
      const port = /"event":"http.listening".*?"port":(\d+)/.exec(text)?.[1];
      if (port !== undefined && child === started) url = `http://127.0.0.1:${port}`;
      if (/"event":"(worker.started|http.listening)"/.test(text) && child === started) isUp = true;
    }
  };
  const sample = async (): Promise<void> => {
    if (child === undefined) return;
    const status = await Bun.file(`/proc/${child.pid}/status`)
      .text()
      .catch(() => "");
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  };
  setInterval(sample, 200).unref();

  return {
    name,
    role,
    url: () => url,
    isUp: () => isUp,
    pid: () => child?.pid,
    deaths: () => deaths,
    kills: () => kills,
    start() {
      const started = Bun.spawn(
        [
          process.execPath,
          ...(env["CLOCK_SHIFT"] ? ["--preload", join(import.meta.dir, "clock-shift.ts")] : []),
          join(import.meta.dir, "../apps/api/src", scripts[role]),
        ],
        {
          env: {
            PATH: process.env["PATH"] ?? "",
            HOST: "127.0.0.1",
            PORT: "0",
            ...(role === "api" && name !== dispatchingApi && { WORKER: "off" }),
            ...env,
          },
          stdio: ["ignore", "pipe", "ignore"],
        },
      );
      child = started;
      void watch(started).catch(() => {});
      void started.exited.then(() => {
        if (!told.has(started)) deaths += 1;
      });
    },
    async end(signal) {
      const ending = child;
      url = undefined;
      isUp = false;
      await sample();
      if (ending) told.add(ending);
      if (ending && signal === "SIGKILL") kills += 1;
      ending?.kill(signal);
      const code = (await ending?.exited) ?? 0;
      if (child === ending) child = undefined;
      return code;
    },
    signal: (signal) => {
      if (child && signal === "SIGTERM") told.add(child);
      child?.kill(signal);
    },
    ended: async () => (await child?.exited) ?? 0,
    peakMemory: () => Math.round(peak),
  };
}
