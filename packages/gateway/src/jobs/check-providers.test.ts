import { beforeEach, expect, test } from "bun:test";
import { createLogger, type Database, systemClock } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { type HealthFact, rejected, type SmsProvider, unknown } from "mq-sms";
import { recordingProvider } from "mq-sms/testing";
import { createCircuits } from "../dispatch/circuits.ts";
import { createGateway } from "../gateway.ts";

describeOnDatabases("the health of providers", (open) => {
  let database: Database;
  let found: HealthFact;
  beforeEach(async () => {
    database = await open();
    log = "";
    found = { reachable: true, credentialsAccepted: true };
  });

  /** A process of its own. */
  let log: string;
  const destination = {
    write: (line: string) => {
      log += line;
    },
  };
  const processOf = (...providers: SmsProvider[]) => {
    const accounts = providers.map((provider) => ({ id: provider.kind, provider, window: 1 }));
    const gateway = createGateway({
      database,
      routing: () => ({ accounts, rules: [] }),
      logger: createLogger({ level: "info", destination }),
      dispatch: false,
    });
    const job = gateway.jobs.find(({ name }) => name === "providers.health");
    return {
      check: async () => job?.perform({}, new AbortController().signal),
      health: gateway.providerHealth,
    };
  };
  const asked = (): SmsProvider => ({
    ...recordingProvider(undefined, "one"),
    checkHealth: async () => found,
  });

  test("is unknown until something is known, and the same from every process", async () => {
    const mute = recordingProvider(undefined, "mute");
    const [first, second] = [processOf(asked(), mute), processOf(asked(), mute)];
    const unknownYet = { state: "UNKNOWN", circuit: "closed", share: 100, failures: 0 } as const;
    expect(await second.health()).toEqual([
      { account: "one", provider: "one", ...unknownYet },
      { account: "mute", provider: "mute", ...unknownYet },
    ]);
    await first.check();
    const [one, other] = await second.health();
    expect(one).toMatchObject({ state: "HEALTHY", checkedAt: expect.any(String) });
    expect(other?.state).toBe("UNKNOWN");
  });

  test("a failed check may be chance, a second one is not, and a good one heals", async () => {
    const { check, health } = processOf(asked());
    found = { reachable: false };
    await check();
    expect(await health()).toMatchObject([{ state: "DEGRADED", lastError: "unavailable" }]);
    await check();
    expect(await health()).toMatchObject([{ state: "DOWN" }]);
    found = { reachable: true };
    await check();
    expect(await health()).toMatchObject([{ state: "HEALTHY", lastError: "unavailable" }]);
    found = { reachable: true, credentialsAccepted: false };
    await check();
    expect(await health()).toMatchObject([{ state: "DOWN", lastError: "bad_credentials" }]);
  });

  test("a check that throws found nobody", async () => {
    const { check, health } = processOf({
      ...asked(),
      checkHealth: () => Promise.reject(new Error("secret")),
    });
    await check();
    expect(await health()).toMatchObject([{ state: "DEGRADED", lastError: "unavailable" }]);
  });

  test("failures of messages count in all processes, and the checks only lift a closed view", async () => {
    const { check, health } = processOf(asked());
    const processes = [1, 2].map(() => createCircuits(database, systemClock.now));
    const fail = async (times: number) => {
      for (const [index, circuits] of processes.entries()) {
        for (let n = index; n < times; n += 2) {
          const outcome = unknown("one", "timeout");
          circuits.record("one", { kind: "ended", outcome, tookMs: 1 });
        }
        // A wrong number says nothing of the account, and hides no error that does.
        const outcome = rejected("one", "invalid_recipient");
        circuits.record("one", { kind: "ended", outcome, tookMs: 1 });
        await circuits.sync();
      }
    };
    await fail(6);
    expect(await health()).toMatchObject([
      { state: "DEGRADED", circuit: "closed", failures: 6, lastError: "timeout" },
    ]);
    await fail(15);
    expect(await health()).toMatchObject([{ state: "DOWN", circuit: "open", failures: 21 }]);
    expect(log).toBe("");
    await check();
    expect(await health()).toMatchObject([{ state: "DEGRADED", circuit: "open" }]);
    await check();
    expect(
      log.match(/"event":"provider.health","provider":"one","outcome":"DEGRADED"/g),
    ).toHaveLength(1);
  });
});
