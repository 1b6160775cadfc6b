/**
 * Everything that proves the tree: install, format and lint, types, all tests, on the embedded
 * database and on a real PostgreSQL. The last line is `N passed, N failed`.
 */
import { existsSync } from "node:fs";
import { install, root } from "./install.ts";

/** What went right and wrong so far; a check that is no test counts as one. */
const tally = { passed: 0, failed: 0 };

const run = async (
  command: string[],
  options: { env?: Record<string, string>; onText?: (text: string) => void } = {},
): Promise<boolean> => {
  const child = Bun.spawn(command, {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const relay = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      process.stdout.write(chunk);
      options.onText?.(decoder.decode(chunk, { stream: true }));
    }
  };
  await Promise.all([relay(child.stdout), relay(child.stderr)]);
  return (await child.exited) === 0;
};

const check = async (name: string, command: string[]): Promise<void> => {
  console.log(`\n── ${name}`);
  const ok = await run(command);
  tally[ok ? "passed" : "failed"] += 1;
};

/**
 * What tests need and Bun's packages do not hold, with a file that proves it is there: a browser,
 * Kannel and Net::SMPP as SMPP peers that are not ours. Debian's are installed where they lack.
 */
const debianPackages: Readonly<Record<string, string>> = {
  chromium: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
  kannel: "/usr/sbin/bearerbox",
  "kannel-extras": "/usr/lib/kannel/test/drive_smpp",
  "libnet-smpp-perl": "/usr/share/perl5/Net/SMPP.pm",
};

const provideDebianPackages = async (): Promise<void> => {
  const missing = Object.entries(debianPackages).filter(([, file]) => !existsSync(file));
  if (missing.length === 0) return;
  const names = missing.map(([name]) => name);
  console.log(`\n── ${names.join(", ")}`);
  await run(["apt-get", "update", "-qq"]);
  await run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", ...names], {
    env: { DEBIAN_FRONTEND: "noninteractive" },
  });
};

/** Not a wait: only how long a test may take on a machine that does much else. */
const testTimeoutMs = "60000";

const bin = (name: string) => `${root}/node_modules/.bin/${name}`;

await install();
await provideDebianPackages();
await check("format and lint", [bin("biome"), "check", "."]);
await check("types", [bin("tsc"), "--noEmit", "-p", "."]);

console.log("\n── tests");
const { startPostgres } = await import("@nx/core/testing");
const given = process.env["DATABASE_URL"];
const server = given ? undefined : await startPostgres();
let output = "";
const ok = await run([process.execPath, "test", "--parallel", "--timeout", testTimeoutMs], {
  env: { DATABASE_URL: given ?? server?.url ?? "" },
  onText: (text) => {
    output += text;
  },
});
await server?.stop();

const count = (word: string): number =>
  Number(new RegExp(`^ *(\\d+) ${word}$`, "m").exec(output)?.[1] ?? 0);
tally.passed += count("pass");
tally.failed += count("fail");
// A runner that died, an error outside a test, or a skipped test is a failure of its own.
if (!ok && count("fail") === 0) tally.failed += 1;
tally.failed += count("skip") + count("todo");

console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 ? 0 : 1);
