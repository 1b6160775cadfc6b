import { existsSync } from "node:fs";
import { join } from "node:path";

/** Root of the repository. */
export const root = join(import.meta.dir, "..");

/**
 * Installs the dependencies exactly as the lock file says. Install scripts of dependencies do not
 * run. Only Bun's own modules may be imported before this has ended.
 */
export const install = async (): Promise<void> => {
  const child = Bun.spawn([process.execPath, "install", "--frozen-lockfile", "--ignore-scripts"], {
    cwd: root,
    stdout: "ignore",
    stderr: "pipe",
  });
  const errors = await new Response(child.stderr).text();
  if ((await child.exited) !== 0) {
    process.stderr.write(errors);
    process.exit(1);
  }
};

/** Installs on a fresh clone, and does nothing where that was done before. */
export const installOnce = async (): Promise<void> => {
  if (existsSync(join(root, "node_modules", "elysia"))) return;
  console.log("Installing dependencies …");
  await install();
};
