import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Joined, type Smsc, startSmsc } from "../../apps/simulator/src/smpp/smsc.ts";
import { createTriggers } from "../../apps/simulator/src/smpp/triggers.ts";
import { wait } from "../../apps/simulator/src/wait.ts";
import { type Kannel, startKannel } from "./kannel.ts";
import { poll } from "./poll.ts";

/**
 * Kannel as a client of the simulated SMSC: a gateway in C that has spoken to real ones for twenty
 * years, and shares nothing with either end of ours.
 */
const delivered: Joined[] = [];
/** A call of Kannel's. */
interface Call {
  url: string;
  path: string;
  parameters: URLSearchParams;
}
const noCall: Call = { url: "", path: "", parameters: new URLSearchParams() };
const calls: Call[] = [];
let smsc: Smsc;
let kannel: Kannel;
let web: Bun.Server<undefined>;

beforeAll(async () => {
  smsc = await startSmsc({
    port: 0,
    hostname: "127.0.0.1",
    accounts: [{ systemId: "kannel", password: "secret" }],
    decide: createTriggers(),
    deliver: (message) => void delivered.push(message),
    log: () => {},
    now: () => new Date(),
    wait,
  });
  web = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request) {
      const { pathname: path, searchParams: parameters } = new URL(request.url);
      calls.push({ url: request.url, path, parameters });
      return new Response("");
    },
  });
  kannel = await startKannel({
    smscPort: smsc.port,
    systemId: "kannel",
    password: "secret",
    inboundUrl: `${web.url}inbound`,
  });
  await poll("Kannel to bind", () => smsc.connections() === 1);
});

afterAll(async () => {
  await kannel?.stop();
  await web?.stop(true);
  await smsc?.stop();
});

/** Sends through Kannel and waits for the phone. */
const send = async (to: string, text: string, parameters: Record<string, string> = {}) => {
  const { status } = await kannel.sendSms({ from: "NXDEMO", to, text, ...parameters });
  expect(status).toBe(202);
  const isIt = (message: Joined) => message.to === to;
  await poll(`the message to ${to}`, () => delivered.some(isIt));
  return delivered.filter(isIt);
};

/** Two hundred characters are more than one message holds in any alphabet. */
const long = (start: string) => start.padEnd(200, `${start} `);

test.each([
  ["+84912340400", "the default alphabet", "Ma OTP {123456} @ 5€", "0"],
  ["+84912340100", "UCS-2", "Mã xác thực: 123456 🔑", "2"],
  ["+84912340200", "the default alphabet, in parts", long("Ma OTP [123]"), "0"],
  ["+84912340300", "UCS-2, in parts", long("Mã xác thực 🔑"), "2"],
])("a text to %s in %s arrives whole", async (to, _, text, coding) => {
  const [message, ...more] = await send(to, text, { coding, charset: "UTF-8" });
  expect(message).toMatchObject({ systemId: "kannel", from: "NXDEMO", text });
  expect(more).toEqual([]);
});

test.each([
  ["+84912341777", "1", "DELIVRD"],
  ["+84912341005", "2", "UNDELIV"],
  ["+84912341003", "34", "EXPIRED"], // 2 and 32: failed, because it expired
])("the receipt of a text to %s is of kind %s: %s", async (to, kind, stat) => {
  const dlr = { "dlr-mask": "3", "dlr-url": `${web.url}dlr?to=${to.slice(1)}&kind=%d&text=%A` };
  const { status } = await kannel.sendSms({ from: "NXDEMO", to, text: "Ma OTP 123456", ...dlr });
  expect(status).toBe(202);
  const isIt = ({ path, parameters }: Call) =>
    path === "/dlr" && parameters.get("to") === to.slice(1);
  await poll(`the receipt of ${to}`, () => calls.some(isIt));
  const [receipt] = calls.filter(isIt);
  expect(receipt?.parameters.get("kind")).toBe(kind);
  expect(receipt?.parameters.get("text")).toContain(`stat:${stat}`);
});

test.each([
  ["+84912342001", "STOP @ {5}"],
  ["+84912342002", "Dừng lại 🔑"],
])("a message from the phone %s reaches Kannel", async (from, text) => {
  expect(smsc.inbound({ from, to: "8079", text })).toBe(true);
  const isIt = ({ path, parameters }: Call) =>
    path === "/inbound" && parameters.get("from") === from;
  await poll(`the message from ${from}`, () => calls.some(isIt));
  const [{ parameters, url } = noCall] = calls.filter(isIt);
  expect(parameters.get("to")).toBe("8079");
  expect(textIn(url, parameters.get("charset") ?? "")).toBe(text);
});

test("a text that Kannel holds during a crash of the SMSC arrives once, after the restart", async () => {
  await smsc.kill();
  const { status } = await kannel.sendSms({ from: "NXDEMO", to: "+84912343777", text: "later" });
  expect(status).toBe(202);
  await smsc.restart();
  await poll("Kannel to bind again", () => smsc.connections() === 1);
  await poll("the text", () => delivered.some(({ text }) => text === "later"));
  await send("+84912343778", "last");
  expect(delivered.filter(({ text }) => text === "later")).toHaveLength(1);
});

/** Kannel gives the bytes as they came from the phone, in the character set that it names. */
function textIn(url: string, charset: string): string {
  const escaped = /[?&]text=([^&]*)/.exec(url)?.[1] ?? "";
  const bytes = escaped.replaceAll("+", " ").replace(/%(..)/g, (_, hex) => {
    return String.fromCharCode(Number.parseInt(hex, 16));
  });
  return new TextDecoder(charset === "UTF-16BE" ? "utf-16be" : "utf-8").decode(
    Buffer.from(bytes, "latin1"),
  );
}
