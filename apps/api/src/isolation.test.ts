import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { newUuid, systemClock, toPublicId } from "@nx/core";
import { createTestDatabase, openWithoutFilters } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { rules } from "./access/rules.ts";
import { field, textField } from "./testing/api-process.ts";
import {
  type Credentials,
  type Reply,
  startTwoOrganizations,
  type TwoOrganizations,
} from "./testing/two-organizations.ts";

/** Nothing of hers may ever be seen by others. */
const herPhone = "+84912345671";
const herText = "canary text of amy";

/** Ids of what is hers, by the prefix that ids of the kind have. */
type Things = Readonly<Record<string, string>>;

/** What a route is called with, beside the id of its path; none where an id in the path is all. */
const bodies: Readonly<Record<string, unknown>> = {
  "POST /v1/otp/:id/resend": {},
  "PATCH /v1/api-keys/:id": { name: "mine" },
  "POST /v1/api-keys/:id/rotate": {},
  "PATCH /v1/providers/:id": { sender: "MINE" },
  "PATCH /api/sms/providers/:id": { sender: "MINE" },
  "POST /v1/providers/:id/test": { to: "+84912345678" },
  "POST /api/sms/providers/:id/test": { to: "+84912345678" },
  "PATCH /v1/webhooks/:id": { description: "mine" },
  "POST /v1/webhooks/:id/replay": { from: "2026-01-01T00:00:00Z" },
  "PATCH /v1/budgets/:id": { amount: "1" },
  "PATCH /v1/templates/:id": { category: "promotional" },
  "POST /v1/templates/:id/preview": {},
  "POST /v1/templates/:id/submit": { version: 1 },
  "POST /v1/templates/:id/approve": { version: 1 },
  "POST /v1/templates/:id/reject": { version: 1, reason: "mine" },
  "PATCH /v1/members/:id": { role: "viewer" },
  "PATCH /v1/organizations/:id": { name: "mine" },
};

/** Of which kind the id in a path is. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/\/messages\/:id|status\/:id/, "msg"],
  [/\/otp\/guard\/blocks\/:id/, "blk"],
  [/\/otp\/:id/, "otp"],
  [/\/api-keys\/:id/, "key"],
  [/\/providers\/:id/, "account"],
  [/\/webhooks\/:id/, "wh"],
  [/\/budgets\/:id/, "bud"],
  [/\/templates\/:id/, "tpl"],
  [/\/erasures\/:id/, "era"],
  [/\/members\/invitations\/:id/, "inv"],
  [/\/members\/:id/, "usr"],
  [/\/organizations\/:id/, "org"],
  [/\/auth\/sessions\/:id/, "ses"],
];
const kindOf = (route: string) => kinds.find(([pattern]) => pattern.test(route))?.[1] ?? "";

/** Routes that read without an id: all that is theirs to see must be nothing of hers. */
const lists = [
  ...["/v1/messages", "/v1/messages/export.csv", "/api/sms/messages", "/sms/messages"],
  ...[`/v1/messages?phone=${encodeURIComponent(herPhone)}`, "/v1/dead-letters", "/v1/usage"],
  ...["/v1/analytics", "/v1/analytics?groupBy=provider", "/api/sms/analytics"],
  ...["/v1/api-keys", "/v1/providers", "/v1/routes", "/v1/webhooks", "/v1/webhooks/callbacks"],
  ...["/v1/budgets", "/v1/credit", "/v1/credit/entries", "/v1/rate-card", "/v1/audit"],
  ...["/v1/audit/verify", "/v1/audit/export.jsonl", "/v1/otp/guard/decisions"],
  ...["/v1/otp/guard/blocks", "/v1/otp/guard/alerts", "/v1/members", "/v1/members/invitations"],
  ...["/v1/organizations", "/v1/auth/session", "/v1/auth/sessions", "/v1/settings/"],
  ...["/v1/settings/RETENTION/days", "/v1/settings/RETENTION/days/changes"],
  ...["/api/sms/providers", "/v1/webhooks/callbacks/deliveries", "/v1/sandbox/messages"],
  ...["/v1/templates"],
];

const server = () => createTestDatabase();
const embedded = async () => ({ url: "memory://", drop: async () => {} });

