import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A small disk in memory. */
export interface SmallDisk {
  readonly path: string;
  remove(): Promise<void>;
}

/** Mounts a disk that PostgreSQL may write to; needs root, and throws without. */
export async function mountSmallDisk(mebibytes: number): Promise<SmallDisk> {
  const path = await mkdtemp(join(tmpdir(), "small-disk-"));
  const mounted = await Bun.$`mount -t tmpfs -o size=${mebibytes}m tmpfs ${path}`.nothrow().quiet();
  if (mounted.exitCode !== 0) {
    await rm(path, { recursive: true });
    throw new Error("a disk can only be mounted by root");
  }
  const id = async (flag: string) => Number(await Bun.$`id ${flag} nobody`.text());
  await chown(path, await id("-u"), await id("-g"));
  return {
    path,
    remove: async () => {
      await Bun.$`umount -l ${path}`.nothrow().quiet();
      await rm(path, { recursive: true, force: true });
    },
  };
}
