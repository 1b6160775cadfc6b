import { Database as Sqlite } from "bun:sqlite";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Takes `folder` for this process: two embedded databases on one folder destroy it. The lock is
 * SQLite's lock on a file beside the folder, which the operating system lets go of when the process
 * ends, however it ends; a file with a process id would outlive a kill -9 and meet reused ids.
 * Returns the function that gives the folder back; throws when another process has it.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(dirname(folder), { recursive: true });
  const lock = new Sqlite(`${folder}.lock`, { create: true });
  try {
    lock.run("begin exclusive");
  } catch (cause) {
    lock.close();
    throw new Error(`The database folder ${folder} is in use by another process`, { cause });
  }
  return () => lock.close();
}