describe.each([
  ["postgres, as it is", server, undefined],
  ["postgres, with every filter by organization removed", server, openWithoutFilters],
  ["pglite, as it is", embedded, undefined],
  ["pglite, with every filter by organization removed", embedded, openWithoutFilters],
] as const)("two organizations [%s]", (_, place, open) => {
  let drop: () => Promise<void>;
  let two: TwoOrganizations;
  let hers: Things;
  let people: readonly Credentials[];
  beforeAll(async () => {
    const at = await place();
    drop = at.drop;
    two = await startTwoOrganizations(at.url, open);
    hers = await fill(two);
    people = [two.ours.owner, two.ours.key, two.ours.testKey];
  }, 60_000);
  afterAll(async () => {
    await two.stop();
    await drop();
  });

  const routes = Object.keys(rules).filter(
    (route) => route.includes("/:") && rules[route] !== "open",
  );

  test("every route with an id is known here", () => {
    for (const route of routes.filter((one) => !isNoId(one))) expect(kindOf(route)).not.toBe("");
  });

  test.each(routes.filter((one) => !isNoId(one)))(
    "%s tells nothing of what is hers",
    async (route) => {
      const [method = "", template = ""] = route.split(" ");
      const kind = kindOf(route);
      const pathOf = (id: string, event: string) =>
        template.replace(":id", id).replace(":event", event);
      const nowhere = toPublicId("none", newUuid(systemClock)).slice("none_".length);
      const [event, noEvent] = [hers["evt"] ?? "", `evt_${nowhere}`];
      const before = await rowsOf(two, two.theirs.id);
      for (const who of people) {
        const theirs = await two.call(who, method, pathOf(hers[kind] ?? "", event), bodies[route]);
        const none = await two.call(
          who,
          method,
          pathOf(absent(kind, nowhere), noEvent),
          bodies[route],
        );
        expect(shown(theirs)).toEqual(shown(none));
        // That a code is off is said whether there was one or not.
        if (route !== "DELETE /v1/otp/:id") expect(theirs.status).toBeGreaterThanOrEqual(400);
      }
      expect(await rowsOf(two, two.theirs.id)).toEqual(before);
    },
  );

  test.each(lists)("GET %s shows nothing of hers", async (path) => {
    for (const who of people) {
      const { text } = await two.call(who, "GET", path);
      for (const secret of [
        ...Object.values(hers),
        two.theirs.id,
        "amy",
        "Amy",
        herPhone.slice(-8),
      ])
        expect(text).not.toContain(secret);
    }
  });

  test("what names her things in a body is answered as if they were not there", async () => {
    const nowhere = newUuid(systemClock);
    const pairs: readonly (readonly [string, (id: string) => unknown, string, string])[] = [
      ["/v1/dead-letters/redrive", (id) => ({ ids: [id] }), "msg", toPublicId("msg", nowhere)],
      ["/v1/otp/verify", (id) => ({ id, code: "123456" }), "otp", toPublicId("otp", nowhere)],
      [
        "/v1/messages",
        (provider) => ({ to: "+84912345678", body: "x", provider }),
        "account",
        `twilio@${toPublicId("org", nowhere)}`,
      ],
      [
        "/v1/messages",
        (template) => ({ to: "+84912345678", template }),
        "tpl",
        toPublicId("tpl", nowhere),
      ],
    ];
    for (const [path, body, kind, none] of pairs)
      for (const who of people) {
        const theirs = await two.call(who, "POST", path, body(hers[kind] ?? ""));
        const other = await two.call(who, "POST", path, body(none));
        const [a, b] = [shown(theirs), shown(other)].map((one) =>
          JSON.stringify(one)
            .replaceAll(hers[kind] ?? "", "ID")
            .replaceAll(none, "ID"),
        );
        expect(a).toBe(b ?? "");
      }
  });

  test("a header or a query that names her organization is a wish, and not granted", async () => {
    const wish = (id: string): Credentials => ({ ...two.ours.owner, "x-organization": id });
    const theirs = await two.call(wish(hers["org"] ?? ""), "GET", "/v1/messages");
    const none = await two.call(
      wish(toPublicId("org", newUuid(systemClock))),
      "GET",
      "/v1/messages",
    );
    expect(shown(theirs)).toEqual(shown(none));
    expect(theirs.status).toBe(401);
    const key = {
      ...two.ours.key,
      "x-organization": hers["org"] ?? "",
      "x-tenant-id": two.theirs.id,
    };
    expect((await two.call(key, "GET", "/v1/messages")).text).not.toContain(hers["msg"] ?? "");
  });
});

