import { expect, test } from "bun:test";
import { httpAnswer, openLoopback } from "./testing/index.ts";

test("the example in the README sends a message as it is written", async () => {
  const readme = await Bun.file(new URL("../README.md", import.meta.url)).text();
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? "";
  using server = await openLoopback({
    request: (socket) => socket.end(httpAnswer(200, '{"status":"00","providerId":"109100"}')),
  });
  const address = '"https://smsgw.example.vn"';
  expect(example).toContain(address);
  const local = example.replace(address, `"${server.url}", allowInsecureLoopback: true`);
  const run = Bun.spawn([process.execPath, "-e", local], { cwd: import.meta.dir });
  expect(await new Response(run.stdout).text()).toContain('kind: "accepted"');
  expect(JSON.parse(server.requests[0]?.body ?? "{}")).toMatchObject({
    destination: "0912345678",
    shortMessage: "Ma cua ban la 482915",
  });
});
