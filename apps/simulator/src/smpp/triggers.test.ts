import { afterEach, describe, expect, test } from "bun:test";
import { statuses } from "./statuses.ts";
import { bind, closeAll, start, to, until } from "./testing/started-smsc.ts";
import { triggers, triggerTable } from "./triggers.ts";

afterEach(closeAll);

describe("the ending of a number", () => {
  test.each([
    ["008", statuses.SYSERR],
    ["010", statuses.INVSRCADR],
    ["011", statuses.INVDSTADR],
    ["014", statuses.MSGQFUL],
    ["045", statuses.SUBMITFAIL],
    ["064", statuses.X_T_APPN],
  ])("%s: refused with %d", async (ending, status) => {
    const smsc = await start();
    const client = await bind(smsc);
    const response = await client.request("submit_sm", to(ending));
    expect(response.command_status).toBe(status);
    expect(smsc.log).toMatchObject([{ messageId: null, accepted: false }]);
    expect(smsc.delivered).toEqual([]);
  });

  test("058: throttled twice, then taken", async () => {
    const smsc = await start();
    const client = await bind(smsc);
    const seen: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      seen.push((await client.request("submit_sm", to("058"))).command_status);
    }
    expect(seen).toEqual([statuses.THROTTLED, statuses.THROTTLED, statuses.ROK]);
    expect(smsc.log.map(({ outcome }) => outcome)).toEqual(["THROTTLED", "THROTTLED", "ROK"]);
  });

  test.each([
    ["003", "EXPIRED", 3],
    ["004", "REJECTD", 8],
    ["005", "UNDELIV", 5],
  ])("%s: receipt %s, and nothing on the phone", async (ending, stat, state) => {
    const smsc = await start();
    const client = await bind(smsc);
    const { message_id } = await client.request("submit_sm", to(ending));
    await until(() => client.received.length === 1);
    expect(client.received[0]).toMatchObject({
      receipted_message_id: message_id,
      message_state: state,
    });
    expect(client.received[0]?.short_message?.message).toContain(`stat:${stat} `);
    expect(smsc.delivered).toEqual([]);
  });

  test("002: the receipt comes twice", async () => {
    const client = await bind(await start());
    await client.request("submit_sm", to("002"));
    await until(() => client.received.length === 2);
    expect(client.received[1]?.short_message).toEqual(client.received[0]?.short_message);
  });

  test("006: no receipt", async () => {
    const smsc = await start();
    const client = await bind(smsc);
    await client.request("submit_sm", to("006"));
    await client.request("submit_sm", to("777"));
    await until(() => client.received.length === 1);
    expect(smsc.delivered).toHaveLength(2);
    expect(client.received[0]?.source_addr).toBe("84912345777");
  });

  test("007: the receipt comes before the response", async () => {
    const client = await bind(await start());
    await client.request("submit_sm", to("007"));
    expect(client.commands.slice(-2)).toEqual(["deliver_sm", "submit_sm_resp"]);
  });

  test("009: two receipts", async () => {
    const client = await bind(await start());
    await client.request("submit_sm", to("009"));
    await until(() => client.received.length === 2);
    expect(client.received.map((pdu) => pdu.message_state)).toEqual([1, 2]);
  });

  test("504: taken, never answered", async () => {
    const smsc = await start();
    const client = await bind(smsc);
    client.request("submit_sm", to("504"));
    await until(() => client.received.length === 1);
    await client.request("enquire_link");
    expect(client.commands).not.toContain("submit_sm_resp");
    expect(smsc.log).toMatchObject([{ outcome: "silence", accepted: true }]);
  });

  test.each([
    ["505", "reset-after", 1],
    ["506", "reset-before", 0],
  ])("%s: %s", async (ending, outcome, delivered) => {
    const smsc = await start();
    const client = await bind(smsc);
    client.request("submit_sm", to(ending));
    await client.closed;
    expect(client.commands).not.toContain("submit_sm_resp");
    expect(smsc.log).toMatchObject([{ outcome, accepted: delivered === 1 }]);
    expect(smsc.delivered).toHaveLength(delivered);
  });

  test("509: taken at once, answered when the delay is over", async () => {
    const waits = Promise.withResolvers<void>();
    const smsc = await start({ wait: (ms) => (ms === 3000 ? waits.promise : Promise.resolve()) });
    const client = await bind(smsc);
    const response = client.request("submit_sm", to("509"));
    await until(() => smsc.delivered.length === 1);
    await client.request("enquire_link");
    expect(client.commands).not.toContain("submit_sm_resp");
    waits.resolve();
    expect((await response).command_status).toBe(statuses.ROK);
  });
});

test("every ending in the table has its own line in the README's", () => {
  const endings = [...triggerTable().matchAll(/^\| …(\d{3}) \| \S/gm)].map(([, ending]) => ending);
  expect(endings).toEqual([...triggers.keys()]);
});
