import { expect, test } from "bun:test";
import type { ReportFact } from "../../callbacks/facts.ts";
import { httpAnswer, openLoopback } from "../../testing/index.ts";
import { twilioAt, twilioInput, twilioMessage, twilioSid } from "../../testing/twilio-account.ts";

const { signal } = new AbortController();
const sentAt = new Date("2026-01-02T08:31:00Z");
const { to, text } = twilioMessage;

/** As `GET Messages/{Sid}.json` shows it. */
const resource = (changes: object = {}) => ({
  sid: twilioSid,
  status: "delivered",
  body: text,
  num_segments: "1",
  error_code: null,
  price: "-0.0075",
  price_unit: "USD",
  date_created: "Fri, 02 Jan 2026 08:31:05 +0000",
  date_updated: "Fri, 02 Jan 2026 08:31:09 +0000",
  ...changes,
});

async function lookUp(
  answer: unknown,
  reference: { providerMessageId?: string } = {},
  status = 200,
) {
  using server = await openLoopback({
    request: (socket) => socket.end(httpAnswer(status, JSON.stringify(answer))),
  });
  const fact = await twilioAt(server.url).lookup?.({ to, text, sentAt, ...reference }, signal);
  return { fact, asked: server.requests.map(({ requestLine }) => requestLine) };
}

const fact: ReportFact = {
  status: "delivered",
  providerMessageId: twilioSid,
  at: "2026-01-02T08:31:09.000Z",
  segments: 1,
  price: { amount: "0.0075", currency: "USD" },
};

test("by SID", async () => {
  const looked = await lookUp(resource(), { providerMessageId: twilioSid });
  expect(looked.fact).toEqual(fact);
  expect(looked.asked).toEqual([
    `GET /2010-04-01/Accounts/${twilioInput.accountSid}/Messages/${twilioSid}.json HTTP/1.1`,
  ]);
});

test("by recipient, text and time, where it is the only one", async () => {
  const others = [
    resource({ body: "another text" }),
    resource({ date_created: "Thu, 01 Jan 2026 08:31:05 +0000" }),
  ];
  const looked = await lookUp({ messages: [...others, resource()] });
  expect(looked.fact).toEqual(fact);
  const asked = decodeURIComponent(looked.asked[0] ?? "");
  expect(asked).toContain(
    `/Messages.json?To=${to}&DateSent>=2026-01-02T08:30:00.000Z&PageSize=100`,
  );
});

test.each([
  [
    "two that look the same",
    { messages: [resource(), resource({ sid: twilioSid.replace("2", "3") })] },
    200,
  ],
  ["one, and another page", { messages: [resource()], next_page_uri: "/page/2" }, 200],
  ["none", { messages: [] }, 200],
  ["nonsense", { messages: "none" }, 200],
  ["an error", { code: 20003 }, 401],
])("%s: nothing is known", async (_, answer, status) => {
  expect((await lookUp(answer, {}, status)).fact).toBeUndefined();
});

test("a failure tells why", async () => {
  const failed = resource({ status: "undelivered", error_code: 30003 });
  const { fact } = await lookUp(failed, { providerMessageId: twilioSid });
  expect(fact).toMatchObject({ status: "failed", error: { code: "handset_unreachable" } });
});
