import { expect, test } from "bun:test";
import { join } from "node:path";

test("the demo starts, prints its addresses, and a code arrives on a virtual phone", async () => {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "../scripts/demo.ts")], {
    env: {
      PATH: process.env["PATH"] ?? "",
      DATA_DIR: "memory://",
      PORT: "0",
      SIMULATOR_PORT: "0",
      DEMO_API_KEY: "given",
    },
    stdout: "pipe",
    stderr: "inherit",
  });
  let printed = "";
  // Read to the end: a process whose output nobody reads dies of what it logs next.
  const { promise: started, resolve } = Promise.withResolvers<void>();
  const ended = (async () => {
    for await (const chunk of child.stdout) {
      printed += new TextDecoder().decode(chunk);
      if (printed.includes("Ctrl-C")) resolve();
    }
  })();
  await Promise.race([started, ended]);
  expect(printed).toMatch(/API key +given\n/);
  const api = /API +(http:\S+)/.exec(printed)?.[1] ?? "";
  const phones = /Virtual phones +(http:\S+)/.exec(printed)?.[1] ?? "";

  const requested = await fetch(`${api}/v1/otp/request`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ phone: "+84912345678" }),
  });
  expect(requested.status).toBe(202);
  const messages = await fetch(`${phones}/+84912345678/messages`);
  expect(await messages.json()).toMatchObject([
    { from: "NXDEMO", provider: "vnpay", text: expect.stringMatching(/^\d{6} la ma xac thuc/) },
  ]);

  child.kill("SIGINT");
  expect(await child.exited).toBe(0);
  await ended;
});
