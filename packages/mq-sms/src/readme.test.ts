import { expect, test } from "bun:test";
import { httpAnswer, openLoopback } from "./testing/index.ts";
import {
  reportFields,
  twilioCallback,
  twilioInput,
  twilioSid,
  twilioToken,
} from "./testing/twilio-account.ts";

const readme = await Bun.file(new URL("../README.md", import.meta.url)).text();
const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code ?? "");

test("the example in the README sends a message as it is written", async () => {
  const [example = ""] = examples;
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

test("the example for bulk and callbacks sends to all and reads what is signed", async () => {
  const example = examples[1] ?? "";
  using twilio = await openLoopback({
    request: (socket) => socket.end(httpAnswer(201, JSON.stringify({ sid: twilioSid }))),
  });
  const local = example
    .replace(
      'authToken: "…"',
      `authToken: "${twilioToken}", baseUrl: "${twilio.url}", allowInsecureLoopback: true`,
    )
    .replace("https://sms.example.com/sms", twilioInput.callbackUrl)
    .replace("Bun.serve({", "const server = Bun.serve({ port: 0,");
  const script = `${local}\nconsole.log("listening", server.port);`;
  const run = Bun.spawn([process.execPath, "-e", script], { cwd: import.meta.dir });
  let output = "";
  let asked = false;
  for await (const chunk of run.stdout) {
    output += new TextDecoder().decode(chunk);
    const port = /listening (\d+)/.exec(output)?.[1];
    if (port !== undefined && !asked) {
      asked = true;
      const { headers, body } = twilioCallback(reportFields);
      const url = `http://127.0.0.1:${port}/sms/status`;
      const statuses = [headers, new Headers()].map(
        async (given) => (await fetch(url, { method: "POST", headers: given, body })).status,
      );
      expect(await Promise.all(statuses)).toEqual([200, 403]);
      run.kill();
    }
  }
  expect(output).toContain('[ "+84912345678 accepted", "+84987654321 accepted" ]');
  expect(output).toContain('status: "delivered"');
  expect(output).toContain("unsigned");
});
