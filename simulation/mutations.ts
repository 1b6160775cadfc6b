import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A mistake that somebody could make in the ledger, as a change of its text. */
interface Mutation {
  readonly name: string;
  /** Below `packages/gateway/src`. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const mutations: readonly Mutation[] = [
  {
    name: "no dispatch mark",
    file: "dispatch/dispatch-slice.ts",
    find: "const verdicts = await context.mark(request);",
    replace: "const verdicts = new Map(request.messageIds.map((id) => [id, 'go']));",
  },
  {
    name: "a lost connection is taken for a refusal",
    file: "ledger/decide.ts",
    find: "  const { outcome } = ended;\n",
    replace:
      "  const outcome = ended.outcome.kind === 'unknown' ? { kind: 'rejected', error: { code: 'unavailable', provider: 'x' } } : ended.outcome;\n  ended = { ...ended, outcome };\n",
  },
  {
    name: "whatever is unknown is sent again",
    file: "ledger/decide.ts",
    find: 'ended.category === "otp" && !ended.unknownBefore',
    replace: "true",
  },
  {
    name: "a second attempt is not written down",
    file: "ledger/mark.ts",
    find: "from asked where verdict = 'go' and attempts > 0",
    replace: "from asked where false",
  },
  {
    name: "marks of dead workers are left alone",
    file: "ledger/reap.ts",
    find: "where d.lease_until < now() limit",
    replace: "where false limit",
  },
  {
    name: "leases of dead workers never end",
    file: "ledger/claim.ts",
    find: "and (lease is null or lease_until < now())",
    replace: "and lease is null",
  },
  {
    name: "idempotency keys are not kept",
    file: "ledger/accept.ts",
    find: "const keyed = messages.some(({ idempotency }) => idempotency);",
    replace: "const keyed = false;",
  },
  {
    name: "reports of any account are believed",
    file: "ledger/report.ts",
    find: "where account = f.acc and external_id = any(f.names)",
    replace: "where external_id = any(f.names)",
  },
  {
    name: "the last report wins",
    file: "ledger/report.ts",
    find: "message_progress(progress, array[f.a], array[f.part], array[f.rank])",
    replace: "array[f.rank::text]",
  },
  {
    name: "early reports are dropped",
    file: "ledger/report.ts",
    find: "where n not in (select n from found)",
    replace: "where false",
  },
];

const seeds = 40;

/** Makes each mistake in a copy and plays the simulation on it: true if each was noticed. */
export async function tryMutations(): Promise<boolean> {
  const table: Record<string, string> = {};
  let all = true;
  for (const mutation of mutations) {
    const noticed = await tryMutation(mutation);
    table[mutation.name] = noticed ?? "NOT NOTICED";
    all &&= noticed !== undefined;
    console.log(`${mutation.name}: ${noticed ?? "NOT NOTICED"}`);
  }
  console.table(table);
  return all;
}

/** The first promise that it breaks, or `undefined`. */
async function tryMutation({ file, find, replace }: Mutation): Promise<string | undefined> {
  const root = join(import.meta.dir, "..");
  const copy = await mkdtemp(join(tmpdir(), "mutation-"));
  try {
    for (const folder of ["packages", "simulation", "migrations", "scripts"])
      await cp(join(root, folder), join(copy, folder), {
        recursive: true,
        filter: (path) => !path.includes("node_modules") && !path.includes("/dist"),
      });
    for (const name of ["package.json", "bun.lock", "tsconfig.json", "tsconfig.base.json"])
      await cp(join(root, name), join(copy, name));
    await symlink(join(root, "node_modules"), join(copy, "node_modules"));
    const path = join(copy, "packages/gateway/src", file);
    const text = await Bun.file(path).text();
    if (!text.includes(find)) throw new Error(`${file} does not hold: ${find}`);
    await Bun.write(path, text.replace(find, replace));
    const child = Bun.spawn([process.execPath, "simulation/play.ts", String(seeds)], {
      cwd: copy,
      stdout: "pipe",
      stderr: "ignore",
    });
    const output = await new Response(child.stdout).text();
    return (await child.exited) === 0
      ? undefined
      : (/invariant (.*)/.exec(output)?.[1] ?? "it cannot run");
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
