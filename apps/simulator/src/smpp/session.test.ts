import { afterEach, describe, expect, test } from "bun:test";
import { statuses } from "./statuses.ts";
import { account, bind, closeAll, connect, message, start, until } from "./testing/started-smsc.ts";

afterEach(closeAll);

describe("a session", () => {
  test("binds in each way, and knows its system by name", async () => {
    const smsc = await start();
    for (const command of ["bind_transmitter", "bind_receiver", "bind_transceiver"]) {
      expect((await bind(smsc, command)).status).toBe(statuses.ROK);
    }
    expect(smsc.connections()).toBe(3);
  });

  test.each([
    ["an unknown system", { system_id: "nobody" }, statuses.INVSYSID],
    ["a wrong password", { password: "wrong" }, statuses.INVPASWD],
  ])("refuses %s and ends the connection", async (_, fields, status) => {
    const client = await bind(await start(), "bind_transceiver", fields);
    expect(client.status).toBe(status);
    await client.closed;
  });

  test("refuses one bind more than the account has, until one is given back", async () => {
    const smsc = await start({ accounts: [{ ...account, maxBinds: 1 }] });
    const first = await bind(smsc);
    expect((await bind(smsc)).status).toBe(statuses.ALYBND);
    expect((await first.request("unbind")).command_status).toBe(statuses.ROK);
    await first.closed;
    expect((await bind(smsc)).status).toBe(statuses.ROK);
  });

  test("refuses a second bind on one connection", async () => {
    const client = await bind(await start());
    const again = await client.request("bind_transceiver", { system_id: "demo" });
    expect(again.command_status).toBe(statuses.ALYBND);
  });

  test("takes no message before a bind, nor from a receiver", async () => {
    const smsc = await start();
    const unbound = await connect(smsc);
    const receiver = await bind(smsc, "bind_receiver");
    for (const client of [unbound, receiver]) {
      const response = await client.request("submit_sm", message());
      expect(response.command_status).toBe(statuses.INVBNDSTS);
    }
    expect(smsc.log).toEqual([]);
  });

  test("answers enquire_link before and after the bind", async () => {
    const client = await connect(await start());
    expect((await client.request("enquire_link")).command).toBe("enquire_link_resp");
    await client.request("bind_transceiver", { system_id: "demo", password: "secret" });
    expect((await client.request("enquire_link")).command_status).toBe(statuses.ROK);
  });

  test("asks its peer, and resets one that does not answer", async () => {
    const smsc = await start({ enquireLinkMs: 20 });
    const alive = await connect(smsc);
    const dead = await connect(smsc, { answersEnquireLink: false });
    await dead.closed;
    await until(() => alive.commands.filter((command) => command === "enquire_link").length > 2);
  });

  test("answers what it does not know with generic_nack", async () => {
    const client = await bind(await start());
    for (const command of ["replace_sm", "data_sm"]) {
      const nack = await client.request(command, {});
      expect(nack).toMatchObject({
        command: "generic_nack",
        command_status: statuses.INVCMDID,
      });
    }
  });

  test.each([
    ["a length below the head's", Buffer.from("0000000f000000150000000000000001", "hex")],
    ["a length above any message's", Buffer.from("7fffffff000000150000000000000001", "hex")],
    [
      "a bind that ends in its first field",
      Buffer.from("000000120000000900000000000000016465", "hex"),
    ],
  ])("ends a connection with %s", async (_, bytes) => {
    const client = await connect(await start());
    client.write(bytes);
    await client.closed;
    expect(client.commands).toEqual(["generic_nack"]);
  });

  test("reads a stream that is cut at every byte", async () => {
    const smsc = await start();
    const client = await connect(smsc);
    const stream = Buffer.from(
      "0000002100000009000000000000000164656d6f00736563726574000034000000" +
        "0000003f0000000400000000000000020005004e5844454d4f0001013834393132333435363738000000000000010000000d4d61204f545020313233343536",
      "hex",
    );
    for (const byte of stream) {
      client.write(Buffer.from([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until(() => smsc.delivered.length === 1);
    expect(smsc.delivered).toMatchObject([
      { systemId: "demo", from: "NXDEMO", to: "+84912345678", text: "Ma OTP 123456" },
    ]);
  });
});
