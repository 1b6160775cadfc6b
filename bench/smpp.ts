import { join } from "node:path";
import { connectPackage } from "../apps/simulator/src/smpp/testing/package-client.ts";
import type { OutboundSms } from "../packages/mq-sms/src/provider.ts";
import { createFrom } from "../packages/mq-sms/src/providers/create-provider.ts";
import { smpp } from "../packages/mq-sms/src/providers/smpp/index.ts";
import { round } from "./load.ts";

const count = 10_000;
const rounds = 7;
const windows = [10, 100];
const credentials = { systemId: "demo", password: "secret" };
const sender = "NXDEMO";

const messages = Array.from(
  { length: count },
  (_, n): OutboundSms => ({
    id: `message-${n}`,
    to: `+8491${String(n).padStart(7, "0")}`,
    text: "Ma OTP cua ban la 482915",
    category: "otp",
  }),
);

/** Something that sends all messages and tells how many of them were accepted. */
interface Runner {
  name: string;
  window: number;
  run(): Promise<number>;
  stop(): unknown;
}

/**
 * Messages a second on one session, beside a client that uses the `smpp` package as its own examples
 * do, with the same window, on the same SMSC. The SMSC has a process of its own on the same machine,
 * so both figures are also bounded by it. Median of the rounds; the clients take turns.
 */
export const benchSmpp = async (): Promise<object> => {
  const smsc = Promise.withResolvers<number>();
  const server = Bun.spawn([process.execPath, join(import.meta.dir, "smpp-smsc.ts")], {
    stdout: "inherit",
    stderr: "inherit",
    ipc: (message) => smsc.resolve(message.port),
  });
  const port = await smsc.promise;
  const runners: Runner[] = [];
  for (const window of windows) {
    runners.push(...ours(port, window), await plainPackage(port, window));
  }

  const speeds = new Map<Runner, number[]>(runners.map((runner) => [runner, []]));
  for (let n = 0; n <= rounds; n += 1) {
    for (const [runner, measured] of speeds) {
      const speed = await measure(runner);
      if (n > 0) measured.push(speed); // the first is for warming up
    }
  }
  for (const runner of runners) await runner.stop();
  server.kill();
  await server.exited;

  const rows = [...speeds].map(([{ name, window }, measured]) => {
    const [slowest = 0, ...rest] = measured.sort((a, b) => a - b);
    const median = measured[Math.floor(measured.length / 2)] ?? 0;
    return [
      `${name}, window ${window}`,
      { "messages/s": round(median), slowest: round(slowest), fastest: round(rest.at(-1) ?? 0) },
    ];
  });
  return Object.fromEntries(rows);
};

const measure = async ({ name, run }: Runner): Promise<number> => {
  const started = performance.now();
  const accepted = await run();
  const seconds = (performance.now() - started) / 1000;
  if (accepted !== count) throw new Error(`${name}: ${count - accepted} were not accepted`);
  return count / seconds;
};

function ours(port: number, window: number): Runner[] {
  const client = createFrom(smpp, {
    host: "127.0.0.1",
    port,
    tls: false,
    ...credentials,
    sender,
    window,
  });
  // One for each call, as callers have it: ten thousand listeners on one signal cost more than SMPP.
  const signal = () => new AbortController().signal;
  const stop = () => client.close?.();
  return [
    {
      name: "mq-sms send",
      window,
      // All at once: the window is the provider's to keep.
      async run() {
        const outcomes = await Promise.all(
          messages.map((message) => client.send(message, signal())),
        );
        return outcomes.filter(({ kind }) => kind === "accepted").length;
      },
      stop,
    },
    {
      name: "mq-sms sendBatch",
      window,
      async run() {
        const size = client.capabilities.bulkSize ?? count;
        let accepted = 0;
        for (let at = 0; at < count; at += size) {
          const batch = messages.slice(at, at + size);
          const outcomes = (await client.sendBatch?.(batch, signal())) ?? [];
          accepted += outcomes.filter(({ kind }) => kind === "accepted").length;
        }
        return accepted;
      },
      stop,
    },
  ];
}

async function plainPackage(port: number, window: number): Promise<Runner> {
  const client = await connectPackage(port);
  const { systemId: system_id, password } = credentials;
  await client.request("bind_transceiver", { system_id, password, interface_version: 0x34 });
  const run = () =>
    new Promise<number>((resolve) => {
      let next = 0;
      let answered = 0;
      let accepted = 0;
      const send = () => {
        const message = messages[next];
        if (!message) return;
        next += 1;
        const fields = {
          source_addr_ton: 5,
          source_addr: sender,
          dest_addr_ton: 1,
          dest_addr_npi: 1,
          destination_addr: message.to.slice(1),
          registered_delivery: 1,
          data_coding: 0,
          short_message: message.text,
        };
        client.send("submit_sm", fields, ({ command_status }) => {
          answered += 1;
          if (command_status === 0) accepted += 1;
          if (answered === count) resolve(accepted);
          else send();
        });
      };
      for (let n = 0; n < window; n += 1) send();
    });
  return { name: "smpp package", window, run, stop: client.close };
}
