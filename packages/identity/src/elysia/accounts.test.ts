import { beforeEach, expect, test } from "bun:test";
import type { Database } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { createBounded } from "../otp/bounded.ts";
import { age } from "../testing/index.ts";
import { type AccountsApp, createAccountsApp, password } from "./accounts-fixture.ts";

const minute = 60_000;

describeOnDatabases("accounts", (open) => {
  let database: Database;
  let app: AccountsApp;
  beforeEach(async () => {
    database = await open();
    app = createAccountsApp(database);
  });
  const count = async (table: string): Promise<number> => {
    const [row] = await database.orm.execute<{ n: number }>(
      sql`select count(*)::int as n from ${sql.identifier(table)}`,
    );
    return row?.n ?? 0;
  };
  const signIn = (email: string, secret = password) => ({ email, password: secret });

  test("of twenty who sign up at once, one is the first owner", async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        app.browser().call("POST", "/auth/sign-up", {
          name: `Visitor ${n}`,
          email: `visitor${n}@example.com`,
          password,
          organization: "First",
        }),
      ),
    );
    const statuses = replies.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 403)]);
    for (const table of ["users", "user_credentials", "organizations", "memberships", "sessions"]) {
      expect([table, await count(table)]).toEqual([table, 1]);
    }
  });

  test("a session begins with cookies for this host alone", async () => {
    const owner = await app.owner();
    const reply = await owner.call("POST", "/auth/sign-in", signIn("OWNER@example.com"));
    expect(reply.status).toBe(200);
    const [session = "", csrf = ""] = reply.headers.getSetCookie();
    for (const part of ["Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=43200"]) {
      expect(session).toContain(part);
    }
    expect(session).toMatch(/^__Host-sid=[\w-]{43};/);
    expect(session).not.toContain("Domain");
    expect(csrf).not.toContain("HttpOnly");
    expect(reply.json).toMatchObject({
      fresh: true,
      csrfToken: owner.cookies.get("__Host-csrf"),
      user: { name: "Owner", email: "owner@example.com" },
      organization: { name: "First", role: "owner" },
    });
    // A new one takes the place of the old one, and neither is in the database.
    expect(await count("sessions")).toBe(1);
    const [row] = await database.orm.execute(sql`select * from sessions`);
    expect(JSON.stringify(row)).not.toContain(owner.cookies.get("__Host-sid") ?? "none");
    expect((await owner.call("GET", "/auth/session")).json.id).toBe(reply.json.id);
  });

  test("whether there is such an account shows in nothing", async () => {
    let hashes = 0;
    const hashing = createBounded({ concurrency: 2, queue: 64, maxWaitMs: 3_600_000 });
    app = createAccountsApp(database, {
      hashing: {
        run: (priority, work) => {
          hashes += 1;
          return hashing.run(priority, work);
        },
      },
    });
    await app.owner();
    const attempt = async (email: string) => {
      hashes = 0;
      const reply = await app.browser().call("POST", "/auth/sign-in", signIn(email, "wrong"));
      return { status: reply.status, body: reply.text, headers: [...reply.headers], hashes };
    };
    const known = await attempt("owner@example.com");
    expect(known).toMatchObject({ status: 401, hashes: 1 });
    expect(JSON.parse(known.body).code).toBe("sign_in_failed");
    expect(await attempt("nobody@example.com")).toEqual(known);
    // Somebody who has no password.
    await database.orm.execute(sql`delete from user_credentials`);
    expect(await attempt("owner@example.com")).toEqual(known);

    const phones = app.browser();
    const ask = async (phone: string) => {
      const { status, json } = await phones.call("POST", "/auth/phone/code", { phone });
      return { status, fields: Object.keys(json), attempts: json.attemptsRemaining };
    };
    expect(await ask("+84912345678")).toEqual(await ask("+84987654321"));
    expect(app.sender.messages).toHaveLength(2);
  });

  test("five failures for an account and an address, whoever it is", async () => {
    await app.owner();
    const attempt = async (email: string, secret: string, address: string) => {
      const from = { "x-test-address": address };
      const reply = await app.browser().call("POST", "/auth/sign-in", signIn(email, secret), from);
      return reply.json.code ?? reply.status;
    };
    for (const email of ["owner@example.com", "nobody@example.com"]) {
      const codes = await Promise.all(
        Array.from({ length: 8 }, (_, n) => attempt(email, "wrong", `2001:db8::${n}`)),
      );
      expect(codes.filter((code) => code === "sign_in_failed")).toHaveLength(5);
      expect(codes.filter((code) => code === "limit_exceeded")).toHaveLength(3);
    }
    expect(await attempt("owner@example.com", password, "2001:db8::9")).toBe("limit_exceeded");
    expect(await attempt("owner@example.com", password, "2001:db8:0:1::9")).toBe(200);
    await age(database, 900);
    expect(await attempt("owner@example.com", password, "2001:db8::9")).toBe(200);
    // A success clears the count.
    for (let n = 0; n < 4; n += 1) await attempt("owner@example.com", "wrong", "2001:db8::9");
    expect(await attempt("owner@example.com", password, "2001:db8::9")).toBe(200);
    expect(await attempt("owner@example.com", "wrong", "2001:db8::9")).toBe("sign_in_failed");
  });

  test("more passwords than can be hashed: come again, and nothing is counted", async () => {
    await app.owner();
    app = createAccountsApp(database, { hashing: { run: async () => ({ refused: "full" }) } });
    for (let n = 0; n < 6; n += 1) {
      const reply = await app.browser().call("POST", "/auth/sign-in", signIn("owner@example.com"));
      expect(reply).toMatchObject({ status: 503, json: { code: "busy", retryAfterSeconds: 1 } });
    }
  });

  test("a session ends when it is not used for half an hour", async () => {
    const owner = await app.owner();
    const isIn = async () => (await owner.call("GET", "/auth/session")).status === 200;
    app.clock.advance(29 * minute);
    expect(await isIn()).toBe(true);
    app.clock.advance(29 * minute);
    expect(await isIn()).toBe(true);
    app.clock.advance(30 * minute);
    expect(await isIn()).toBe(false);
    await app.accounts.purge();
    expect(await count("sessions")).toBe(0);
  });

  test("and after twelve hours however much it is used", async () => {
    const owner = await app.owner();
    const statusAt = async (minutes: number) => {
      app.clock.advance(minutes * minute);
      return (await owner.call("GET", "/auth/session")).status;
    };
    for (let passed = 20; passed < 720; passed += 20) expect(await statusAt(20)).toBe(200);
    expect(await statusAt(20)).toBe(401);
    await app.accounts.purge();
    expect(await count("sessions")).toBe(0);
  });

  test("is fresh for a quarter of an hour", async () => {
    const owner = await app.owner();
    const isFresh = async () => (await owner.call("GET", "/auth/session")).json.fresh;
    app.clock.advance(15 * minute - 1);
    expect(await isFresh()).toBe(true);
    app.clock.advance(1);
    expect(await isFresh()).toBe(false);
    await owner.call("POST", "/auth/sign-in", signIn("owner@example.com"));
    expect(await isFresh()).toBe(true);
  });

  test("is listed, and refused as soon as it is revoked", async () => {
    const owner = await app.owner();
    const elsewhere = app.browser();
    await elsewhere.call("POST", "/auth/sign-in", signIn("owner@example.com"), {
      "user-agent": "Another browser",
      "x-test-address": "2001:db8:1:2:3::7",
    });
    const { data } = (await owner.call("GET", "/auth/sessions")).json;
    expect(data).toMatchObject([
      { current: false, userAgent: "Another browser", address: "2001:db8:1:2::/64" },
      { current: true, userAgent: "Test browser" },
    ]);
    const stranger = await app.member(owner, "owner", "other@example.com");
    expect((await stranger.call("DELETE", `/auth/sessions/${data[0].id}`)).status).toBe(404);
    expect((await elsewhere.call("GET", "/auth/session")).status).toBe(200);
    expect((await owner.call("DELETE", `/auth/sessions/${data[0].id}`)).status).toBe(204);
    expect((await elsewhere.call("GET", "/auth/session")).json.code).toBe("session_required");
    expect((await owner.call("DELETE", `/auth/sessions/${data[0].id}`)).status).toBe(404);

    const cookie = `__Host-sid=${owner.cookies.get("__Host-sid")}`;
    expect((await owner.call("POST", "/auth/sign-out")).status).toBe(204);
    expect(owner.cookies.size).toBe(0);
    expect((await owner.call("GET", "/auth/session", undefined, { cookie })).status).toBe(401);
  });

  test("acts for pages of ours alone: each proof is needed", async () => {
    const owner = await app.owner();
    const child = { name: "Campus" };
    const post = async (changes: Record<string, string | null>) =>
      (await owner.call("POST", "/organizations", child, changes)).json.code;
    expect(await post({ "x-csrf-token": null })).toBe("csrf_refused");
    expect(await post({ "x-csrf-token": "" })).toBe("csrf_refused");
    const other = app.browser();
    await other.call("POST", "/auth/sign-in", signIn("owner@example.com"));
    const theirs = other.cookies.get("__Host-csrf") ?? "";
    // Also when a stranger planted the cookie beside it.
    const sid = `__Host-sid=${owner.cookies.get("__Host-sid")}`;
    expect(await post({ "x-csrf-token": theirs, cookie: `${sid}; __Host-csrf=${theirs}` })).toBe(
      "csrf_refused",
    );
    for (const site of ["cross-site", "same-site", "none", null]) {
      expect(await post({ "sec-fetch-site": site })).toBe("csrf_refused");
    }
    const foreign = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect(await post(foreign)).toBe("csrf_refused");
    for (const type of ["application/x-www-form-urlencoded", "text/plain", null]) {
      const reply = await owner.call("POST", "/organizations", child, { "content-type": type });
      expect([403, 415]).toContain(reply.status);
      const bare = await owner.call("POST", "/auth/sign-out", undefined, { "content-type": type });
      expect([403, 415]).toContain(bare.status);
    }
    expect(await count("organizations")).toBe(1);
    // A console on an origin that is trusted, and reading, which changes nothing.
    const trusted = { "sec-fetch-site": "cross-site", origin: "https://console.example" };
    expect(await post(trusted)).toBeUndefined();
    const reading = { "x-csrf-token": null, "sec-fetch-site": null, "content-type": null };
    expect((await owner.call("GET", "/organizations", undefined, reading)).status).toBe(200);
  });

  test("nobody signs anybody in from elsewhere", async () => {
    await app.owner();
    for (const changes of [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": null },
      { "content-type": "text/plain" },
    ]) {
      const visitor = app.browser();
      const reply = await visitor.call(
        "POST",
        "/auth/sign-in",
        signIn("owner@example.com"),
        changes,
      );
      expect([403, 415]).toContain(reply.status);
      expect(visitor.cookies.size).toBe(0);
    }
  });

  test("signs in by phone, by the codes of the OTP service and under its limits", async () => {
    const owner = await app.owner();
    const phone = "+84912345678";
    const visitor = app.browser();
    const asked = await visitor.call("POST", "/auth/phone/code", { phone });
    const code = app.sender.lastOtp(phone);
    const { id } = asked.json;
    // Who has proved a phone is told that nobody here has it; the code is used up all the same.
    expect((await visitor.call("POST", "/auth/phone/sign-in", { id, code })).json.code).toBe(
      "no_account",
    );
    expect((await visitor.call("POST", "/auth/phone/code", { phone })).status).toBe(202);
    expect((await visitor.call("POST", "/auth/phone/code", { phone })).json.code).toBe(
      "resend_too_soon",
    );
    await owner.call("GET", "/auth/session");
    const userId = sql`(select id from users where email = 'owner@example.com')`;
    await database.orm.execute(sql`update users set phone = ${phone} where id = ${userId}`);
    await age(database, 60);
    const again = (await visitor.call("POST", "/auth/phone/code", { phone })).json.id;
    const wrong = await visitor.call("POST", "/auth/phone/sign-in", { id: again, code: "000000" });
    expect(wrong.json.code).toBe("otp_invalid");
    const right = { id: again, code: app.sender.lastOtp(phone) };
    const entered = await visitor.call("POST", "/auth/phone/sign-in", right);
    expect(entered).toMatchObject({ status: 200, json: { user: { phone, name: "Owner" } } });
    expect((await visitor.call("POST", "/auth/phone/sign-in", right)).json.code).toBe(
      "otp_invalid",
    );
  });

  test("garbage for a cookie, an id or a field opens and breaks nothing", async () => {
    await app.owner();
    const visitor = app.browser();
    for (const cookie of [
      "__Host-sid=",
      "__Host-sid=x",
      `__Host-sid=${"A".repeat(43)}`,
      "=;;=%%%",
    ]) {
      expect((await visitor.call("GET", "/auth/session", undefined, { cookie })).status).toBe(401);
    }
    const unknown = { ...signIn("owner@example.com"), organizationId: "x" };
    const refused = await visitor.call("POST", "/auth/sign-in", unknown);
    expect(refused.json.errors).toMatchObject([{ path: "/organizationId", code: "unknown_field" }]);
    for (const email of ["", "owner", "a@b", "o'x.y@example.com "]) {
      expect((await visitor.call("POST", "/auth/sign-in", signIn(email))).status).toBe(400);
    }
  });

  test.each(["o'neil+sms@example.com", "a_b.c-d@sub.example-1.co", "X@EXAMPLE.COM"])(
    "whoever may sign up as %s may sign in",
    async (email) => {
      await app.owner(email);
      expect((await app.browser().call("POST", "/auth/sign-in", signIn(email))).status).toBe(200);
    },
  );
});
