import { cp, mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { Glob } from "bun";
import { playSeeds } from "./play-seeds.ts";

/** A mistake that somebody could make, as a change of the code's text. */
interface Mutation {
  readonly name: string;
  /** From the root; a pattern where the name of the file may change. */
  readonly file: string;
  /** Is there exactly once. The smaller, the longer it lasts. */
  readonly find: string;
  readonly replace: string;
}

const ledger = "packages/gateway/src/ledger";
const dispatch = "packages/gateway/src/dispatch";

const mutations: readonly Mutation[] = [
  {
    name: "no dispatch mark",
    file: `${dispatch}/dispatch-slice.ts`,
    find: "await context.mark([request])",
    replace: "[new Map()]",
  },
  {
    name: "a lost connection is taken for a refusal",
    file: `${ledger}/decide.ts`,
    find: "const { outcome } = ended;",
    replace: `const outcome = ended.outcome.kind === 'unknown'
      ? { kind: 'rejected', error: { code: 'unavailable', provider: 'x' } } : ended.outcome;
    ended = { ...ended, outcome };`,
  },
  {
    name: "whatever is unknown is sent again",
    file: `${ledger}/decide.ts`,
    find: 'ended.category === "otp" && !ended.unknownBefore',
    replace: "true",
  },
  {
    name: "an unknown code is sent again at once",
    file: `${ledger}/decide.ts`,
    find: "resendAfterSeconds = 10",
    replace: "resendAfterSeconds = 0",
  },
  {
    name: "a retry does not wait",
    file: `${ledger}/decide.ts`,
    find: "30 * 4 **",
    replace: "0 * 4 **",
  },
  {
    name: "Retry-After is not heard",
    file: `${ledger}/decide.ts`,
    find: "Math.max(schedule, asked)",
    replace: "schedule",
  },
  {
    name: "a second attempt is not written down",
    file: `${ledger}/mark.ts`,
    find: "verdict = 'go' and attempts > 0",
    replace: "false",
  },
  {
    name: "opt-outs are not looked at when marking",
    file: `${ledger}/mark.ts`,
    find: `\${covers("m.category", "m.sender")}`,
    replace: "false",
  },
  {
    name: "the validity is not looked at when marking",
    file: `${ledger}/mark.ts`,
    find: "m.valid_until <= now()",
    replace: "false",
  },
  {
    name: "claiming is a SELECT, then an UPDATE",
    file: `${ledger}/claim.ts`,
    find: "export async function claimChunks(",
    replace: `export async function claimChunks({ orm }, { lane, each, lease }) {
  const due = await orm.execute(sql\`
    select id from message_queue where lane = \${lane} and due_at <= now()
      and (lease is null or lease_until < now()) limit \${each}\`);
  if (due.length === 0) return { chunks: [], next: undefined };
  const ids = [...due].map(({ id }) => id);
  const rows = await orm.execute(sql\`
    with claimed as (
      update message_queue q set lease = \${lease.id}::uuid,
        lease_until = now() + \${lease.seconds}::float8 * interval '1 second',
        reclaims = q.reclaims + case when q.lease is null then 0 else 1 end
      where q.id = any(\${sql.param(ids)}::uuid[]) returning q.*
    ) select organization_id as "organizationId", id from claimed\`);
  return { chunks: await loadChunks({ orm }, [...rows], lease.id), next: undefined };
}
async function claimInOne(`,
  },
  {
    name: "leases of dead workers never end",
    file: `${ledger}/due-lanes.ts`,
    find: "lease is null or lease_until < now()",
    replace: "lease is null",
  },
  {
    name: "a worker that found nothing once never looks again",
    file: `${dispatch}/dispatcher.ts`,
    find: "await dueLanes(database, [...sleeping])",
    replace: "[]",
  },
  {
    name: "a clean stop gives nothing back",
    file: `${dispatch}/dispatcher.ts`,
    find: "releaseChunks(database, lease.id)",
    replace: "Promise.resolve()",
  },
  {
    name: "each process has the whole rate for itself",
    file: `${dispatch}/reserve-rate.ts`,
    find: "account_states.next_at is null",
    replace: "true",
  },
  {
    name: "results are recorded without a fence",
    file: `${ledger}/record.ts`,
    find: "(attempt)}] = '0'",
    replace: "(attempt)}] is not null",
  },
  {
    name: "marks of dead workers are left alone",
    file: `${ledger}/reap.ts`,
    find: "d.lease_until < now()",
    replace: "false",
  },
  {
    name: "the reaper takes what was marked for unmarked",
    file: `${ledger}/reap.ts`,
    find: "account === nowhere ?",
    replace: "true ?",
  },
  {
    name: "what has left is cancelled",
    file: `${ledger}/cancel.ts`,
    find: "m.id in (select unnest(message_ids) from held)",
    replace: "true",
  },
  {
    name: "idempotency keys are not kept",
    file: `${ledger}/accept.ts`,
    find: "messages.some(({ idempotency }) => idempotency)",
    replace: "false",
  },
  {
    name: "a key is unique for all organizations together",
    file: "migrations/*.sql",
    find: 'PRIMARY KEY("organization_id","route","key")',
    replace: 'PRIMARY KEY("route","key")',
  },
  {
    name: "reports of any account are believed",
    file: `${ledger}/fold-reports.ts`,
    find: "account = f.acc and",
    replace: "",
  },
  {
    name: "every report is taken for a first one",
    file: `${ledger}/report-first.ts`,
    find: "and m.progress = '{1}' and m.status = 'SUBMITTED'",
    replace: "",
  },
  {
    name: "the last report wins",
    file: "migrations/*.sql",
    find: "greatest(substr(known, parts[i], 1)::smallint, ranks[i])",
    replace: "(ranks[i])",
  },
  {
    name: "early reports are dropped",
    file: `${ledger}/report.ts`,
    find: "where (select count(*) from found) < (select count(*) from fact)",
    replace: "where false",
  },
  {
    name: "what nobody reports on never ends",
    file: `${ledger}/expire.ts`,
    find: "m.status in ('SUBMITTED', 'SENT')",
    replace: "false",
  },
];

/** Seeds that a mutation has to be noticed in. */
const mostSeeds = 100;

const root = join(import.meta.dir, "..");

/** Makes each mistake in a copy and plays the simulation on it: true if each was noticed. */
export async function tryMutations(): Promise<boolean> {
  const waiting = [...mutations];
  const found: Record<string, { seed: number | string; breaks: string }> = {};
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      found[next.name] = await tryMutation(next);
      console.log(`${next.name}: seed ${found[next.name]?.seed}, ${found[next.name]?.breaks}`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  console.table(found);
  return Object.values(found).every(({ seed }) => typeof seed === "number");
}

/** The first seed that it breaks, and what. */
async function tryMutation(mutation: Mutation): Promise<{ seed: number | string; breaks: string }> {
  const copy = await mkdtemp(join(tmpdir(), "mutation-"));
  try {
    await copyCode(copy);
    await mutate(copy, mutation);
    for await (const { seed, broken } of playSeeds(copy, { first: 1, step: 1, last: mostSeeds }))
      if (broken[0] !== undefined) return { seed, breaks: broken[0] };
    return { seed: "NONE", breaks: `nothing in ${mostSeeds} seeds` };
  } catch (error) {
    return { seed: "NONE", breaks: error instanceof Error ? error.message : String(error) };
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** What a run needs, with its own packages and everybody else's as they are. */
async function copyCode(copy: string): Promise<void> {
  for (const folder of ["packages", "simulation", "migrations"])
    await cp(join(root, folder), join(copy, folder), {
      recursive: true,
      filter: (path) => !path.includes("node_modules") && !path.includes("/dist"),
    });
  await cp(join(root, "tsconfig.base.json"), join(copy, "tsconfig.base.json"));
  const modules = join(copy, "node_modules");
  await mkdir(join(modules, "@nx"), { recursive: true });
  for (const name of await readdir(join(root, "node_modules")))
    if (name !== "@nx" && name !== "mq-sms")
      await symlink(join(root, "node_modules", name), join(modules, name));
  await symlink("../packages/mq-sms", join(modules, "mq-sms"));
  for (const name of ["core", "gateway"])
    await symlink(`../../packages/${name}`, join(modules, "@nx", name));
}

async function mutate(folder: string, { file, find, replace }: Mutation): Promise<void> {
  const [path, ...others] = await placesOf(folder, file, find);
  if (path === undefined || others.length > 0) throw new Error(problemOf(file, find, others));
  const text = await Bun.file(path).text();
  await Bun.write(
    path,
    text.replace(find, () => replace),
  );
}

/** The mutations that do not find their place in the code any more, and so prove nothing. */
export async function findMutations(): Promise<string[]> {
  const problems: string[] = [];
  for (const { name, file, find } of mutations) {
    const [path, ...others] = await placesOf(root, file, find);
    if (path === undefined || others.length > 0)
      problems.push(`${name}: ${problemOf(file, find, others)}`);
  }
  return problems;
}

const problemOf = (file: string, find: string, others: readonly string[]): string =>
  `${file} holds ${others.length === 0 ? "nowhere" : "more than once"}: ${find}`;

/** The file of each occurrence. */
async function placesOf(folder: string, pattern: string, find: string): Promise<string[]> {
  const places: string[] = [];
  for await (const name of new Glob(pattern).scan(folder)) {
    const path = join(folder, name);
    const text = await Bun.file(path).text();
    for (let times = text.split(find).length - 1; times > 0; times -= 1) places.push(path);
  }
  return places;
}
