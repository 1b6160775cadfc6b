import { type Database, type DatabaseOptions, migrate, openDatabase } from "@nx/core";
import { sql } from "drizzle-orm";
import { createApp } from "../app.ts";
import { readEnvironment } from "../environment.ts";
import { createSystem, type System } from "../system.ts";
import { field, textField } from "./api-process.ts";

/** A reply, as far as it may not differ. */
export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly json: unknown;
  readonly headers: Headers;
}

/** Who asks: headers that a session or a key needs. */
export type Credentials = Readonly<Record<string, string>>;

/** The application in this process, with two organizations that are nothing to each other. */
export interface TwoOrganizations {
  readonly system: System;
  readonly app: ReturnType<typeof createApp>;
  readonly ours: Party;
  readonly theirs: Party;
  call(who: Credentials, method: string, path: string, body?: unknown): Promise<Reply>;
  stop(): Promise<void>;
}

/** An organization, its owner's session, and a key that may do all that keys may. */
export interface Party {
  /** UUID. */
  readonly id: string;
  readonly owner: Credentials;
  readonly ownerId: string;
  readonly key: Credentials;
  readonly testKey: Credentials;
}

const password = "a long one that nobody guesses";

/** Starts it on a database; `open` may open it in another way. */
export async function startTwoOrganizations(
  url: string,
  open: (options: DatabaseOptions) => Promise<Database> = openDatabase,
): Promise<TwoOrganizations> {
  const { environment, problems } = readEnvironment({
    ENVIRONMENT: "demo",
    DATABASE_URL: url,
    DATA_DIR: "memory://",
    LOG_LEVEL: "silent",
    WORKER: "off",
    LIMITS_ENABLED: "false",
    SMS_PROVIDER: "log-only",
  });
  const system = await createSystem(environment, problems, () => {}, open);
  await migrate(system.database);
  await system.start();
  const app = createApp(system);

  const call: TwoOrganizations["call"] = async (who, method, path, body) => {
    const headers = { "content-type": "application/json", "sec-fetch-site": "same-origin", ...who };
    const request = new Request(`http://localhost:3000${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const reply = await app.handle(request);
    const text = await reply.text();
    const isJson = /^application\/(problem\+)?json(;|$)/.test(
      reply.headers.get("content-type") ?? "",
    );
    const json: unknown = isJson && text !== "" ? JSON.parse(text) : undefined;
    return { status: reply.status, text, json, headers: reply.headers };
  };
  const enter = (reply: Reply): Credentials => {
    const cookies = reply.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
    return { cookie: cookies.join("; "), "x-csrf-token": textField(reply.json, "csrfToken") };
  };

  const root = enter(
    await call({}, "POST", "/v1/auth/sign-up", {
      ...{ name: "Root", email: "root@example.com", organization: "Root", password },
    }),
  );
  const party = async (name: string): Promise<Party> => {
    const made = await call(root, "POST", "/v1/organizations", { name: `Org of ${name}` });
    const publicId = textField(made.json, "id");
    const inside = { ...root, "x-organization": publicId };
    const email = `${name}@example.com`;
    const invited = await call(inside, "POST", "/v1/members/invitations", { role: "owner", email });
    const token = textField(invited.json, "link").split("#")[1];
    const joined = await call({}, "POST", "/v1/auth/invitations/accept", { token, name, password });
    const owner = enter(joined);
    const keyOf = async (kind: string, scopes: string[]): Promise<Credentials> => {
      const key = await call(owner, "POST", "/v1/api-keys", { kind, name, scopes });
      return { authorization: `Bearer ${textField(key.json, "key")}` };
    };
    const [row] = await system.database.orm.execute<{ id: string }>(sql`
      select id from organizations where name = ${`Org of ${name}`}`);
    return {
      id: row?.id ?? "",
      owner,
      ownerId: textField(field(joined.json, "user"), "id"),
      key: await keyOf("sk_live", ["admin:*"]),
      testKey: await keyOf("sk_test", ["sms:send", "sms:read", "otp:request", "otp:verify"]),
    };
  };
  return {
    system,
    app,
    theirs: await party("amy"),
    ours: await party("bob"),
    call,
    stop: () => system.stop(),
  };
}
