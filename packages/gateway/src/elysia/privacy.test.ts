import { beforeEach, expect, test } from "bun:test";
import { coreProblems, createKeyring, createLogger, type Database, Problem } from "@nx/core";
import { problems, requestId } from "@nx/core/elysia";
import { describeOnDatabases } from "@nx/core/testing";
import { Elysia } from "elysia";
import { createGateway, type Gateway } from "../gateway.ts";
import { privacyController } from "./privacy.ts";

const organizations: Readonly<Record<string, string>> = {
  a: "00000000-0000-7000-8000-00000000000a",
  b: "00000000-0000-7000-8000-00000000000b",
};
const keys = createKeyring([{ id: "k", key: Buffer.alloc(32, 3).toString("base64") }]);
if (!keys.ok) throw new Error("not a keyring");
const { keyring } = keys;
const phone = "+84912345678";

describeOnDatabases("privacy routes", (open) => {
  let database: Database;
  let gateway: Gateway;
  const lines: string[] = [];
  beforeEach(async () => {
    database = await open();
    gateway = createGateway({
      database,
      routing: () => ({ accounts: [], rules: [] }),
      logger: createLogger({ level: "debug", destination: { write: (line) => lines.push(line) } }),
      dispatch: false,
      keyring,
    });
  });

  const call = async (who: string, method: string, path: string, body?: object) => {
    const logger = createLogger({ level: "silent" });
    const app = new Elysia({ normalize: false })
      .use(requestId())
      .use(problems({ logger }))
      .group("/v1", (v1) =>
        v1.use(
          privacyController({
            gateway,
            access: (request) => {
              const organizationId = organizations[request.headers.get("authorization") ?? ""];
              if (organizationId === undefined) throw new Problem(coreProblems.unauthorized);
              return { organizationId, actor: `key:${who}`, mode: "live", requestId: "r-1" };
            },
          }),
        ),
      );
    const reply = await app.handle(
      new Request(`http://localhost/v1/privacy${path}`, {
        method,
        headers: { authorization: who, "content-type": "application/json" },
        ...(body && { body: JSON.stringify(body) }),
      }),
    );
    const json = JSON.parse(await reply.text());
    return { status: reply.status, location: reply.headers.get("location"), json };
  };

  test("a person is forgotten, and the request tells how far it is", async () => {
    const { status, location, json } = await call("a", "POST", "/erasures", { phone });
    expect({ status, location }).toEqual({
      status: 202,
      location: `/v1/privacy/erasures/${json.id}`,
    });
    expect(json).toMatchObject({ status: "pending", messages: 0, inbound: 0 });
    const job = gateway.jobs.find(({ name }) => name === "people.erasure");
    await job?.perform({}, new AbortController().signal);
    expect((await call("a", "GET", `/erasures/${json.id}`)).json).toMatchObject({ status: "done" });
    expect(JSON.stringify(json) + lines.join("")).not.toContain("912345678");
  });

  test("somebody else's is as one that is not there", async () => {
    const { json } = await call("a", "POST", "/erasures", { phone });
    const [theirs, none] = await Promise.all([
      call("b", "GET", `/erasures/${json.id}`),
      call("b", "GET", "/erasures/era_00000000000000000000000000"),
    ]);
    const { requestId: _, ...first } = theirs.json;
    const { requestId: __, ...second } = none.json;
    expect(first).toEqual(second);
    expect(first).toMatchObject({ status: 404, code: "erasure_not_found" });
  });

  test("data goes to whoever may have it", async () => {
    const { status, json } = await call("a", "POST", "/exports", { phone });
    expect(status).toBe(200);
    expect(json).toEqual({
      phone,
      exportedAt: expect.any(String),
      messages: [],
      inbound: [],
      consent: [],
    });
  });

  test.each([
    ["a", { phone: "12" }, 422, "invalid_recipient"],
    ["a", { phone, reason: "x" }, 400, "invalid_request"],
    ["a", {}, 400, "invalid_request"],
    ["nobody", { phone }, 401, "unauthorized"],
  ])("%s with %p is refused with %i", async (who, body, status, code) => {
    for (const path of ["/erasures", "/exports"]) {
      const reply = await call(who, "POST", path, body);
      expect(reply).toMatchObject({ status, json: { code } });
      expect(JSON.stringify(reply.json)).not.toContain("912345678");
    }
  });
});
