import { expect, test } from "bun:test";
import { newUuid, systemClock } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { createTestGateway, text } from "../testing/test-gateway.ts";

describeOnDatabases("whose a message is", (open) => {
  test("whoever was signed in is kept with it, and finds their own", async () => {
    const gateway = createTestGateway(await open());
    const organization = newUuid(systemClock);
    const [an, binh] = [{ user: "usr_an" }, { user: "usr_binh" }];
    await gateway.send(organization, { ...text, metadata: { order: "7" } }, an);
    await gateway.sendBatch(organization, { messages: [text, text] }, undefined, binh);
    await gateway.send(organization, text, { keyId: "key_1" });

    const all = await gateway.list(organization, {});
    expect(all.data.map(({ sentBy }) => sentBy)).toEqual([
      undefined,
      ...["usr_binh", "usr_binh", "usr_an"],
    ]);
    const own = await gateway.list(organization, { sentBy: "usr_an" });
    expect(own.data).toMatchObject([{ sentBy: "usr_an", metadata: { order: "7" } }]);
    expect((await gateway.list(organization, { sentBy: "usr_nobody" })).data).toEqual([]);
  });
});
