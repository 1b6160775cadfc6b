import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { defaultAccounts, type Scenario, startSimulator } from "../index.ts";
import { clientOf, startTestSimulator } from "../testing/gateway-client.ts";
import { fieldsOf, startReceiver } from "../testing/receiver.ts";
import { basic, sendTwilio, twilioPath } from "../testing/senders.ts";
import { wait as realWait } from "../wait.ts";

const receiver = startReceiver();
const { simulator, delays, call } = await startTestSimulator();
afterAll(async () => {
  await simulator.stop();
  await receiver.stop();
});
beforeEach(() => {
  simulator.reset();
  receiver.clear();
  delays.length = 0;
});

const StatusCallback = `${receiver.url}/status`;
const play = (scenario: Partial<Scenario>) =>
  simulator.setScenario({ provider: "twilio", scenario: "accept", ...scenario });
const statuses = () => receiver.received.map((each) => fieldsOf(each)["MessageStatus"]);

describe("what is told", () => {
  test.each<[string, Partial<Scenario>, string[]]>([
    ["without a scenario", {}, ["sent", "delivered"]],
    ["normal", { reports: "normal" }, ["sent", "delivered"]],
    ["early", { reports: "early" }, ["sent", "delivered"]],
    ["late", { reports: "late", delayMs: 60_000 }, ["sent", "delivered"]],
    ["duplicated", { reports: "duplicated" }, ["sent", "sent", "delivered", "delivered"]],
    ["out of order", { reports: "out-of-order" }, ["delivered", "sent"]],
    ["failed", { reports: "failed", code: "30003" }, ["sent", "undelivered"]],
    ["expired", { reports: "expired" }, ["failed"]],
  ])("%s", async (_, scenario, expected) => {
    play(scenario);
    expect(await sendTwilio(call, { StatusCallback })).toMatchObject({ status: 201 });
    await receiver.until(expected.length);
    expect(statuses()).toEqual(expected);
    expect(delays.filter((ms) => ms !== 100)).toEqual(scenario.delayMs ? [60_000] : []);
  });

  test("none: the message moves on, nobody is told", async () => {
    play({ reports: "none" });
    const { body } = await sendTwilio(call, { StatusCallback });
    const sid = Reflect.get(Object(body), "sid");
    const auth = basic(defaultAccounts.twilio.accountSid, defaultAccounts.twilio.authToken);
    let status: unknown;
    while (status !== "delivered") {
      const answer = await call("GET", `${twilioPath}/Messages/${sid}.json`, undefined, auth);
      status = Reflect.get(Object(answer.body), "status");
    }
    expect(simulator.callbacks()).toEqual([]);
    expect(receiver.received).toEqual([]);
  });

  test.each(["reset-after-read", "garbage", "wrong-json", "truncated", "slow"] as const)(
    "%s: the reports come although the answer was spoilt",
    async (scenario) => {
      play({ scenario });
      await sendTwilio(call, { StatusCallback }).catch(() => undefined);
      await receiver.until(2);
      expect(statuses()).toEqual(["sent", "delivered"]);
    },
  );

  test.each(["http-500", "http-429", "http-503", "reset-before-read"] as const)(
    "%s: nothing to report",
    async (scenario) => {
      play({ scenario, times: 1 });
      await sendTwilio(call, { StatusCallback }).catch(() => undefined);
      await sendTwilio(call, { StatusCallback: `${receiver.url}/next` });
      await receiver.until(2);
      expect(receiver.received.map(({ url }) => new URL(url).pathname)).toEqual(["/next", "/next"]);
    },
  );
});

describe("when it is told", () => {
  /** A simulator whose delays last until they are let go. */
  async function startHeld() {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const simulator = await startSimulator({ port: 0, wait: () => held });
    return { simulator, release, ...clientOf(simulator) };
  }

  test("early reports are out before the answer", async () => {
    play({ reports: "early" });
    await sendTwilio(call, { StatusCallback });
    expect(statuses()).toEqual(["sent", "delivered"]);
  });

  test("all others come after it", async () => {
    const { simulator, release, call } = await startHeld();
    expect(await sendTwilio(call, { StatusCallback })).toMatchObject({ status: 201 });
    expect(receiver.received).toEqual([]);
    release();
    await receiver.until(2);
    await simulator.stop();
  });

  test("an answer that never comes does not hold them up", async () => {
    play({ scenario: "accept-then-timeout" });
    const left = new AbortController();
    const sent = fetch(`${simulator.url}${twilioPath}/Messages.json`, {
      method: "POST",
      signal: left.signal,
      headers: basic(defaultAccounts.twilio.accountSid, defaultAccounts.twilio.authToken),
      body: new URLSearchParams({ To: "+84912345678", From: "NXDEMO", Body: "1", StatusCallback }),
    }).catch(() => "no answer");
    await receiver.until(2);
    left.abort();
    expect(await sent).toBe("no answer");
  });

  test("reset ends what is still to come", async () => {
    const { simulator, release, call } = await startHeld();
    await sendTwilio(call, { StatusCallback: `${receiver.url}/before` });
    simulator.reset();
    await sendTwilio(call, { StatusCallback: `${receiver.url}/after` });
    release();
    await receiver.until(2);
    expect(receiver.received.map(({ url }) => new URL(url).pathname)).toEqual(["/after", "/after"]);
    await simulator.stop();
  });

  test("stop ends it too", async () => {
    const stopped = await startSimulator({ port: 0, wait: realWait });
    stopped.setScenario({
      provider: "twilio",
      scenario: "accept",
      reports: "late",
      delayMs: 600_000,
    });
    await sendTwilio(clientOf(stopped).call, { StatusCallback });
    await stopped.stop();
    expect(stopped.callbacks()).toEqual([]);
  });
});
