import { afterEach, describe, expect, test } from "bun:test";
import { account, bind, closeAll, start, until } from "./testing/started-smsc.ts";

afterEach(closeAll);

describe("a message from a phone", () => {
  test("comes with the phone's number", async () => {
    const smsc = await start();
    const client = await bind(smsc);
    expect(smsc.inbound({ from: "0912345678", to: "8079", text: "STOP €" })).toBe(true);
    await until(() => client.received.length === 1);
    expect(client.received[0]).toMatchObject({
      source_addr: "84912345678",
      source_addr_ton: 1,
      destination_addr: "8079",
      esm_class: 0,
      data_coding: 0,
      short_message: { message: "STOP €" },
    });
  });

  test.each([
    ["the default alphabet", `${"x".repeat(152)}€${"y".repeat(100)}`, 0, [152, 102]],
    ["UCS-2", `${"ã".repeat(66)}🔑${"é".repeat(10)}`, 8, [66, 12]],
  ])("is split in %s, no pair cut in two", async (_, text, coding, lengths) => {
    const smsc = await start();
    const client = await bind(smsc);
    smsc.inbound({ from: "+84912345678", to: "8079", text });
    await until(() => client.received.length === lengths.length);
    const messages = client.received.map((pdu) => pdu.short_message?.message ?? "");
    expect(messages.join("")).toBe(text);
    expect(client.received.map((pdu) => pdu.data_coding)).toEqual(lengths.map(() => coding));
    expect(messages.map((part) => part.replace("€", "12").length)).toEqual(
      lengths.map((length) => length),
    );
    expect(client.received.map((pdu) => pdu.short_message?.udh?.[0]?.toString("hex"))).toEqual(
      lengths.map((_, index) => `000301${`0${lengths.length}`}${`0${index + 1}`}`),
    );
  });

  test("goes to the account whose sender it is for, or to nobody", async () => {
    const own = { ...account, sender: "8079" };
    const smsc = await start({ accounts: [own] });
    expect(smsc.inbound({ from: "+84912345678", to: "8080", text: "?" })).toBe(false);
    expect(smsc.inbound({ from: "+84912345678", to: "8079", text: "!" })).toBe(true);
  });
});
