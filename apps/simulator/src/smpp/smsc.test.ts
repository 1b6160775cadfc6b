import { afterEach, describe, expect, test } from "bun:test";
import { wait } from "../wait.ts";
import { connectPackage } from "./testing/package-client.ts";
import { bind, closeAll, message, start, until } from "./testing/started-smsc.ts";

afterEach(closeAll);

describe("a crash", () => {
  test("resets connections; what was taken stays, and receipts come to the next session", async () => {
    const due = Promise.withResolvers<void>();
    const smsc = await start({ wait: () => due.promise });
    const client = await bind(smsc);
    const { message_id: id = "" } = await client.request("submit_sm", message());
    await smsc.kill();
    await client.closed;
    expect(smsc.connections()).toBe(0);
    await expect(connectPackage(smsc.port)).rejects.toThrow();
    due.resolve();
    await smsc.restart();
    const next = await bind(smsc);
    await until(() => next.received.length === 1);
    expect(next.received[0]?.receipted_message_id).toBe(id);
    expect((await next.request("query_sm", { message_id: id })).message_state).toBe(2);
  });

  test("real waits end with the SMSC", async () => {
    const smsc = await start({ wait });
    const client = await bind(smsc);
    await client.request("submit_sm", message());
    await smsc.stop();
    await client.closed;
    expect(client.received).toEqual([]);
  });
});
