import { afterAll, beforeAll, expect, test } from "bun:test";
import { connect } from "node:net";
import { coreProblems, createLogger, type Database, Problem } from "@nx/core";
import { problems, requestId } from "@nx/core/elysia";
import { describeOnDatabases } from "@nx/core/testing";
import { createGateway } from "@nx/gateway";
import { Value } from "@sinclair/typebox/value";
import { sql } from "drizzle-orm";
import { Elysia } from "elysia";
import { ContactImport } from "../imports/schemas.ts";
import { createOutreach } from "../outreach.ts";
import { importsController } from "./imports.ts";

const organizations: Readonly<Record<string, string>> = {
  a: "00000000-0000-7000-8000-00000000000a",
  b: "00000000-0000-7000-8000-00000000000b",
};

/** Lets the server, which is in this process, go on. */
const turn = () => new Promise(setImmediate);

describeOnDatabases("import routes", (open) => {
  let database: Database;
  let stop: () => Promise<unknown>;
  let port: number;
  const logged: string[] = [];
  beforeAll(async () => {
    database = await open();
    const logger = createLogger({
      level: "info",
      destination: { write: (line) => logged.push(line) },
    });
    const routing = () => ({ accounts: [], rules: [] });
    const gateway = createGateway({ database, routing, logger, dispatch: false });
    const outreach = createOutreach({ database, gateway, logger });
    const access = (request: Request) => {
      const organizationId = organizations[request.headers.get("authorization") ?? ""];
      if (organizationId === undefined) throw new Problem(coreProblems.unauthorized);
      return { organizationId, actor: "key:a", mode: "live" as const, requestId: "r-1" };
    };
    const app = new Elysia({ normalize: false })
      .use(requestId())
      .use(problems({ logger }))
      .group("/v1", (v1) => v1.use(importsController({ outreach, access })))
      .listen({ port: 0, maxRequestBodySize: 1024 ** 3 });
    port = app.server?.port ?? 0;
    stop = () => app.stop(true);
  });
  afterAll(() => stop());

  const call = (path: string, init: RequestInit & { who?: string; type?: string } = {}) =>
    fetch(`http://127.0.0.1:${port}/v1/contacts${path}`, {
      ...init,
      headers: { authorization: init.who ?? "a", "content-type": init.type ?? "text/csv" },
    });
  const post = (path: string, body: string, type?: string) =>
    call(path, { method: "POST", body, ...(type !== undefined && { type }) });

  test("a file comes in, is told of, and goes out again", async () => {
    const file = "phone,name\n0912345671,An\n8.49E+10,=1\n";
    const preview = await post("/imports/preview?region=VN", file);
    expect(preview.status).toBe(200);
    expect(await preview.json()).toMatchObject({ header: true, rows: [{ outcome: "ok" }, {}] });
    const made = await post("/imports?region=VN", file);
    expect(made.status).toBe(201);
    const body = Value.Parse(ContactImport, await made.json());
    expect(body).toMatchObject({ status: "completed", rows: 2, ok: 1, refused: 1, created: 1 });
    expect(made.headers.get("location")).toBe(`/v1/contacts/imports/${body.id}`);
    expect(await (await call(`/imports/${body.id}`)).json()).toEqual(body);
    const report = await call(`/imports/${body.id}/report.csv`);
    expect(report.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect((await report.text()).split("\r\n")[1]).toBe(
      `3,refused,phone,digits_lost,8.49E+10,"'=1"`,
    );
    expect(await (await call("/export.csv")).text()).toBe(
      `phone,name,email,language,timeZone\r\n"'+84912345671",An,,,\r\n`,
    );
    for (const path of [`/imports/${body.id}`, `/imports/${body.id}/report.csv`]) {
      const reply = await call(path, { who: "b" });
      expect([reply.status, await reply.json()]).toMatchObject([404, { code: "import_not_found" }]);
    }
    expect((await call("/export.csv", { who: "nobody" })).status).toBe(401);
  });

  test.each<[number, string, string, string, string]>([
    [400, "invalid_request", "/imports?region=vn", "phone", "text/csv"],
    [400, "invalid_request", "/imports?colour=red", "phone", "text/csv"],
    [415, "unsupported_media_type", "/imports", "phone", "application/json"],
    [415, "unsupported_media_type", "/imports", "phone", "multipart/form-data; boundary=x"],
    [415, "not_csv", "/imports", "PK\u0003\u0004", "text/csv"],
    [422, "no_phone_column", "/imports", "a,b\n1,2", "text/csv"],
    [422, "no_phone_column", "/imports", "", "text/csv"],
    [422, "unknown_region", "/imports?region=XX", "phone", "text/csv"],
    [422, "unusable_columns", "/imports/preview?columns=name", "phone", "text/csv"],
    [413, "import_too_large", "/imports/preview", "\n".repeat(300_000), "text/csv"],
  ])("%i %s: %s", async (status, code, path, body, type) => {
    const reply = await post(path, body, type);
    expect(await reply.json()).toMatchObject({ status, code });
    expect(reply.status).toBe(status);
  });

  test("a connection that is lost leaves what was read and its counts, and no error", async () => {
    const rows = Array.from({ length: 1500 }, (_, at) => `093${String(at).padStart(7, "0")}\n`);
    const socket = connect(port, "127.0.0.1");
    socket.write(
      `POST /v1/contacts/imports?region=VN HTTP/1.1\r\nhost: localhost\r\nauthorization: a\r\n` +
        `content-type: text/csv\r\ncontent-length: 1000000\r\n\r\nphone\n${rows.join("")}`,
    );
    const imports = () =>
      database.orm.execute<{ status: string; rows: number }>(sql`
        select status, rows from contact_imports order by id desc limit 1`);
    // Below 16,384 characters nothing is read; here the first thousand rows are.
    while ((await imports())[0]?.rows !== 1000) await turn();
    socket.resetAndDestroy();
    while ((await imports())[0]?.status === "running") await turn();
    expect([...(await imports())]).toEqual([{ status: "interrupted", rows: 1000 }]);
    const again = await post("/imports?region=VN", `phone\n${rows.join("")}`);
    expect(await again.json()).toMatchObject({ created: 500, unchanged: 1000 });
    expect(logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  });
});
