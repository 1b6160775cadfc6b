import { afterEach, describe, expect, test } from "bun:test";
import { statuses } from "./statuses.ts";
import type { PackageClient } from "./testing/package-client.ts";
import { account, bind, closeAll, message, start, to, until } from "./testing/started-smsc.ts";

afterEach(closeAll);

describe("a receipt", () => {
  test("is the text of the standard and the parameters that say the same", async () => {
    const client = await bind(await start());
    const text = "Mã: {x} $5, 1234567890";
    const fields = { data_coding: 8, short_message: Buffer.from(text, "utf16le").swap16() };
    const { message_id: id } = await client.request("submit_sm", message(fields));
    await until(() => client.received.length === 1);
    const [receipt] = client.received;
    expect(receipt).toMatchObject({
      source_addr: "84912345777",
      source_addr_ton: 1,
      destination_addr: "NXDEMO",
      esm_class: 4,
      data_coding: 0,
      receipted_message_id: id,
      message_state: 2,
    });
    expect(receipt?.short_message?.message).toBe(
      `id:${id} sub:001 dlvrd:001 submit date:2601021530 done date:2601021530 ` +
        "stat:DELIVRD err:000 text:M?: {x} $5, 12345678",
    );
  });

  test("of a failure has the network's error", async () => {
    const client = await bind(await start());
    await client.request("submit_sm", to("004"));
    await until(() => client.received.length === 1);
    expect(client.received[0]?.network_error_code).toEqual(Buffer.from([3, 0, 21]));
  });

  test.each([
    [0, []],
    [1, ["DELIVRD", "UNDELIV"]],
    [2, ["UNDELIV"]],
    [3, ["DELIVRD"]],
  ])("with registered_delivery %d is sent for %p", async (wish, expected) => {
    const smsc = await start();
    const client = await bind(smsc);
    for (const ending of ["777", "005"]) {
      await client.request("submit_sm", to(ending, { registered_delivery: wish }));
    }
    smsc.inbound({ from: "+84912345678", to: "8079", text: "last" });
    await until(() => client.received.at(-1)?.short_message?.message === "last");
    const stats = client.received.slice(0, -1).map((pdu) => {
      return /stat:(\w+)/.exec(pdu.short_message?.message ?? "")?.[1];
    });
    expect(stats).toEqual([...expected]);
  });

  test.each([
    [16, 10],
    [10, 16],
  ] as const)("has the id in base %#", async (response, receipt) => {
    const smsc = await start({ accounts: [{ ...account, idBase: { response, receipt } }] });
    const client = await bind(smsc);
    const { message_id: id = "" } = await client.request("submit_sm", message());
    await until(() => client.received.length === 1);
    const reported = client.received[0]?.receipted_message_id ?? "";
    expect(reported).not.toBe(id);
    expect(Number.parseInt(reported, receipt)).toBe(Number.parseInt(id, response));
  });

  test("waits for a receiver of the account, and for no other", async () => {
    const smsc = await start({ accounts: [account, { systemId: "other", password: "secret" }] });
    const other = await bind(smsc, "bind_transceiver", { system_id: "other" });
    const transmitter = await bind(smsc, "bind_transmitter");
    await transmitter.request("submit_sm", message());
    const receiver = await bind(smsc, "bind_receiver");
    await until(() => receiver.received.length === 1);
    expect(transmitter.received).toEqual([]);
    expect(other.received).toEqual([]);
  });

  test("is brought again if the connection ended before it was acknowledged", async () => {
    const smsc = await start();
    const first = await bind(smsc, "bind_transceiver", {}, { answersDeliver: false });
    for (const ending of ["777", "778", "779"]) await first.request("submit_sm", to(ending));
    await until(() => first.received.length === 3);
    first.close();
    const second = await bind(smsc);
    await until(() => second.received.length === 3);
    const ids = ({ received }: PackageClient) => received.map((pdu) => pdu.receipted_message_id);
    expect(ids(second).sort()).toEqual(ids(first).sort());
  });

  test("is brought again after X_T_APPN", async () => {
    const smsc = await start();
    const client = await bind(smsc);
    client.answers.push(statuses.X_T_APPN, statuses.X_T_APPN);
    await client.request("submit_sm", message());
    await until(() => client.received.length === 3);
    expect(new Set(client.received.map((pdu) => pdu.receipted_message_id)).size).toBe(1);
  });

  test("is not brought again after any other refusal", async () => {
    const smsc = await start();
    const client = await bind(smsc);
    client.answers.push(statuses.SYSERR);
    await client.request("submit_sm", message());
    smsc.inbound({ from: "+84912345678", to: "8079", text: "last" });
    await until(() => client.received.length === 2);
    expect(client.received[1]?.short_message?.message).toBe("last");
  });
});
