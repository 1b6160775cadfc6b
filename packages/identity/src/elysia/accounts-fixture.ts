import { createKeyring, createLogger, type Database, newUuid } from "@nx/core";
import { problems } from "@nx/core/elysia";
import { fakeClock } from "@nx/core/testing";
import { Value } from "@sinclair/typebox/value";
import { Elysia } from "elysia";
import { type AccountsOptions, createAccounts } from "../accounts/accounts.ts";
import { createBounded } from "../otp/bounded.ts";
import { createOtpService } from "../otp/service.ts";
import { OtpSettings } from "../otp/settings.ts";
import { recordingSender } from "../testing/recording-sender.ts";
import { accountsController, membersController, organizationsController } from "./index.ts";

const keys = createKeyring([{ id: "p1", key: Buffer.alloc(32, 3).toString("base64") }]);
if (!keys.ok) throw new Error("the pepper of these tests is well-formed");
const { keyring: peppers } = keys;

/** Headers of a request that differ from what a page of ours sends; null leaves one out. */
export type HeaderChanges = Readonly<Record<string, string | null>>;

export const password = "correct horse battery staple";

/** Somebody's app with the controllers of accounts in it, and browsers to visit it. */
export const createAccountsApp = (database: Database, options: Partial<AccountsOptions> = {}) => {
  // Not the real time: whatever asks the system's clock is found out.
  const clock = fakeClock("2026-03-01T08:00:00Z");
  const sender = recordingSender();
  // However slow the machine is, nobody waits too long.
  const hashing = createBounded({ concurrency: 2, queue: 64, maxWaitMs: 3_600_000 });
  const settings = Value.Parse(OtpSettings, {});
  const otp = createOtpService({
    database,
    sender,
    peppers,
    hashing,
    settings: () => ({ state: "ok", value: settings, version: 1 }),
  });
  const accounts = createAccounts({
    database,
    clock,
    otp,
    hashing,
    firstOrganizationId: newUuid(clock),
    invitationLink: (token) => `https://console.example/join#${token}`,
    origins: ["https://console.example"],
    ...options,
  });
  const address = ({ request }: { request: Request }) =>
    request.headers.get("x-test-address") ?? "203.0.113.9";
  const app = new Elysia({ normalize: false })
    .use(problems({ logger: createLogger({ level: "silent" }) }))
    .group("/v1", (v1) =>
      v1
        .use(accountsController({ accounts, address }))
        .use(membersController({ accounts }))
        .use(organizationsController({ accounts })),
    );

  /** A browser on a page of ours: keeps cookies, and sends back the token that it reads in one. */
  const browser = () => {
    const cookies = new Map<string, string>();
    const call = async (
      method: string,
      path: string,
      body?: object,
      changes: HeaderChanges = {},
    ) => {
      const headers = new Headers({
        "sec-fetch-site": "same-origin",
        "content-type": "application/json",
        "user-agent": "Test browser",
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      });
      const csrf = cookies.get("__Host-csrf");
      if (csrf) headers.set("x-csrf-token", csrf);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) headers.delete(name);
        else headers.set(name, value);
      }
      const reply = await app.handle(
        new Request(`http://localhost/v1${path}`, {
          method,
          headers,
          ...(body && { body: JSON.stringify(body) }),
        }),
      );
      for (const line of reply.headers.getSetCookie()) {
        const { name, value, maxAge } = Bun.Cookie.parse(line);
        if (maxAge === 0) cookies.delete(name);
        else cookies.set(name, value);
      }
      const text = await reply.text();
      return { status: reply.status, headers: reply.headers, text, json: text && JSON.parse(text) };
    };
    return { cookies, call };
  };

  /** A browser in which the first owner has signed up. */
  const owner = async (email = "owner@example.com") => {
    const visitor = browser();
    const reply = await visitor.call("POST", "/auth/sign-up", {
      name: "Owner",
      email,
      password,
      organization: "First",
    });
    if (reply.status !== 201) throw new Error(`the owner could not sign up: ${reply.text}`);
    return visitor;
  };

  /** A browser in which somebody has joined by an invitation of `inviter`. */
  const member = async (
    inviter: ReturnType<typeof browser>,
    role: string,
    email: string,
    changes: HeaderChanges = {},
  ) => {
    const invited = await inviter.call("POST", "/members/invitations", { email, role }, changes);
    const visitor = browser();
    const token = tokenIn(invited.json.link);
    const accepted = await visitor.call("POST", "/auth/invitations/accept", {
      token,
      name: email.split("@")[0],
      password,
    });
    if (accepted.status !== 200) throw new Error(`${email} could not join: ${accepted.text}`);
    return visitor;
  };

  return { clock, sender, accounts, app, browser, owner, member };
};

export type AccountsApp = ReturnType<typeof createAccountsApp>;
export type Browser = ReturnType<AccountsApp["browser"]>;

/** The token at the end of an invitation's link. */
export const tokenIn = (link: string): string => link.split("#")[1] ?? "";
