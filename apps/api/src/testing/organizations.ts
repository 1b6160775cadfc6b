import { newUuid, systemClock, testOrganizationOf, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { createApp } from "../app.ts";
import type { System } from "../system.ts";
import { field, operatorToken, textField } from "./api-process.ts";
import { furnishInbox, type KnownInbox } from "./furnish-inbox.ts";
import { furnishPeople, type KnownPeople } from "./furnish-people.ts";

/** Headers that show who asks. */
export type Credentials = Readonly<Record<string, string>>;

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

/** What somebody else might know of an organization, and try: public ids, and a phone. */
export interface Known extends KnownInbox, KnownPeople {
  readonly messages: readonly string[];
  readonly phone: string;
  /** To which a code was sent. */
  readonly otpPhone: string;
  readonly organization: string;
  readonly user: string;
  readonly session: string;
  readonly invitation: string;
  readonly key: string;
  readonly account: string;
  readonly webhook: string;
  readonly event: string;
  readonly budget: string;
  readonly erasure: string;
  readonly block: string;
  readonly decision: string;
  readonly challenge: string;
  readonly proof: string;
  readonly sandboxMessage: string;
  readonly idempotencyKey: string;
}

/** An organization with everything in it. */
export interface Furnished {
  /** UUID. */
  readonly id: string;
  readonly owner: Credentials;
  readonly key: Credentials;
  readonly testKey: Credentials;
  /** A key as a web page shows it. */
  readonly publishableKey: Credentials;
  readonly known: Known;
}

/** Where it all happens. */
export interface World {
  readonly system: System;
  readonly app: ReturnType<typeof createApp>;
}

const password = "correct horse battery staple";
const roles = ["owner", "admin", "sender", "viewer"] as const;

/** Every state that a message can show, the terminal ones included. */
const states = [
  "QUEUED",
  "SENDING",
  "SUBMITTED",
  "SENT",
  "DELIVERED",
  "FAILED",
  "REJECTED",
  "EXPIRED",
  "CANCELLED",
] as const;

/** Where texts to a phone never leave: a challenge of a browser that costs nothing. */
const closedCountry = "+1415555";

/** Asks the app, in this process. */
export async function ask(
  { app }: Pick<World, "app">,
  by: Credentials,
  method: string,
  path: string,
  body?: unknown,
): Promise<Reply> {
  const reply = await app.handle(
    new Request(`http://localhost${path}`, {
      method,
      headers: {
        "content-type": typeof body === "string" ? "text/csv" : "application/json",
        ...by,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    }),
  );
  const isStream = reply.headers.get("content-type")?.startsWith("text/event-stream");
  const text = isStream ? await beginningOf(reply) : await reply.text();
  const isJson = /json$/.test(reply.headers.get("content-type")?.split(";")[0] ?? "");
  const json: unknown = isJson && text !== "" ? JSON.parse(text) : undefined;
  return { status: reply.status, headers: reply.headers, text, json };
}

/** What a stream that never ends says at once. */
const beginningOf = async ({ body }: Response): Promise<string> => {
  const reader = body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return new TextDecoder().decode(first?.value);
};

/** An organization with an owner and nothing else. */
export async function found(
  world: World,
  name: string,
): Promise<{ id: string; owner: Credentials }> {
  const { orm } = world.system.database;
  const id = newUuid(systemClock);
  const token = `invite_${name}`;
  const hash = new Bun.CryptoHasher("sha256").update(token).digest("base64url");
  await orm.execute(sql`
    insert into organizations (id, name, created_at) values (${id}::uuid, ${name}, now())`);
  await orm.execute(sql`
    insert into invitations (organization_id, id, address, role, token_hash, invited_by, created_at,
      expires_at)
    values (${id}::uuid, ${newUuid(systemClock)}::uuid, ${`${name}@example.com`}, 'owner', ${hash},
      ${newUuid(systemClock)}::uuid, now(), now() + interval '1 hour')`);
  return { id, owner: await join(world, token, name) };
}

const fromOurPage = { "sec-fetch-site": "same-origin" };

const join = async (world: World, token: string, name: string): Promise<Credentials> => {
  const accepted = await made(world, fromOurPage, "/v1/auth/invitations/accept", {
    token,
    name,
    password,
  });
  const cookies = accepted.headers.getSetCookie().map((line) => Bun.Cookie.parse(line));
  return {
    ...fromOurPage,
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
    "x-csrf-token": cookies.find(({ name }) => name.endsWith("csrf"))?.value ?? "",
  };
};

/** Asks for something that must be done. */
const made = async (
  world: World,
  by: Credentials,
  path: string,
  body?: unknown,
  method = "POST",
): Promise<Reply> => {
  const reply = await ask(world, by, method, path, body);
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.text}`);
  return reply;
};

/** Makes an organization with some of everything; `digits` are six of the phones it knows. */
export async function furnish(world: World, name: string, digits: string): Promise<Furnished> {
  const { system } = world;
  const { id, owner } = await found(world, name);
  const organization = toPublicId("org", id);
  const phone = `+84912${digits}`;
  const make = async (path: string, body?: unknown, method?: string) =>
    (await made(world, owner, path, body, method)).json;
  const bearer = async (kind: string, more: object) => {
    const key = await make("/v1/api-keys", { kind, name: `${name} ${kind}`, ...more });
    const credentials = { authorization: `Bearer ${textField(key, "key")}` };
    return { id: textField(key, "id"), credentials };
  };

  for (const role of roles) {
    const email = `${name}-${role}@example.com`;
    const invited = await make("/v1/members/invitations", { email, role });
    const token = textField(invited, "link").split("#")[1] ?? "";
    await join(world, token, `${name} ${role}`);
  }
  const invited = await make("/v1/members/invitations", {
    email: `${name}-later@example.com`,
    role: "viewer",
  });
  const secret = await bearer("sk_live", { scopes: ["admin:*"] });
  const test = await bearer("sk_test", { scopes: ["admin:*"] });
  const publishable = await bearer("pk_live", {
    scopes: ["otp:request", "otp:verify"],
    allowedOrigins: ["https://page.example"],
  });

  await make("/v1/providers", {
    provider: "africastalking",
    settings: { username: `${name}-user`, apiKey: `${name}-provider-secret` },
  });
  await make("/v1/routes", { rules: [] }, "PUT");
  await make("/v1/settings/RETENTION/days", { bodyDays: 17 }, "PATCH");
  const operator = {
    authorization: `Bearer ${operatorToken}`,
    "x-organization": organization,
  };
  const rates = [{ perSegment: "100" }];
  await made(world, operator, "/v1/rate-card", { currency: "VND", rates }, "PUT");
  const payment = { amount: "500000", currency: "VND", reference: `${name}-invoice` };
  await made(world, operator, "/v1/credit/top-ups", payment);
  const budget = await make("/v1/budgets", {
    name: `${name} budget`,
    amount: "10000",
    currency: "VND",
    period: "month",
  });
  const webhook = await make("/v1/webhooks", {
    url: `https://127.0.0.1:9/${name}`,
    description: `${name} hook`,
  });
  const webhookId = textField(webhook, "id");
  const sent = await make(`/v1/webhooks/${webhookId}/test`);

  const idempotencyKey = `${name}-order-1`;
  const message = { to: phone, metadata: { customer: name } };
  const messages: string[] = [];
  for (const state of states) {
    const body = `${name} says ${state}`;
    const more = state === "QUEUED" ? { idempotencyKey } : {};
    const reply = await made(world, secret.credentials, "/v1/messages", {
      ...message,
      ...more,
      body,
    });
    messages.push(textField(reply.json, "id"));
  }
  await made(world, test.credentials, "/v1/messages", { ...message, body: `${name} tries` });
  const account = `africastalking@${organization}`;
  await system.gateway.receive(id, account, {
    reports: [],
    inbound: [
      { from: phone, to: "8088", text: `${name} answers`, providerMessageId: `${name}-in` },
    ],
    consents: [{ phone: `+84913${digits}`, optedOut: true }],
  });
  const erasure = await make("/v1/privacy/erasures", { phone: `+84914${digits}` });
  await make("/v1/audit/export.jsonl", undefined, "GET");

  const rest = await storeTheRest(world, { id, name, phone, account, digits });
  const people = await furnishPeople(system, { id, name, phone }, make);
  const inbox = await furnishInbox(system, { id, name, phone }, make);
  const profile = await make("/v1/auth/session", undefined, "GET");
  return {
    id,
    owner,
    key: secret.credentials,
    testKey: test.credentials,
    publishableKey: { ...publishable.credentials, origin: "https://page.example" },
    known: {
      messages,
      phone,
      organization,
      user: textField(field(profile, "user"), "id"),
      session: textField(profile, "id"),
      invitation: textField(invited, "id"),
      key: secret.id,
      account,
      webhook: webhookId,
      event: textField(sent, "id"),
      budget: textField(budget, "id"),
      erasure: textField(erasure, "id"),
      idempotencyKey,
      ...people,
      ...rest,
      ...inbox,
    },
  };
}

