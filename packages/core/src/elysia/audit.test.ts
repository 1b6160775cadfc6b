import { expect, test } from "bun:test";
import { Elysia } from "elysia";
import { appendAudit, createAudit } from "../audit/index.ts";
import { createLogger } from "../logger.ts";
import { coreProblems, Problem } from "../problem.ts";
import { describeOnDatabases, fakeClock } from "../testing/index.ts";
import { auditController, problems } from "./index.ts";

const one = "00000000-0000-7000-8000-000000000001";
const two = "00000000-0000-7000-8000-000000000002";

describeOnDatabases("audit routes", (open) => {
  const logger = createLogger({ level: "silent" });
  const appOf = async () => {
    const database = await open();
    const audit = createAudit({ database, clock: fakeClock(), logger });
    for (const organizationId of [one, two, one])
      await appendAudit(database.orm, { organizationId, actor: "operator", action: "key.created" });
    const app = new Elysia({ normalize: false }).use(problems({ logger })).group("/v1", (v1) =>
      v1.use(
        auditController({
          audit,
          access: (request) => {
            const organizationId = request.headers.get("authorization");
            if (organizationId === null) throw new Problem(coreProblems.unauthorized);
            return { organizationId, actor: "user:u", mode: "live", requestId: "r-1" };
          },
        }),
      ),
    );
    return async (path: string, authorization: string | null = one) => {
      const headers = authorization === null ? {} : { authorization };
      const reply = await app.handle(new Request(`http://localhost/v1/audit${path}`, { headers }));
      return { status: reply.status, text: await reply.text() };
    };
  };

  test("list, check and give out one's own chain", async () => {
    const get = await appOf();
    const page = JSON.parse((await get("?limit=1&action=key.")).text);
    expect(page).toMatchObject({ data: [{ seq: 2, organizationId: one }], nextCursor: "2" });
    expect(JSON.parse((await get("/verify")).text)).toEqual({
      valid: true,
      entries: 2,
      first: 1,
      last: 2,
    });
    const lines = (await get("/export.jsonl")).text.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).action)).toEqual([
      "key.created",
      "key.created",
      "audit.exported",
    ]);
    expect(JSON.parse((await get("?action=audit.exported")).text)).toMatchObject({
      data: [{ actor: "user:u", requestId: "r-1" }],
    });
  });

  test.each([
    ["", null, 401],
    ["/verify", null, 401],
    ["/export.jsonl", null, 401],
    ["?limit=201", one, 400],
    ["?cursor=x", one, 400],
    ["?who=me", one, 400],
  ])("%s of %s is refused with %i", async (path, authorization, status) => {
    const get = await appOf();
    expect((await get(path, authorization)).status).toBe(status);
  });
});
