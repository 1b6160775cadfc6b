import { join } from "node:path";
import { startSimulator } from "@nx/simulator";

/** An API process of its own, as `bun run start` makes it. */
export interface ApiProcess {
  readonly url: string;
  /** Everything it wrote so far, to both outputs. */
  output(): string;
  /** JSON in, status and JSON out. */
  call(
    method: string,
    path: string,
    options?: { body?: unknown; token?: string; headers?: Record<string, string> },
  ): Promise<{ status: number; headers: Headers; text: string; json: unknown }>;
  /** Resolves with the exit code. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<number>;
}

/** Tokens and keys that the tests give every process, so that they know them. */
export const operatorToken = "operator-token-of-these-tests";
export const apiKey = "api-key-of-these-tests-is-long-enough";
export const keys = {
  LIMITS_ENABLED: "false",
  OPERATOR_TOKEN: operatorToken,
  API_KEY: apiKey,
  SECRETS_KEYS: `k1:${Buffer.alloc(32, 11).toString("base64")}`,
  OTP_PEPPERS: `p1:${Buffer.alloc(32, 12).toString("base64")}`,
};

/** Settings of an account that the simulator knows. */
export const vnpayAt = (simulator: { url: string }): Record<string, string> => ({
  VNPAY_BASE_URL: `${simulator.url}/vnpay`,
  VNPAY_PARTNER_CODE: "900001",
  VNPAY_SECRET: "simulator-secret",
  VNPAY_SENDER: "NXDEMO",
  VNPAY_KEYWORD: "NXDEMO",
  VNPAY_ALLOW_INSECURE_LOOPBACK: "true",
});

/** Starts a process on a free port and waits until it listens; `ready` waits for its database too. */
export const startApi = async (
  env: Record<string, string>,
  { ready = true } = {},
): Promise<ApiProcess> => {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "../main.ts")], {
    env: { PATH: process.env["PATH"] ?? "", HOST: "127.0.0.1", PORT: "0", ...env },
    stdout: "pipe",
    stderr: "pipe",
  });
  let written = "";
  const listening = Promise.withResolvers<number>();
  const collect = async (stream: ReadableStream<Uint8Array>) => {
    for await (const chunk of stream) {
      written += new TextDecoder().decode(chunk);
      const port = /"event":"http.listening".*?"port":(\d+)/.exec(written)?.[1];
      if (port) listening.resolve(Number(port));
    }
  };
  const collected = Promise.all([collect(child.stdout), collect(child.stderr)]);
  collected.then(() => listening.reject(new Error(`the process ended: ${written}`)));

  const url = `http://127.0.0.1:${await listening.promise}`;
  const api: ApiProcess = {
    url,
    output: () => written,
    call: async (method, path, { body, token, headers } = {}) => {
      const reply = await fetch(url + path, {
        method,
        headers: {
          ...(body !== undefined && { "content-type": "application/json" }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const text = await reply.text();
      const isJson = /json/.test(reply.headers.get("content-type") ?? "");
      const json: unknown = isJson ? JSON.parse(text) : undefined;
      return { status: reply.status, headers: reply.headers, text, json };
    },
    end: async (signal) => {
      child.kill(signal);
      const code = await child.exited;
      await collected;
      return code;
    },
  };
  if (ready) await until(async () => (await api.call("GET", "/readyz")).status === 200);
  return api;
};

/** A port for a process that is told of its own address before it starts. */
export const freePort = (): number => {
  const server = Bun.serve({ port: 0, fetch: () => new Response() });
  const { port } = server;
  void server.stop(true);
  return port ?? 0;
};

/** Asks again and again until the answer is yes; fails after so long: it only says where a test hangs. */
export const until = async (
  answer: () => Promise<boolean> | boolean,
  mostMs = 10_000,
): Promise<void> => {
  const deadline = performance.now() + mostMs;
  while (!(await answer())) {
    if (performance.now() > deadline) throw new Error(`did not become true within ${mostMs} ms`);
    await new Promise(setImmediate);
  }
};

/** A simulator on a free port, whose slow scenarios do not wait. */
export const startTestSimulator = () => startSimulator({ port: 0 });

/** A field of a JSON reply, or undefined where there is none. */
export const field = (json: unknown, name: string): unknown =>
  typeof json === "object" && json !== null
    ? Object.entries(json).find(([key]) => key === name)?.[1]
    : undefined;

/** A text field of a JSON reply; fails where there is none. */
export const textField = (json: unknown, name: string): string => {
  const value = field(json, name);
  if (typeof value !== "string") throw new Error(`the reply has no ${name}`);
  return value;
};

/** The message, as soon as its first attempt has ended. */
export const messageAfterAttempt = async (api: ApiProcess, id: string): Promise<unknown> => {
  let message: unknown;
  await until(async () => {
    message = (await api.call("GET", `/v1/messages/${id}`, { token: apiKey })).json;
    return Number(field(message, "attempts")) > 0;
  });
  return message;
};