/** Its last part is no id of anybody's. */
const isNoId = (route: string): boolean => /:group|:currency|\/in\/|:account/.test(route);

const absent = (kind: string, random: string): string =>
  kind === "account" ? `twilio@org_${random}` : `${kind}_${random}`;

/** What of a reply may not differ: all but the request's own id. */
const shown = ({ status, text }: Reply) => ({
  status,
  text: text.replace(/"requestId":"[^"]*"/, ""),
});

/** Everything that is stored of an organization, except when its key was last used. */
async function rowsOf({ system }: TwoOrganizations, id: string): Promise<unknown> {
  const { orm } = system.database;
  const tables = await orm.execute<{ name: string }>(sql`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not c.relispartition and a.attname = 'organization_id' and not a.attisdropped
    order by 1`);
  const found: Record<string, unknown> = {};
  for (const { name } of tables) {
    const rows = await orm.execute(sql`
      select to_jsonb(t) - 'last_used_at' - 'request_count' as row from ${sql.identifier(name)} t
      where to_jsonb(t)->>'organization_id' = ${id} order by 1::text`);
    found[name] = [...rows].map((row) => JSON.stringify(row)).toSorted();
  }
  return found;
}

/** Gives her something of everything. */
async function fill(two: TwoOrganizations): Promise<Things> {
  const { theirs, call, system } = two;
  const { owner, key } = theirs;
  const orm = system.database.orm;
  const made = async (who: Credentials, path: string, body: unknown, name = "id") => {
    const reply = await call(who, "POST", path, body);
    if (reply.status >= 300) throw new Error(`${path}: ${reply.status} ${reply.text}`);
    return textField(reply.json, name);
  };
  const settings = {
    ...{ accountSid: `AC${"1".repeat(32)}`, authToken: "canary-token-of-amy", sender: "AMY" },
  };
  const wh = await made(owner, "/v1/webhooks", { url: "https://93.184.215.14/amy" });
  const bud = await made(owner, "/v1/budgets", {
    ...{ name: "amy", amount: "100000", currency: "USD", period: "day", country: "GB" },
  });
  const msg = await made(key, "/v1/messages", { to: herPhone, body: herText });
  const account = await made(owner, "/v1/providers", { provider: "twilio", settings });
  const otp = await made(key, "/v1/otp/request", { phone: herPhone });
  const inv = await made(owner, "/v1/members/invitations", {
    role: "viewer",
    email: "amys-friend@example.com",
  });
  const era = await made(owner, "/v1/privacy/erasures", { phone: "+84912345672" });
  const tpl = await made(owner, "/v1/templates", {
    ...{ name: "amys", category: "transactional", variables: [] },
    texts: [{ language: "en", body: herText }],
  });
  await call(owner, "PATCH", "/v1/settings/RETENTION/days", { bodyDays: 33 });
  const keys = await call(owner, "GET", "/v1/api-keys");
  const sessions = await call(owner, "GET", "/v1/auth/sessions");
  const first = (reply: Reply) => {
    const data = field(reply.json, "data");
    return textField(Array.isArray(data) ? data[0] : undefined, "id");
  };
  await orm.execute(sql`
    insert into inbound_messages
      (organization_id, id, account, external_id, sender, recipient, body, received_at)
    values (${theirs.id}::uuid, gen_random_uuid(), 'one', 'x', ${herPhone}, '8079', ${herText}, now())`);
  await orm.execute(sql`
    insert into opt_outs (organization_id, phone, opted_out_at, source)
    values (${theirs.id}::uuid, ${herPhone}, now(), 'test')`);
  await orm.execute(sql`
    insert into dead_letters (organization_id, message_id, reason, died_at)
    select organization_id, id, 'poison', now() from messages
    where organization_id = ${theirs.id}::uuid limit 1`);
  return {
    ...{ msg, wh, bud, account, otp, inv, era, tpl, usr: theirs.ownerId },
    ...{ key: first(keys), ses: first(sessions), org: toPublicId("org", theirs.id) },
    ...{
      blk: toPublicId("blk", newUuid(systemClock)),
      evt: toPublicId("evt", newUuid(systemClock)),
    },
  };
}
