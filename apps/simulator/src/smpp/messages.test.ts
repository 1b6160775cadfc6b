import { afterEach, describe, expect, test } from "bun:test";
import { statuses } from "./statuses.ts";
import type { Fields } from "./testing/package-client.ts";
import { account, bind, closeAll, message, start, to, until } from "./testing/started-smsc.ts";

afterEach(closeAll);

describe("a message", () => {
  test.each([
    ["the default alphabet, unpacked", 0, Buffer.from([0x00, 0x1b, 0x65, 0x02, 0x7f]), "@€$à"],
    ["ASCII", 1, Buffer.from("@$_"), "@$_"],
    ["Latin-1", 3, Buffer.from("é ê", "latin1"), "é ê"],
    ["UCS-2", 8, Buffer.from("Mã 🔑", "utf16le").swap16(), "Mã 🔑"],
  ])("in %s is read", async (_, coding, bytes, text) => {
    const smsc = await start();
    const client = await bind(smsc);
    const fields = { data_coding: coding, short_message: bytes };
    const response = await client.request("submit_sm", message(fields));
    expect(response.command_status).toBe(statuses.ROK);
    expect(smsc.delivered).toMatchObject([{ id: response.message_id, text }]);
  });

  const header8 = (part: number) => Buffer.from([5, 0, 3, 0x2b, 3, part]);
  const header16 = (part: number) => Buffer.from([6, 8, 4, 0x12, 0x2b, 3, part]);
  const withHeader = (header: Buffer, text: string) => ({
    esm_class: 0x40,
    short_message: Buffer.concat([header, Buffer.from(text)]),
  });
  test.each<[string, (part: number, text: string) => Fields]>([
    ["8-bit header", (part, text) => withHeader(header8(part), text)],
    ["16-bit header", (part, text) => withHeader(header16(part), text)],
    [
      "SAR parameters",
      (part, text) => ({
        short_message: Buffer.from(text),
        sar_msg_ref_num: 7,
        sar_total_segments: 3,
        sar_segment_seqnum: part,
      }),
    ],
  ])("in parts with %s is one text, in whatever order they come", async (_, fields) => {
    const smsc = await start();
    const client = await bind(smsc);
    const ids: (string | undefined)[] = [];
    for (const part of [3, 1, 2]) {
      const text = ["one ", "two ", "three"][part - 1] ?? "";
      const response = await client.request("submit_sm", message(fields(part, text)));
      ids.push(response.message_id);
    }
    expect(new Set(ids).size).toBe(3);
    expect(smsc.delivered).toMatchObject([{ id: ids[1], text: "one two three" }]);
    await until(() => client.received.length === 3); // a receipt for each part
  });

  test("in one message_payload is one text", async () => {
    const smsc = await start();
    const client = await bind(smsc);
    const text = "0123456789".repeat(100);
    const fields = { short_message: Buffer.alloc(0), message_payload: Buffer.from(text) };
    await client.request("submit_sm", message(fields));
    expect(smsc.delivered).toMatchObject([{ text }]);
  });

  test("from a sender that is not the account's is refused", async () => {
    const smsc = await start({ accounts: [{ ...account, sender: "NXDEMO" }] });
    const client = await bind(smsc);
    const response = await client.request("submit_sm", message({ source_addr: "OTHER" }));
    expect(response.command_status).toBe(statuses.INVSRCADR);
    expect(smsc.delivered).toEqual([]);
  });
});

describe("query_sm and cancel_sm", () => {
  test("tell what became of a message", async () => {
    const smsc = await start();
    const client = await bind(smsc);
    const states = [];
    for (const ending of ["777", "003", "006"]) {
      const { message_id: id = "" } = await client.request("submit_sm", to(ending));
      await client.request("enquire_link");
      states.push(await client.request("query_sm", { message_id: id }));
      const cancel = await client.request("cancel_sm", { message_id: id });
      expect(cancel.command_status).toBe(statuses.CANCELFAIL);
    }
    expect(states.map(({ message_state }) => message_state)).toEqual([2, 3, 1]);
    expect(states[0]?.final_date).toEqual(new Date("2026-01-02T15:30:00Z"));
  });

  test("know nothing of other accounts' messages", async () => {
    const smsc = await start({ accounts: [account, { systemId: "other", password: "secret" }] });
    const client = await bind(smsc);
    const other = await bind(smsc, "bind_transceiver", { system_id: "other" });
    const { message_id: id = "" } = await client.request("submit_sm", message());
    const response = await other.request("query_sm", { message_id: id });
    expect(response.command_status).toBe(statuses.QUERYFAIL);
  });
});
