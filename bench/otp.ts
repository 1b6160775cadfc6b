import { join } from "node:path";
import { startPostgres } from "@nx/core/testing";
import { argon2 } from "@nx/identity";
import { startSimulator } from "@nx/simulator";
import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { vnpayAt } from "../apps/api/src/testing/api-process.ts";
import { type LoadResult, load, round } from "./load.ts";

/** What the benchmark needs of a reply to a request. */
const Opened = Type.Object({ id: Type.String() });

const concurrency = 64;
const count = 1500;
const token = "token-of-this-benchmark";

/** A loop that checks every millisecond reports at least that: what is above it is delay. */
interface Delay {
  readonly p50: number;
  readonly p99: number;
}

/**
 * Requests and verifications over HTTP, as shipped: PostgreSQL with default durability, argon2id,
 * the simulated VNPAY gateway behind it. Client, gateway and database share the machine's cores.
 */
export const benchOtp = async (): Promise<object> => {
  const postgres = await startPostgres({ settings: {} });
  const simulator = await startSimulator({ port: 0 });
  const messages = Promise.withResolvers<{ port: number }>();
  let answer: ((delay: Delay) => void) | undefined;
  const server = Bun.spawn([process.execPath, join(import.meta.dir, "otp-server.ts")], {
    env: {
      PATH: process.env["PATH"] ?? "",
      DATABASE_URL: postgres.url,
      PORT: "0",
      HOST: "127.0.0.1",
      LOG_LEVEL: "silent",
      ENVIRONMENT: "bench",
      DATA_DIR: "memory://",
      API_KEY: token,
      LIMITS_ENABLED: "false",
      OTP_LIMITS_ENABLED: "false",
      ...vnpayAt(simulator),
    },
    stdout: "inherit",
    stderr: "inherit",
    ipc: (message) => ("port" in message ? messages.resolve(message) : answer?.(message)),
  });
  const { port } = await messages.promise;
  const delay = () =>
    new Promise<Delay>((resolve) => {
      answer = resolve;
      server.send("delay");
    });
  const post = (path: string, body: object) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });

  // The last digits of a number choose what the simulator does; 777 is an ordinary one.
  const phones = Array.from({ length: count }, (_, n) => `+8491${String(n).padStart(4, "0")}777`);
  const challenges: { id: string; code: string }[] = [];
  await delay();
  const requests = await load(phones, concurrency, 202, async (phone) => {
    const reply = await post("/v1/otp/request", { phone });
    const json: unknown = await reply.json();
    const code = /\b\d{6}\b/.exec(simulator.messages(phone)[0]?.text ?? "")?.[0];
    if (code !== undefined && Value.Check(Opened, json)) challenges.push({ id: json.id, code });
    return reply.status;
  });
  const requestDelay = await delay();
  const verifies = await load(challenges, concurrency, 200, async (challenge) => {
    const reply = await post("/v1/otp/verify", challenge);
    await reply.arrayBuffer();
    return reply.status;
  });
  const verifyDelay = await delay();

  server.kill();
  await server.exited;
  await simulator.stop();
  await postgres.stop();
  return {
    "POST /v1/otp/request": row(requests, requestDelay),
    "POST /v1/otp/verify": row(verifies, verifyDelay),
    "one hash (argon2id, 19 MiB, t = 2)": { p50: await hashPrice() },
  };
};

const row = (result: LoadResult, delay: Delay) => ({
  ...result,
  "loop delay p50": round(delay.p50),
  "loop delay p99": round(delay.p99),
});

/** Median of 50 hashes, one at a time, in milliseconds. */
const hashPrice = async (): Promise<number> => {
  const times: number[] = [];
  for (let n = 0; n < 50; n += 1) {
    const started = performance.now();
    await Bun.password.hash(`code-${n}`, argon2);
    times.push(performance.now() - started);
  }
  return round(times.sort((a, b) => a - b)[25] ?? 0);
};
