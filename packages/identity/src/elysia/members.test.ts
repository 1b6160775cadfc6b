import { beforeEach, expect, test } from "bun:test";
import { type Database, fromPublicId, newUuid, toPublicId } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import {
  type AccountsApp,
  type Browser,
  createAccountsApp,
  password,
  tokenIn,
} from "./accounts-fixture.ts";

const day = 86_400_000;

describeOnDatabases("members and organizations", (open) => {
  let database: Database;
  let app: AccountsApp;
  let owner: Browser;
  beforeEach(async () => {
    database = await open();
    app = createAccountsApp(database);
    owner = await app.owner();
  });
  const idOf = async (browser: Browser): Promise<string> =>
    (await browser.call("GET", "/auth/session")).json.user.id;
  const roleOf = async (browser: Browser): Promise<string> => {
    const { status, json } = await browser.call("GET", "/auth/session");
    return status === 200 ? (json.organization?.role ?? "none") : json.code;
  };
  const signIn = (browser: Browser, email: string) =>
    browser.call("POST", "/auth/sign-in", { email, password });
  const codeOf = async (reply: ReturnType<Browser["call"]>): Promise<string | number> => {
    const { status, json } = await reply;
    return json?.code ?? status;
  };
  const change = (browser: Browser, id: string, role: string) =>
    codeOf(browser.call("PATCH", `/members/${id}`, { role }));
  const remove = (browser: Browser, id: string) => codeOf(browser.call("DELETE", `/members/${id}`));
  /** A sub-organization of the first organization; resolves to its id. */
  const campus = async (name: string): Promise<string> =>
    (await owner.call("POST", "/organizations", { name })).json.id;
  const inside = (id: string) => ({ "x-organization": id });

  test("a role that changes holds at once, and its member signs in again", async () => {
    const viewer = await app.member(owner, "viewer", "v@example.com");
    const id = await idOf(viewer);
    expect((await viewer.call("GET", "/members")).json.code).toBe("forbidden");
    const { "__Host-sid": before } = Object.fromEntries(viewer.cookies);
    expect(await change(owner, id, "admin")).toBe(204);
    expect(await roleOf(viewer)).toBe("session_required");
    await signIn(viewer, "v@example.com");
    expect(viewer.cookies.get("__Host-sid")).not.toBe(before);
    expect(await roleOf(viewer)).toBe("admin");
    expect((await viewer.call("GET", "/members")).json.data).toHaveLength(2);
    // Under a session that lives on, because nobody asked us.
    await database.orm.execute(sql`update memberships set role = 'sender' where role = 'admin'`);
    expect(await roleOf(viewer)).toBe("sender");
    expect((await viewer.call("GET", "/members")).json.code).toBe("forbidden");
    expect(await remove(owner, id)).toBe(204);
    expect(await roleOf(viewer)).toBe("session_required");
    await signIn(viewer, "v@example.com");
    expect(await roleOf(viewer)).toBe("none");
    expect((await viewer.call("GET", "/organizations")).json.data).toEqual([]);
  });

  test("an admin administers all but owners", async () => {
    const admin = await app.member(owner, "admin", "admin@example.com");
    const sender = await idOf(await app.member(admin, "sender", "s@example.com"));
    const [ownerId, adminId] = [await idOf(owner), await idOf(admin)];
    expect(await change(admin, sender, "viewer")).toBe(204);
    expect(await change(admin, sender, "owner")).toBe("owner_only");
    expect(await change(admin, ownerId, "viewer")).toBe("owner_only");
    expect(await remove(admin, ownerId)).toBe("owner_only");
    const asOwner = { email: "o@example.com", role: "owner" };
    expect(await codeOf(admin.call("POST", "/members/invitations", asOwner))).toBe("owner_only");
    const { id } = (await owner.call("POST", "/members/invitations", asOwner)).json;
    expect(await codeOf(admin.call("DELETE", `/members/invitations/${id}`))).toBe("not_found");
    expect(await remove(admin, sender)).toBe(204);
    expect(await remove(admin, adminId)).toBe(204);
  });

  test("the last owner stays, also when owners remove each other", async () => {
    const ownerId = await idOf(owner);
    expect(await change(owner, ownerId, "admin")).toBe("last_owner");
    expect(await remove(owner, ownerId)).toBe("last_owner");
    const browsers = [owner];
    for (const name of ["a", "b", "c"]) {
      browsers.push(await app.member(owner, "owner", `${name}@example.com`));
    }
    const members = await Promise.all(
      browsers.map(({ cookies }) => app.accounts.memberOf({ token: cookies.get("__Host-sid") })),
    );
    const results = await Promise.all(
      members.map((actor, n) => {
        const next = members[(n + 1) % 4];
        if (!actor || !next) throw new Error("an owner is not signed in");
        return app.accounts.removeMember(actor, toPublicId("usr", next.userId));
      }),
    );
    expect(results.filter(({ ok }) => !ok)).toEqual([{ ok: false, error: { code: "last_owner" } }]);
    const rows = await database.orm.execute(sql`select role from memberships`);
    expect([...rows]).toEqual([{ role: "owner" }]);
  });

  test("who is invited joins once, by a link that holds for a week", async () => {
    const body = { email: "New@Example.com", role: "sender" };
    const first = (await owner.call("POST", "/members/invitations", body)).json;
    const invited = (await owner.call("POST", "/members/invitations", body)).json;
    expect(invited).toMatchObject({ email: "new@example.com", role: "sender" });
    expect(invited.link).toMatch(/^https:\/\/console\.example\/join#invite_[\w-]{43}$/);
    const { data } = (await owner.call("GET", "/members/invitations")).json;
    expect(data).toEqual([{ ...invited, link: undefined }].map(({ link: _, ...view }) => view));

    const accept = (visitor: Browser, link: string, more: object = {}) =>
      codeOf(visitor.call("POST", "/auth/invitations/accept", { token: tokenIn(link), ...more }));
    const details = { name: "New", password };
    // The one before it is void.
    expect(await accept(app.browser(), first.link, details)).toBe("invitation_invalid");
    expect(await accept(app.browser(), invited.link)).toBe("details_required");
    expect(await accept(owner, invited.link)).toBe("invitation_for_another");
    const many = Array.from({ length: 5 }, () => app.browser());
    const results = await Promise.all(many.map((one) => accept(one, invited.link, details)));
    expect(results.filter((result) => result === 200)).toHaveLength(1);
    const member = many[results.indexOf(200)];
    if (member === undefined) throw new Error("nobody joined");
    expect(await roleOf(member)).toBe("sender");
    expect(await codeOf(owner.call("POST", "/members/invitations", body))).toBe("already_member");
    expect(await accept(app.browser(), invited.link, details)).toBe("invitation_invalid");

    const late = { email: "late@example.com", role: "viewer" };
    const { link } = (await owner.call("POST", "/members/invitations", late)).json;
    app.clock.advance(7 * day);
    expect(await accept(app.browser(), link, details)).toBe("invitation_invalid");
    await app.accounts.purge();
    expect([...(await database.orm.execute(sql`select * from invitations`))]).toEqual([]);
  });

  test("a link opens no account: who has one signs in first, and gets a new session", async () => {
    const first = await app.member(owner, "viewer", "both@example.com");
    const there = await campus("Campus");
    const body = { email: "both@example.com", role: "admin" };
    const { link } = (await owner.call("POST", "/members/invitations", body, inside(there))).json;
    const token = tokenIn(link);
    const accept = (visitor: Browser) =>
      visitor.call("POST", "/auth/invitations/accept", { token, name: "X", password });
    expect((await accept(app.browser())).json.code).toBe("sign_in_first");
    const forged = { "x-csrf-token": "x" };
    const path = "/auth/invitations/accept";
    expect(await codeOf(first.call("POST", path, { token }, forged))).toBe("csrf_refused");
    const before = first.cookies.get("__Host-sid");
    expect((await accept(first)).status).toBe(200);
    expect(first.cookies.get("__Host-sid")).not.toBe(before);
    const cookie = `__Host-sid=${before}`;
    expect((await first.call("GET", "/auth/session", undefined, { cookie })).status).toBe(401);
    const { organization } = (await first.call("GET", "/auth/session", undefined, inside(there)))
      .json;
    expect(organization).toMatchObject({ id: there, role: "admin" });
    expect(await roleOf(first)).toBe("viewer");
  });

  test("an invitation by phone is accepted by a code that the phone got", async () => {
    const phone = "+84912345678";
    const body = { phone: "+84 912 345 678", role: "sender" };
    const invited = (await owner.call("POST", "/members/invitations", body)).json;
    expect(invited.phone).toBe(phone);
    const token = tokenIn(invited.link);
    const visitor = app.browser();
    const accept = (more: object) =>
      visitor.call("POST", "/auth/invitations/accept", { token, name: "An", ...more });
    expect(await codeOf(accept({ password }))).toBe("details_required");
    const code = async (to: string) => {
      const { id } = (await visitor.call("POST", "/auth/phone/code", { phone: to })).json;
      return { id, code: app.sender.lastOtp(to) };
    };
    expect(await codeOf(accept({ phone: await code("+84987654321") }))).toBe(
      "invitation_for_another",
    );
    const joined = await accept({ phone: await code(phone) });
    expect(joined).toMatchObject({ status: 200, json: { user: { phone, name: "An" } } });
    expect(await roleOf(visitor)).toBe("sender");
    const again = app.browser();
    const { id } = (await again.call("POST", "/auth/phone/code", { phone })).json;
    const signedIn = await again.call("POST", "/auth/phone/sign-in", {
      id,
      code: app.sender.lastOtp(phone),
    });
    expect(signedIn.json.user.name).toBe("An");
  });

  test("where something sends invitations, the inviter does not see the link", async () => {
    const sent: string[] = [];
    app = createAccountsApp(database, {
      sendInvitation: async ({ address, link }) => {
        if (address.startsWith("bad")) throw new Error("mailbox full");
        sent.push(`${address} ${tokenIn(link).length}`);
      },
    });
    const again = app.browser();
    await signIn(again, "owner@example.com");
    const invite = (email: string) =>
      again.call("POST", "/members/invitations", { email, role: "viewer" });
    expect((await invite("good@example.com")).json.link).toBeUndefined();
    expect(sent).toEqual(["good@example.com 50"]);
    expect(await codeOf(invite("bad@example.com"))).toBe("invitation_not_sent");
    const { data } = (await again.call("GET", "/members/invitations")).json;
    expect(data).toMatchObject([{ email: "good@example.com" }]);
  });

  test("owners and admins of a parent are the same in its sub-organizations", async () => {
    const there = await campus("Campus");
    const [admin, sender] = [
      await app.member(owner, "admin", "a@example.com"),
      await app.member(owner, "sender", "s@example.com"),
    ];
    const roleThere = async (browser: Browser) => {
      const { json } = await browser.call("GET", "/auth/session", undefined, inside(there));
      return json.organization?.role ?? "none";
    };
    expect(await Promise.all([owner, admin, sender].map(roleThere))).toEqual([
      "owner",
      "admin",
      "none",
    ]);
    // The stronger of two roles holds.
    const both = await idOf(admin);
    await database.orm.execute(sql`
      insert into memberships (organization_id, user_id, role, created_at)
      values (${fromPublicId("org", there)}::uuid, ${fromPublicId("usr", both)}::uuid, 'viewer', now())`);
    expect(await roleThere(admin)).toBe("admin");
    expect((await admin.call("GET", "/members", undefined, inside(there))).json.data).toHaveLength(
      1,
    );
    const list = (await admin.call("GET", "/organizations")).json.data;
    expect(list).toMatchObject([{ role: "admin" }, { id: there, role: "admin" }]);
    // Its own owner may leave it without one.
    const local = await app.member(owner, "owner", "local@example.com", inside(there));
    expect(await roleOf(local)).toBe("owner");
    expect(await remove(local, await idOf(local))).toBe(204);
    expect(await codeOf(owner.call("POST", "/organizations", { name: "X" }, inside(there)))).toBe(
      "not_a_parent",
    );
    expect(await codeOf(sender.call("POST", "/organizations", { name: "X" }))).toBe("forbidden");
  });

  test("what is another organization's is as good as absent", async () => {
    const [a, b] = [await campus("A"), await campus("B")];
    const inA = await app.member(owner, "owner", "a@example.com", inside(a));
    const inB = await app.member(owner, "owner", "b@example.com", inside(b));
    const theirs = {
      organization: b,
      member: await idOf(inB),
      invitation: (
        await inB.call("POST", "/members/invitations", { email: "x@example.com", role: "viewer" })
      ).json.id,
    };
    const absent = {
      organization: toPublicId("org", newUuid(app.clock)),
      member: toPublicId("usr", newUuid(app.clock)),
      invitation: toPublicId("inv", newUuid(app.clock)),
    };
    const tries = (ids: typeof theirs, headers: Record<string, string> = {}) =>
      [
        ["GET", `/organizations/${ids.organization}`],
        ["PATCH", `/organizations/${ids.organization}`, { name: "Mine" }],
        ["PATCH", `/members/${ids.member}`, { role: "viewer" }],
        ["DELETE", `/members/${ids.member}`],
        ["DELETE", `/members/invitations/${ids.invitation}`],
      ].map(([method, path, body]) =>
        inA.call(
          String(method),
          String(path),
          typeof body === "object" ? body : undefined,
          headers,
        ),
      );
    const texts = async (replies: ReturnType<typeof tries>) =>
      (await Promise.all(replies)).map(({ status, text }) => ({ status, text }));
    const refused = await texts(tries(theirs));
    expect(refused.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(refused).toEqual(await texts(tries(absent)));
    // Nor by asking to be there.
    for (const path of ["/members", "/members/invitations"]) {
      const there = await inA.call("GET", path, undefined, inside(b));
      const nowhere = await inA.call("GET", path, undefined, inside(absent.organization));
      expect([there.status, there.text]).toEqual([401, nowhere.text]);
    }
    expect((await inA.call("GET", "/organizations")).json.data).toMatchObject([{ id: a }]);
    expect((await inA.call("GET", "/members")).json.data).toMatchObject([
      { email: "a@example.com" },
    ]);
    const invitations = (await inA.call("GET", "/members/invitations")).json.data;
    expect(invitations).toEqual([]);
    expect(await roleOf(inB)).toBe("owner");
    expect((await inB.call("GET", `/organizations/${b}`)).json.name).toBe("B");
  });

  test("lists go on where the page before ended", async () => {
    const names = ["A", "B", "C"];
    for (const name of names) {
      app.clock.advance(1000);
      await campus(name);
    }
    const first = (await owner.call("GET", "/organizations?limit=2")).json;
    expect(first).toMatchObject({ data: [{ name: "First" }, { name: "A" }], hasMore: true });
    const next = `/organizations?limit=2&cursor=${first.nextCursor}`;
    const second = (await owner.call("GET", next)).json;
    expect(second).toMatchObject({ data: [{ name: "B" }, { name: "C" }], hasMore: false });
    expect(second.nextCursor).toBeUndefined();
    const none = (await owner.call("GET", "/members?cursor=usr_none")).json;
    expect(none).toEqual({ data: [], hasMore: false });
    const renamed = await owner.call("PATCH", `/organizations/${second.data[0].id}`, { name: "Z" });
    expect(renamed.json).toMatchObject({ name: "Z", parentId: first.data[0].id });
  });
});