/** What only workers, providers and phones would make, as they leave it in the tables. */
const storeTheRest = async (
  { system: { database } }: World,
  {
    id,
    name,
    phone,
    account,
    digits,
  }: { id: string; name: string; phone: string; account: string; digits: string },
) => {
  const { orm } = database;
  const newId = () => newUuid(systemClock);
  const [challenge, block, decision, sandboxMessage] = [newId(), newId(), newId(), newId()];
  const proof = `otp_proof_${name.padEnd(43, "x")}`;
  const closed = `${closedCountry}${digits.slice(-4)}`;
  const ours = sql`organization_id::text = ${id}`;
  const aMessage = sql`(select id from messages where ${ours} order by id limit 1)`;
  const statements = [
    // The texts say in which state each is.
    sql`update messages set status = split_part(body, ' says ', 2), account = ${account},
      price = 100, currency = 'VND' where ${ours}`,
    sql`insert into dead_letters (organization_id, message_id, reason, died_at)
      select organization_id, id, 'unavailable', now() from messages
      where ${ours} and status in ('FAILED', 'REJECTED')`,
    sql`insert into message_dispatches
      (organization_id, id, lane, account, message_ids, marked_at, lease_until)
      select organization_id, ${newId()}::uuid, 1, ${account}, array[id], now(),
        now() + interval '1 hour'
      from messages where ${ours} and status = 'SENDING'`,
    sql`insert into message_submissions
      (account, external_id, organization_id, message_id, attempt, part, submitted_at)
      select ${account}, ${`${name}-ref`}, organization_id, id, 1, 1, now()
      from messages where ${ours} and status = 'SUBMITTED'`,
    sql`insert into message_keys (organization_id, message_id, secret_key_id, wrapped, expires_at)
      values (${id}::uuid, ${aMessage}, ${newId()}::uuid, ${name}, now() + interval '1 hour')`,
    sql`insert into counted_messages (organization_id, message_id, sent, status)
      values (${id}::uuid, ${aMessage}, false, 'QUEUED')`,
    sql`insert into message_totals (organization_id, day, category, account, status, sent, currency,
        messages, segments, price)
      values (${id}::uuid, current_date, 'transactional', ${account}, 'DELIVERED', true, 'VND',
        7777, 8888, 9999)`,
    sql`insert into inbound_totals (organization_id, day, account, messages)
      values (${id}::uuid, current_date, ${account}, 6666)`,
    sql`insert into retention_marks (organization_id, bodies_before)
      values (${id}::uuid, ${newId()}::uuid)`,
    sql`insert into budget_events (organization_id, type, budget_id, period_id, percent, at)
      select organization_id, 'budget.threshold', budget_id, id, 80, now()
      from budget_periods where ${ours} limit 1`,
    sql`insert into audit_heads (organization_id, seq, hash, signed_at, signature)
      select organization_id, seq, hash, now(), ${name} from audit_log
      where ${ours} order by seq limit 1`,
    sql`insert into scenario_limits (organization_id, key, next_at)
      values (${id}::uuid, ${`${name}:otp`}, now())`,
    sql`insert into sandbox_messages (organization_id, id, message_id, recipient, body, category)
      values (${testOrganizationOf(id)}::uuid, ${newId()}::uuid, ${sandboxMessage}::uuid, ${phone},
        ${`${name} in the sandbox`}, 'otp')`,
    sql`insert into held_keys (organization_id, name, secret_key_id, ciphertext)
      values (${id}::uuid, ${name}, ${newId()}::uuid, ${name})`,
    sql`insert into otp_challenges
      (id, scope, phone, purpose, max_attempts, expires_at, resend_available_at)
      values (${challenge}::uuid, ${id}, ${closed}, 'login', 5, now() + interval '1 hour', now())`,
    sql`insert into otp_proofs (hash, scope, phone, purpose, expires_at)
      values (${new Bun.CryptoHasher("sha256").update(proof).digest("base64url")}, ${id}, ${closed},
        'login', now() + interval '1 hour')`,
    sql`insert into otp_guard_decisions (scope, id, challenge_id, kind, purpose, phone, phone_hash,
        country, prefix, verdict, reasons, sent)
      values (${id}, ${decision}::uuid, ${challenge}::uuid, 'request', 'login', ${`${name} phone`},
        ${name}, 'VN', '+84912', 'refused', array['prefix_blocked'], false)`,
    sql`insert into otp_guard_traffic (scope, area, hour, sent, verified)
      values (${id}, 'VN', date_trunc('hour', now()), 500, 1)`,
    sql`insert into otp_guard_guesses (scope, minute, guesses, wrong)
      values (${id}, date_trunc('minute', now()), 50, 50)`,
    sql`insert into otp_guard_incidents
      (scope, id, effect, area, sent, verified, hours, until)
      values (${id}, ${block}::uuid, 'block', '+84912', 500, 1, 24, now() + interval '1 day'),
        (${id}, ${newId()}::uuid, 'alert', 'VN', 500, 1, 24, now() + interval '1 day')`,
  ];
  for (const statement of statements) await orm.execute(statement);
  return {
    block: toPublicId("blk", block),
    decision: toPublicId("gdn", decision),
    challenge: toPublicId("otp", challenge),
    sandboxMessage: toPublicId("msg", sandboxMessage),
    proof,
    otpPhone: closed,
  };
};
