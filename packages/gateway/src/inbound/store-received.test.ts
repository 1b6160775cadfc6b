import { expect, test } from "bun:test";
import { createLogger } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { createGateway } from "../gateway.ts";
import { createTestLedger, settled } from "../testing/index.ts";

describeOnDatabases("what people sent to us", (open) => {
  test("is stored, whatever bytes it came from, and once", async () => {
    const database = await open();
    const ledger = createTestLedger(database);
    const logger = createLogger({ level: "silent" });
    const routing = () => ({ accounts: [], rules: [] });
    const gateway = createGateway({ database, routing, logger, dispatch: false });
    const texts = ["a\0b", "half of \ud83d", "whole 👍", '"\\u0000"'];
    const longId = Array.from({ length: 300 }, () => Bun.randomUUIDv7()).join("");
    const received = {
      ...{ reports: [], consents: [] },
      inbound: texts.map((text, n) => ({
        ...{ from: "+84912345678", to: "80\x0099", text },
        ...(n === 0 && { providerMessageId: longId }),
      })),
    };
    await gateway.receive(ledger.organizationId, "one", received);
    await gateway.receive(ledger.organizationId, "one", received);
    await settled(database);
    const { messages } = await gateway.readInbound(0, 10);
    expect(messages.map(({ text }) => text).toSorted()).toEqual(
      ["a\ufffdb", "half of \ufffd", "whole 👍", '"\\u0000"'].toSorted(),
    );
    expect(new Set(messages.map(({ to }) => to))).toEqual(new Set(["80\ufffd99"]));
  });
});
