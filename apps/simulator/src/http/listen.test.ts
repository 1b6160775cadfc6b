import { afterAll, beforeAll, expect, test } from "bun:test";
import { startTestSimulator } from "../testing/gateway-client.ts";

type TestSimulator = Awaited<ReturnType<typeof startTestSimulator>>;
let simulator: TestSimulator["simulator"];
let lines: TestSimulator["lines"];
let call: TestSimulator["call"];
let sendSms: TestSimulator["sendSms"];

beforeAll(async () => {
  ({ simulator, lines, call, sendSms } = await startTestSimulator());
});
afterAll(() => simulator.stop());

/** The status line that these bytes are answered with. */
async function statusLineOf(request: string): Promise<string> {
  return await new Promise((resolve) => {
    Bun.connect({
      hostname: "127.0.0.1",
      port: simulator.port,
      socket: {
        open: (socket) => void socket.write(request),
        data(socket, bytes) {
          resolve(bytes.toString().split("\r\n")[0] ?? "");
          socket.end();
        },
        close: () => resolve("closed"),
      },
    });
  });
}

test.each([
  ["GET", "//"],
  ["GET", "/nothing"],
  ["GET", "http://elsewhere.example/phones/nobody"],
  ["PUT", "/scenarios"],
])("404 for %s %s", async (method, target) => {
  const request = `${method} ${target} HTTP/1.1\r\nHost: simulator\r\n\r\n`;
  expect(await statusLineOf(request)).toBe("HTTP/1.1 404 Not Found");
});

test("413 for a body above 1 MiB", async () => {
  expect(await sendSms("a".repeat(1024 * 1024 + 1))).toMatchObject({
    status: 413,
    body: { status: 413 },
  });
});

test("a client that leaves within its body does no harm", async () => {
  const head =
    "POST /vnpay/smsgw/sendSms HTTP/1.1\r\nHost: simulator\r\nContent-Length: 99\r\n\r\n";
  await new Promise<void>((resolve) => {
    Bun.connect({
      hostname: "127.0.0.1",
      port: simulator.port,
      socket: {
        open(socket) {
          socket.write(`${head}{`);
          socket.end();
        },
        data: () => {},
        close: () => resolve(),
      },
    });
  });
  expect(await call("GET", "/requests")).toMatchObject({ status: 200, body: [] });
  expect(lines).toEqual([]);
});
