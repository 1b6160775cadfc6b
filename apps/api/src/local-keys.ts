import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Static, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";

/** Keys that stand in for those of the environment, outside production. */
const LocalKeys = Type.Object({
  secretsKey: Type.String(),
  otpPepper: Type.String(),
  operatorToken: Type.String(),
  apiKey: Type.String(),
});
export type LocalKeys = Static<typeof LocalKeys>;

/**
 * Keys for a machine that nobody gave any: made once and kept in `local-keys.json` of the data
 * folder, readable by its owner only, so that what they encrypted survives a restart. Without a
 * folder they live as long as the process. Never used in production.
 */
export const localKeys = async (dataDir: string | undefined): Promise<LocalKeys> => {
  if (dataDir === undefined) return makeKeys();
  const path = join(dataDir, "local-keys.json");
  const kept = await readKeys(path);
  if (kept) return kept;
  const keys = makeKeys();
  await mkdir(dirname(path), { recursive: true });
  // Written aside and moved into place: a crash leaves a whole file or none.
  const aside = `${path}.${process.pid}`;
  const file = await open(aside, "w", 0o600);
  await file.writeFile(JSON.stringify(keys));
  await file.sync();
  await file.close();
  await rename(aside, path);
  return keys;
};

const readKeys = async (path: string): Promise<LocalKeys | undefined> => {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const keys: unknown = JSON.parse(text);
  if (!Value.Check(LocalKeys, keys)) throw new Error(`${path} is damaged; remove it to start anew`);
  return keys;
};

const makeKeys = (): LocalKeys => ({
  secretsKey: randomBytes(32).toString("base64"),
  otpPepper: randomBytes(32).toString("base64"),
  operatorToken: `op_${randomBytes(24).toString("base64url")}`,
  apiKey: `svc_${randomBytes(24).toString("base64url")}`,
});
