import { beforeEach, expect, test } from "bun:test";
import { createLogger, type Database, newUuid, systemClock } from "@nx/core";
import { problems } from "@nx/core/elysia";
import { describeOnDatabases } from "@nx/core/testing";
import { createGateway } from "@nx/gateway";
import { Elysia } from "elysia";
import { recordingProvider } from "mq-sms/testing";
import { createOutreach } from "../outreach.ts";
import { campaignsController } from "./campaigns.ts";

describeOnDatabases("routes of campaigns", (open) => {
  let database: Database;
  let call: (method: string, path: string, body?: object | string) => Promise<Reply>;
  interface Reply {
    readonly status: number;
    readonly body: unknown;
    readonly location: string;
  }
  beforeEach(async () => {
    database = await open();
    const logger = createLogger({ level: "silent" });
    const provider = recordingProvider(undefined, "one");
    const gateway = createGateway({
      database,
      routing: () => ({ accounts: [{ id: "one", provider, window: 8 }], rules: [] }),
      logger,
      dispatch: false,
    });
    const outreach = createOutreach({ database, gateway, logger });
    const organizationId = newUuid(systemClock);
    const access = () => ({ organizationId, actor: "operator", mode: "live" }) as const;
    const app = new Elysia({ normalize: false })
      .use(problems({ logger }))
      .group("/v1", (v1) => v1.use(campaignsController({ outreach, access })));
    call = async (method, path, body) => {
      const type = typeof body === "string" ? "text/csv" : "application/json";
      const reply = await app.handle(
        new Request(`http://localhost/v1/campaigns${path}`, {
          method,
          ...(body !== undefined && {
            body: typeof body === "string" ? body : JSON.stringify(body),
            headers: { "content-type": type },
          }),
        }),
      );
      const text = await reply.text();
      return {
        status: reply.status,
        body: text === "" ? undefined : JSON.parse(text),
        location: reply.headers.get("location")?.slice("/v1/campaigns".length) ?? "",
      };
    };
  });

  test("from a draft to its end", async () => {
    const made = await call("POST", "", { name: "Fees", body: "Chao {{ten}}" });
    expect(made).toMatchObject({ status: 201, body: { state: "DRAFT", version: 1 } });
    const at = made.location;
    expect(await call("POST", `${at}/start`)).toMatchObject({
      ...{ status: 422, body: { code: "audience_missing" } },
    });
    expect(
      await call("POST", `${at}/recipients/import?region=VN`, "phone,ten\n0912345678,An"),
    ).toMatchObject({
      ...{ status: 200, body: { added: 1, refused: 0 } },
    });
    const recipients = [{ to: "+84912345679", variables: { ten: "Binh" } }];
    expect(await call("POST", `${at}/recipients`, { recipients })).toMatchObject({
      ...{ status: 200, body: { added: 1 } },
    });
    expect(await call("POST", `${at}/forecast`)).toMatchObject({
      ...{ status: 200, body: { recipients: 2, messages: 2, segments: 2 } },
    });
    const own = { to: "+84912345670", variables: { ten: "Chi" } };
    expect(await call("POST", `${at}/test`, own)).toMatchObject({
      ...{ status: 202, body: { to: "+84912345670" } },
    });
    expect(await call("POST", `${at}/test`, { to: own.to })).toMatchObject({
      ...{ status: 400, body: { code: "missing_variable" } },
    });
    expect(await call("PATCH", at, { name: "Fees 11", version: 9 })).toMatchObject({
      ...{ status: 409, body: { code: "campaign_changed" } },
    });
    expect(await call("PATCH", at, { name: "Fees 11" })).toMatchObject({
      ...{ status: 200, body: { name: "Fees 11" } },
    });
    expect(await call("POST", `${at}/start`)).toMatchObject({
      ...{ status: 202, body: { state: "IN_PROGRESS" } },
    });
    expect(await call("POST", `${at}/pause`, {})).toMatchObject({ status: 202 });
    expect(await call("GET", `${at}/stats`)).toMatchObject({
      ...{ status: 200, body: { buckets: { pending: 2, sent: 0 } } },
    });
    expect(await call("GET", `${at}/recipients?bucket=pending&limit=1`)).toMatchObject({
      ...{ status: 200, body: { data: [{ bucket: "pending" }], hasMore: true } },
    });
    expect(await call("DELETE", at)).toMatchObject({ status: 409 });
    expect(await call("POST", `${at}/cancel`)).toMatchObject({ body: { state: "CANCELLED" } });
    expect(await call("POST", `${at}/resume`)).toMatchObject({
      ...{ status: 409, body: { code: "campaign_state" } },
    });
    const copy = await call("POST", `${at}/duplicate`);
    expect(copy).toMatchObject({ status: 201, body: { state: "DRAFT" } });
    expect(await call("DELETE", copy.location)).toMatchObject({ status: 204 });
    expect(await call("GET", copy.location)).toMatchObject({
      ...{ status: 404, body: { code: "campaign_not_found" } },
    });
    expect(await call("GET", "?limit=1")).toMatchObject({ body: { hasMore: false } });
  });

  test.each<[object, number, string]>([
    [{ name: "X" }, 422, "invalid_variants"],
    [{ name: "X", body: "{{a" }, 422, "invalid_text"],
    [{ name: "X", body: "a", unknown: 1 }, 400, "invalid_request"],
    [
      { name: "X", body: "a", trial: { share: 10, metric: "replied", afterMinutes: 5 } },
      422,
      "invalid_variants",
    ],
    [
      { name: "X", body: "a", repeat: { every: "day", at: "09:00", timeZone: "Mars/One" } },
      422,
      "invalid_time_zone",
    ],
    [
      {
        name: "X",
        body: "a",
        repeat: { every: "day", at: "09:00", timeZone: "UTC", weekdays: [1] },
      },
      422,
      "invalid_schedule",
    ],
    [
      { name: "X", body: "a", audience: { segment: "seg_01jd3k7m9wf8v9a2b4c6d8e0fg" } },
      422,
      "unknown_segment",
    ],
  ])("%j is refused with %d %s", async (body, status, code) => {
    expect(await call("POST", "", body)).toMatchObject({ status, body: { code } });
  });
});
