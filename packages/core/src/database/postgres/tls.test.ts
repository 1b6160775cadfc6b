import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import {
  type FaultProxy,
  type PostgresServer,
  startFaultProxy,
  startPostgres,
} from "../../testing/index.ts";
import { type Database, DatabaseUnavailable, openDatabase } from "../index.ts";

/** Self-signed for the name localhost; made for this test alone. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgbsO6F3p0VX60Q1by
Ir/sg1MP/HhivPNy+i3/7nOFz4GhRANCAASTmGw9tr7Av/aRWOPpi73yoj387h/C
8D9HJckm7QB51q25YFltj1roeW4UVdQlOUgYAKbs1RViiq3R6JkXjbwD
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUU5yoMD6+7kC6zz1tNDJJeIGzfFIwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTExMDgwNVoYDzIxMjYxMDI4
MTEwODA1WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASTmGw9tr7Av/aRWOPpi73yoj387h/C8D9HJckm7QB51q25YFltj1ro
eW4UVdQlOUgYAKbs1RViiq3R6JkXjbwDo2kwZzAdBgNVHQ4EFgQU3W9qwoJJprDA
oD3x5deFAZHoYZ0wHwYDVR0jBBgwFoAU3W9qwoJJprDAoD3x5deFAZHoYZ0wDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SAAwRQIhAOahAJghJBN0koHqlpc067gNiWzMCioAOamAcgfmlwsAAiABMVOAOSJl
JADFeckS18Rl78LtTC53Af0QiQNtHfqaAw==
-----END CERTIFICATE-----`;

let server: PostgresServer;
let proxy: FaultProxy;
const folder = await mkdtemp(join(tmpdir(), "tls-"));
const root = join(folder, "root.pem");

beforeAll(async () => {
  await Bun.write(root, CERTIFICATE);
  server = await startPostgres();
  proxy = await startFaultProxy(server);
  const admin = await openDatabase({ url: server.url });
  for (const [name, text] of [
    ["server.key", KEY],
    ["server.crt", CERTIFICATE],
  ]) {
    // The server demands to own the key, and that nobody else may read it.
    await admin.orm.execute(
      sql.raw(`copy (select unnest(string_to_array('${text}', chr(10))))
        to program 'umask 077; cat > ${name}'`),
    );
  }
  await admin.orm.execute(sql`alter system set ssl = on`);
  await admin.close();
  await server.crash();
  await server.start();
});
afterAll(async () => {
  await proxy.close();
  await server.stop();
  await rm(folder, { recursive: true });
});

const open = (host: string, query: string): Promise<Database> => {
  const url = new URL(`${server.url}?${query}`);
  url.hostname = host;
  url.port = String(proxy.port);
  return openDatabase({
    url: url.href,
    poolSize: 1,
    queryTimeoutMs: 300,
    acquireTimeoutMs: 300,
  });
};
const isEncrypted = async ({ orm }: Database): Promise<unknown> => {
  const [row] = await orm.execute(sql`select ssl from pg_stat_ssl where pid = pg_backend_pid()`);
  return row?.["ssl"];
};

test.each([
  ["127.0.0.1", "sslmode=disable", false],
  ["127.0.0.1", "sslmode=require", true],
  ["localhost", `sslmode=verify-full&sslrootcert=${root}`, true],
] as const)("connects to %s", async (host, query, encrypted) => {
  const database = await open(host, query);
  expect(await isEncrypted(database)).toBe(encrypted);
  await database.close();
});

test.each([
  ["an authority that is not trusted", "localhost", "sslmode=verify-full"],
  ["another name", "127.0.0.1", `sslmode=verify-full&sslrootcert=${root}`],
] as const)("verify-full refuses a certificate of %s", async (_, host, query) => {
  const database = await open(host, query);
  const failure = await isEncrypted(database).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(DatabaseUnavailable);
  expect(String(failure)).toMatch(/certificate|altname/i);
  await database.close();
});

test("a half-open encrypted connection is destroyed at the deadline", async () => {
  const database = await open("127.0.0.1", "sslmode=require");
  await isEncrypted(database);
  await proxy.set("blackhole");
  await expect(isEncrypted(database)).rejects.toBeInstanceOf(DatabaseUnavailable);
  await proxy.set("pass");
  expect(await isEncrypted(database)).toBe(true);
  await database.close();
});
