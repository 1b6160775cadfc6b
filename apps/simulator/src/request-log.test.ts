import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { createRequestLog } from "./request-log.ts";
import { item, single, startTestSimulator } from "./testing/gateway-client.ts";

type TestSimulator = Awaited<ReturnType<typeof startTestSimulator>>;
let simulator: TestSimulator["simulator"];
let lines: TestSimulator["lines"];
let call: TestSimulator["call"];
let sendSms: TestSimulator["sendSms"];
let sendList: TestSimulator["sendList"];

beforeAll(async () => {
  ({ simulator, lines, call, sendSms, sendList } = await startTestSimulator());
});
afterAll(() => simulator.stop());
beforeEach(() => {
  simulator.reset();
  lines.length = 0;
});

const path = "/vnpay/smsgw/sendSms";

test("GET /requests tells what became of each message, newest first", async () => {
  await sendSms(single({ messageId: "first" }));
  await sendSms(single({ messageId: "second", destination: "84912345099" }));
  await sendList([item({ messageId: "third", destination: "nobody" })]);
  await sendSms("{");
  const answer = await call("GET", "/requests");
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject([
    { path, messageId: null, to: null, outcome: "97", accepted: false },
    { path: `${path}List`, messageId: "third", to: "nobody", outcome: "01", accepted: false },
    { path, messageId: "second", to: "+84912345099", outcome: "99", accepted: false },
    {
      id: expect.any(Number),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      provider: "vnpay",
      path,
      messageId: "first",
      to: "+84912345678",
      outcome: "00",
      accepted: true,
    },
  ]);
});

test("by provider", async () => {
  await sendSms(single());
  expect((await call("GET", "/requests?provider=vnpay")).body).toHaveLength(1);
  expect((await call("GET", "/requests?provider=another")).body).toEqual([]);
});

test("DELETE /requests empties it, and leaves the phones alone", async () => {
  await sendSms(single());
  expect(await call("DELETE", "/requests")).toMatchObject({ status: 204 });
  expect((await call("GET", "/requests")).body).toEqual([]);
  expect(simulator.messages("0912345678")).toHaveLength(1);
});

test("no text, no secret; the printed lines hold no whole number either", async () => {
  const canary = "482915";
  await sendSms(single({ shortMessage: canary }));
  await sendSms(single({ shortMessage: canary, sercretKey: `bad-${canary}` }));
  await sendSms(single({ encryptMessage: canary, isEncrypt: 1 }));
  await sendList([item({ shortMessage: canary })]);
  const { body } = await call("GET", "/requests");
  expect(body).toHaveLength(4);
  expect(JSON.stringify(body)).not.toMatch(/482915|simulator-secret/);
  expect(lines).toHaveLength(4);
  expect(lines.join()).toContain("…678");
  expect(lines.join()).not.toMatch(/482915|simulator-secret|912345678/);
});

test("it keeps the newest 20,000", () => {
  const log = createRequestLog(
    () => new Date(0),
    () => {},
  );
  const record = { path, messageId: null, to: null, outcome: "00", accepted: true };
  for (let count = 0; count < 20_001; count++) log.add({ provider: "vnpay", ...record });
  expect(log.list()).toHaveLength(20_000);
  expect(log.list()[0]).toMatchObject({ id: 20_001, at: "1970-01-01T00:00:00.000Z" });
  expect(log.list().at(-1)).toMatchObject({ id: 2 });
});
