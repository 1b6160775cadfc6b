import { beforeEach, expect, test } from "bun:test";
import { eq } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { describeOnDatabases, fakeClock } from "../testing/index.ts";
import { createKeyring } from "./keyring.ts";
import { rewrap } from "./rewrap.ts";
import { createSecrets, type Secrets } from "./secrets.ts";
import { dataKeys } from "./tables.ts";

const keys = {
  old: { id: "old", key: Buffer.alloc(32, 1).toString("base64") },
  new: { id: "new", key: Buffer.alloc(32, 2).toString("base64") },
};
const keyringOf = (...ids: (keyof typeof keys)[]) => {
  const result = createKeyring(ids.map((id) => keys[id]));
  if (!result.ok) throw new Error("not a keyring");
  return result.keyring;
};

describeOnDatabases("secrets", (open) => {
  const clock = fakeClock();
  const secretsWith = (...ids: (keyof typeof keys)[]) =>
    createSecrets({ keyring: keyringOf(...ids), clock });
  let database: Database;
  beforeEach(async () => {
    database = await open();
  });

  const encrypt = async (secrets: Secrets, organization: string | null, text = "s3cret") => {
    const result = await secrets.encrypt(database.orm, organization, ["row"], text);
    if (!result.ok) throw new Error(result.reason);
    return result.secret;
  };

  test("comes back in another process that has the key", async () => {
    const secret = await encrypt(secretsWith("old"), "org", "mật khẩu");
    const { orm } = database;
    expect(await secretsWith("old").decrypt(orm, ["row"], secret)).toEqual({
      ok: true,
      plaintext: "mật khẩu",
    });
  });

  test("there is one data key per organization, for a year", async () => {
    const secrets = secretsWith("old");
    const first = await encrypt(secrets, "a");
    expect((await encrypt(secrets, "a")).keyId).toBe(first.keyId);
    expect((await encrypt(secretsWith("old"), "a")).keyId).toBe(first.keyId);
    expect((await encrypt(secrets, "b")).keyId).not.toBe(first.keyId);
    expect((await encrypt(secrets, null)).keyId).not.toBe(first.keyId);
    clock.advance(366 * 86_400_000);
    expect((await encrypt(secrets, "a")).keyId).not.toBe(first.keyId);
  });

  test("a data key of a transaction that rolled back is not used again", async () => {
    const secrets = secretsWith("old");
    const failing = database.transaction(async (tx) => {
      await secrets.encrypt(tx, null, ["row"], "x");
      await secrets.encrypt(tx, null, ["row"], "y");
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    const secret = await encrypt(secrets, null);
    const rows = await database.orm.select({ id: dataKeys.id }).from(dataKeys);
    expect(rows).toEqual([{ id: secret.keyId }]);
  });

  test.each([
    ["no_keyring", []],
    ["unknown_key", ["new"]],
  ] as const)("without the right key it is %s, never the text", async (reason, ids) => {
    const secret = await encrypt(secretsWith("old"), null);
    const secrets = ids.length === 0 ? createSecrets({ clock }) : secretsWith(...ids);
    expect(await secrets.decrypt(database.orm, ["row"], secret)).toEqual({ ok: false, reason });
  });

  test("without any key nothing is stored", async () => {
    const result = await createSecrets({ clock }).encrypt(database.orm, null, ["row"], "x");
    expect(result).toEqual({ ok: false, reason: "no_keyring" });
  });

  test("a data key moved to another organization does not open", async () => {
    const secret = await encrypt(secretsWith("old"), "a");
    await database.orm.update(dataKeys).set({ organizationId: "b" });
    expect(await secretsWith("old").decrypt(database.orm, ["row"], secret)).toEqual({
      ok: false,
      reason: "unknown_key",
    });
  });

  test("after a re-wrap every ciphertext opens without the retired key", async () => {
    const stored = await Promise.all(
      [null, "a", "b"].map((organization) => encrypt(secretsWith("old"), organization)),
    );
    const both = keyringOf("new", "old");
    const counts = await Promise.all([rewrap(database, both), rewrap(database, both)]);
    expect(counts.flatMap(({ stranded }) => stranded)).toEqual([]);
    expect(await rewrap(database, both)).toEqual({ rewrapped: 0, stranded: [] });

    const retired = database.orm.select().from(dataKeys).where(eq(dataKeys.kekId, "old"));
    expect(await retired).toEqual([]);
    for (const secret of stored) {
      const opened = await secretsWith("new").decrypt(database.orm, ["row"], secret);
      expect(opened).toEqual({ ok: true, plaintext: "s3cret" });
    }
  });

  test("a re-wrap without the old key says which data keys it could not move", async () => {
    const secret = await encrypt(secretsWith("old"), null);
    const { keyId } = secret;
    expect(await rewrap(database, keyringOf("new"))).toEqual({ rewrapped: 0, stranded: [keyId] });
    expect(await secretsWith("old").decrypt(database.orm, ["row"], secret)).toMatchObject({
      ok: true,
    });
  });
});
