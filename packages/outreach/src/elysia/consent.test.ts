import { beforeEach, expect, test } from "bun:test";
import { type Access, createLogger, newUuid, systemClock } from "@nx/core";
import { problems } from "@nx/core/elysia";
import { describeOnDatabases } from "@nx/core/testing";
import { createGateway } from "@nx/gateway";
import { Elysia } from "elysia";
import { createOutreach } from "../outreach.ts";
import { consentController } from "./consent.ts";

const phone = "+84912345678";

describeOnDatabases("the routes of consent", (open) => {
  let handle: (request: Request) => Promise<Response>;
  beforeEach(async () => {
    const database = await open();
    const logger = createLogger({ level: "silent" });
    const gateway = createGateway({
      ...{ database, logger, dispatch: false },
      routing: () => ({ accounts: [], rules: [] }),
    });
    const by: Access = { organizationId: newUuid(systemClock), actor: "key:k", mode: "live" };
    const outreach = createOutreach({ database, gateway, logger });
    const app = new Elysia({ normalize: false })
      .use(problems({ logger }))
      .use(consentController({ outreach, gateway, access: () => by }));
    handle = async (request) => app.handle(request);
  });

  const call = async (path: string, body?: unknown, type = "application/json") => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const response = await handle(
      new Request(`http://localhost${path}`, {
        ...(body !== undefined && {
          method: "POST",
          body: text,
          headers: { "content-type": type },
        }),
      }),
    );
    const reply = await response.text();
    return { status: response.status, text: reply, json: readJson(reply) };
  };
  const readJson = (text: string): unknown => (text.startsWith("{") ? JSON.parse(text) : undefined);

  test("opt out, say where somebody stands, list and export", async () => {
    const change = { phone, kind: "opted_out", reason: "Asked by phone." };
    const state = { phone, optOuts: [{ category: "promotional", source: "api" }] };
    expect(await call("/consent", change)).toMatchObject({ status: 200, json: state });
    for (const path of [`/consent/${phone}`, `/consent/${encodeURIComponent(phone)}?limit=1`])
      expect(await call(path)).toMatchObject({ status: 200, json: state });
    expect(await call("/opt-outs?limit=10")).toMatchObject({ json: { data: [{ phone }] } });
    expect((await call("/opt-outs/export.csv")).text).toContain(`"'${phone}",promotional,,api,`);
  });

  test("take a file of numbers", async () => {
    const file = `phone\n${phone}\nnobody\n`;
    expect(await call("/opt-outs/import", file, "text/csv; charset=utf-8")).toMatchObject({
      status: 200,
      json: { added: 1, unchanged: 0, refused: 1, refusals: [{ row: 3 }] },
    });
  });

  test.each([
    ["/consent", { phone, kind: "opted_out", more: 1 }, 400, "invalid_request"],
    ["/consent", { phone: "12", kind: "opted_in" }, 422, "invalid_recipient"],
    ["/consent", { phone, kind: "opted_out", category: "otp" }, 400, "invalid_request"],
    ["/consent/%25zz", undefined, 422, "invalid_recipient"],
    ["/opt-outs?cursor=abc", undefined, 400, "invalid_cursor"],
    ["/opt-outs/import", { phone }, 415, "unsupported_media_type"],
  ])("%s refuses %p with %i", async (path, body, status, code) =>
    expect(await call(path, body)).toMatchObject({ status, json: { code } }),
  );

  test("refuse files that are too large, or no CSV", async () => {
    const put = (file: string) => call("/opt-outs/import", file, "text/csv");
    expect(await put(`${phone}\n`.repeat(90_000))).toMatchObject({ status: 413 });
    expect(await put('"')).toMatchObject({ status: 400, json: { code: "unreadable_csv" } });
  });
});
